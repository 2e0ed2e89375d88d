package io.github.puppetha.validate;

import java.io.IOException;

/**
 * A file to look into.
 *
 * @param tree where it is
 * @param name relative to that, with {@code /} between its parts
 */
record SourceFile(SourceTree tree, String name) {
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

  /** Its size in bytes. */
  long size() throws IOException {
    return tree.size(this);
  }

  /** Its content. */
  byte[] read() throws IOException {
    return tree.read(this);
  }
}
