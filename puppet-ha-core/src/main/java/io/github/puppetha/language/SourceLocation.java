package io.github.puppetha.language;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Where in a module a manifest is, and so what the autoloader looks for in it.
 *
 * @param namespace that its definitions' names begin with, in lower case; null where the autoloader
 *     never looks
 */
record SourceLocation(@Nullable String namespace) {
  private static final List<String> DIRECTORIES =
      List.of("manifests", "functions", "types", "plans");

  /**
   * The place of a file, or null when Puppet does not check it.
   *
   * @param path from the directory that modules are in: {@code apache/manifests/mod/ssl.pp}
   */
  static @Nullable SourceLocation of(String path) {
    String name = path.substring(path.lastIndexOf('/') + 1);
    if (!name.endsWith(".pp") || name.equals(".pp")) {
      return null;
    }
    String[] parts = path.toLowerCase(Locale.ROOT).split("/");
    if (parts.length < 3 || !DIRECTORIES.contains(parts[1])) {
      return new SourceLocation(null);
    }
    StringBuilder namespace = new StringBuilder(parts[0]);
    for (int i = 2; i < parts.length - 1; i++) {
      namespace.append("::").append(parts[i]);
    }
    String last = parts[parts.length - 1];
    if (parts.length > 3 || !last.equals("init.pp")) {
      namespace.append("::").append(last, 0, last.length() - ".pp".length());
    }
    return new SourceLocation(namespace.toString());
  }

  /** May a definition of this name be in the file? */
  boolean allows(String name) {
    return namespace != null && name.toLowerCase(Locale.ROOT).startsWith(namespace);
  }

  /** What its definitions have to be called, for a message. */
  String hint() {
    return namespace == null
        ? "the autoloader reads no manifest here"
        : "the autoloader looks for '" + namespace + "' in this file";
  }
}
