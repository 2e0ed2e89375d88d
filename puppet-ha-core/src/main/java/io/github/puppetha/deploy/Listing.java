package io.github.puppetha.deploy;

import io.github.puppetha.code.TreeSink;
import io.github.puppetha.io.Processes;
import io.github.puppetha.io.Sha256;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The files and links of a tree, each with kind, mode and SHA-256, by path. Takes a tree. */
final class Listing implements TreeSink {
  private static final Duration LIMIT = Duration.ofMinutes(10);

  /** Kind and mode, then the target of a link; then the hash of each file. GNU tools. */
  private static final String SCRIPT =
      "cd \"$1\" && find . -mindepth 1 ! -type d -printf '%y %m %P\\0%l\\0' && printf '\\0'"
          + " && find . -type f -print0 | xargs -0 -r sha256sum -z --";

  /**
   * One of them.
   *
   * @param kind {@code f}, {@code l}, or what else {@code find} calls it
   * @param mode the permission bits, octal; empty for a link
   * @param hash of the content or the target
   */
  record Entry(char kind, String mode, String hash) {}

  private final Map<String, Entry> entries = new TreeMap<>();

  Map<String, Entry> entries() {
    return entries;
  }

  @Override
  public void directory(String path) {
    // Empty directories do not count, as in git.
  }

  @Override
  public void file(String path, boolean program, byte[] content) {
    entries.put(path, new Entry('f', program ? "755" : "644", Sha256.hex(content)));
  }

  @Override
  public void link(String path, String target) {
    entries.put(path, new Entry('l', "", Sha256.hex(target.getBytes(StandardCharsets.UTF_8))));
  }

  /** What a machine has below a directory. */
  static Listing of(String directory, CommandRunner runner) throws IOException {
    Processes.Result result = runner.run(List.of("sh", "-c", SCRIPT, "sh", directory), LIMIT);
    if (!result.ok()) {
      throw new IOException(directory + " cannot be read: " + result.err().strip());
    }
    Listing listing = new Listing();
    String[] fields = result.out().split("\0", -1);
    Map<String, String> modes = new TreeMap<>();
    int i = 0;
    for (; i + 1 < fields.length && !fields[i].isEmpty(); i += 2) {
      String[] found = fields[i].split(" ", 3);
      if (found[0].equals("f")) {
        modes.put(found[2], found[1]);
      } else {
        byte[] target = fields[i + 1].getBytes(StandardCharsets.UTF_8);
        listing.entries.put(found[2], new Entry(found[0].charAt(0), "", Sha256.hex(target)));
      }
    }
    for (i++; i < fields.length && !fields[i].isEmpty(); i++) {
      String path = fields[i].substring(64 + "  ./".length());
      String mode = modes.getOrDefault(path, "");
      listing.entries.put(path, new Entry('f', mode, fields[i].substring(0, 64)));
    }
    return listing;
  }

  /** Without what is at or below these paths. */
  Listing without(Set<String> paths) {
    entries
        .keySet()
        .removeIf(p -> paths.stream().anyMatch(x -> p.equals(x) || p.startsWith(x + "/")));
    return this;
  }

  /** A digest over all of it. */
  String digest() {
    StringBuilder text = new StringBuilder();
    entries.forEach(
        (path, e) ->
            text.append(e.kind)
                .append(' ')
                .append(e.mode)
                .append(' ')
                .append(e.hash)
                .append(' ')
                .append(path)
                .append('\0'));
    return Sha256.hex(text.toString());
  }
}
