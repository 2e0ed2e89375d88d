package io.github.puppetha.validate;

import java.nio.file.Path;

/**
 * A file to look into.
 *
 * @param path where it is
 * @param name relative to the directory, with {@code /} between its parts
 */
record SourceFile(Path path, String name) {
  /** The last part. */
  String fileName() {
    return name.substring(name.lastIndexOf('/') + 1);
  }

  /** The name of the directory it lies in; empty at the top. */
  String parent() {
    int slash = name.lastIndexOf('/');
    return slash < 0 ? "" : name.substring(0, slash);
  }

  /** Does a directory of this name lie above it? */
  boolean below(String directory) {
    return ("/" + name).contains("/" + directory + "/");
  }

  /** Does it end in one of these, without the dot? */
  boolean hasExtension(String... extensions) {
    for (String extension : extensions) {
      if (fileName().endsWith("." + extension)) {
        return true;
      }
    }
    return false;
  }
}
