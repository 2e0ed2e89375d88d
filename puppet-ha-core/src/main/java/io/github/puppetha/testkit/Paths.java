package io.github.puppetha.testkit;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** How Puppet Server reads the path of a request. */
final class Paths {
  private Paths() {}

  /**
   * The decoded path: {@code ;…} cut up to the next slash, {@code %2f} a separator, double slashes
   * folded but not at the start. Empty for what it answers with 400: bad encoding, {@code .} and
   * {@code ..}.
   */
  static Optional<String> normalize(String raw) {
    return Percent.decode(raw.replaceAll(";[^/]*", ""))
        .flatMap(Paths::utf8)
        .filter(path -> path.startsWith("/") && path.indexOf('\0') < 0)
        .map(path -> "/" + path.substring(1).replaceAll("/{2,}", "/"))
        .filter(path -> !(path + "/").contains("/./") && !(path + "/").contains("/../"));
  }

  private static Optional<String> utf8(byte[] bytes) {
    try {
      ByteBuffer buffer = ByteBuffer.wrap(bytes);
      return Optional.of(StandardCharsets.UTF_8.newDecoder().decode(buffer).toString());
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }
}
