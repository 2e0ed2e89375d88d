package io.github.puppetha.code;

import io.github.puppetha.io.JsonReader;
import io.github.puppetha.io.JsonWriter;
import io.github.puppetha.io.Tree;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the Forge says of one release.
 *
 * @param version exact
 * @param file where its archive is: absolute, or from the host's root
 * @param sha256 the archive's checksum, or null
 * @param md5 the archive's other checksum, or null; one of them is there
 */
record ForgeRelease(String version, String file, @Nullable String sha256, @Nullable String md5) {
  /**
   * Reads the answer to {@code GET v3/releases/…}.
   *
   * @throws IOException when it is not that
   */
  static ForgeRelease read(String text) throws IOException {
    Tree root = json(text);
    String version = required(root, "version");
    String file = required(root, "file_uri");
    String sha256 = text(root, "file_sha256").orElse(null);
    String md5 = text(root, "file_md5").orElse(null);
    boolean good = sha256 == null || Checksum.isSha256(sha256);
    if (!good || (sha256 == null && md5 == null)) {
      throw new IOException("the Forge gives no checksum for " + file);
    }
    return new ForgeRelease(version, file, sha256, md5);
  }

  /** As {@link #read} reads it. */
  String json() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("version", version);
    map.put("file_uri", file);
    map.put("file_sha256", sha256);
    map.put("file_md5", md5);
    return JsonWriter.write(map);
  }

  ForgeRelease with(String checksum) {
    return new ForgeRelease(version, file, checksum, md5);
  }

  Checksum checksum() {
    return sha256 != null ? Checksum.sha256(sha256) : Checksum.md5(String.valueOf(md5));
  }

  /** The version in the answer to {@code GET v3/modules/…}. */
  static String current(String text) throws IOException {
    if (json(text) instanceof Tree.MapNode map
        && map.get("current_release").orElse(null) instanceof Tree.MapNode release) {
      return required(release, "version");
    }
    throw new IOException("the Forge names no current release");
  }

  /** All versions in that answer, the current one first, then as the Forge orders them. */
  static List<String> versions(String text) throws IOException {
    Set<String> versions = new LinkedHashSet<>(Set.of(current(text)));
    if (json(text) instanceof Tree.MapNode map
        && map.get("releases").orElse(null) instanceof Tree.ListNode releases) {
      for (Tree release : releases.items()) {
        text(release, "version").ifPresent(versions::add);
      }
    }
    return List.copyOf(versions);
  }

  private static Tree json(String text) throws IOException {
    return JsonReader.read("answer", text)
        .root()
        .orElseThrow(() -> new IOException("what the Forge answers is not JSON"));
  }

  private static String required(Tree tree, String key) throws IOException {
    return text(tree, key)
        .orElseThrow(() -> new IOException("the Forge's answer has no '" + key + "'"));
  }

  private static Optional<String> text(Tree tree, String key) {
    return tree instanceof Tree.MapNode map
        ? map.get(key)
            .filter(Tree.Scalar.class::isInstance)
            .map(Tree.Scalar.class::cast)
            .filter(scalar -> scalar.type() == Tree.Type.STRING && !scalar.text().isEmpty())
            .map(Tree.Scalar::text)
        : Optional.empty();
  }
}
