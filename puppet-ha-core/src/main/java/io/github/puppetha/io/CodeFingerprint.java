package io.github.puppetha.io;

import com.fasterxml.jackson.core.JsonFactory;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.yaml.snakeyaml.LoaderOptions;

/** Tells one state of this library's code from another, for caches of what it found out. */
public final class CodeFingerprint {
  private CodeFingerprint() {}

  /**
   * A digest of the code of this library, of the readers of YAML and JSON, and of the Java that
   * runs them.
   *
   * @return empty when the code cannot be looked at
   */
  public static Optional<byte[]> current() {
    Sha256 digest = new Sha256().add(Runtime.version().toString());
    try {
      for (Class<?> type : List.of(CodeFingerprint.class, LoaderOptions.class, JsonFactory.class)) {
        CodeSource source = type.getProtectionDomain().getCodeSource();
        if (source == null) {
          return Optional.empty();
        }
        add(Path.of(source.getLocation().toURI()), digest);
      }
      return Optional.of(digest.value());
    } catch (IOException | URISyntaxException | RuntimeException e) {
      return Optional.empty();
    }
  }

  /** A jar by its content; classes in a directory, as builds have them, by size and time. */
  private static void add(Path place, Sha256 digest) throws IOException {
    if (Files.isRegularFile(place)) {
      digest.add(Files.readAllBytes(place));
      return;
    }
    try (Stream<Path> files = Files.walk(place)) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        digest.add(place.relativize(file).toString());
        digest.add(Files.size(file)).add(Files.getLastModifiedTime(file).to(TimeUnit.NANOSECONDS));
      }
    }
  }
}
