package io.github.puppetha.validate;

import java.io.IOException;
import java.util.List;

/**
 * Files to read, in a directory or in a revision of a git repository; what is checked is the same
 * in both. Names are relative, with {@code /} between their parts. Safe for several threads.
 */
interface SourceTree {
  /** What messages call it; the last part is the directory's name. */
  String description();

  /** What there is. */
  Listing listing();

  /** The size of a file in bytes. */
  long size(SourceFile file) throws IOException;

  /** The content of a file. */
  byte[] read(SourceFile file) throws IOException;

  /** All files but those that are never looked into, sorted by name. */
  default List<SourceFile> files() {
    return listing().files().stream().map(name -> new SourceFile(this, name)).toList();
  }

  /** Is there a file or a directory of this name? What is outside or not looked into counts. */
  default boolean exists(String name) {
    return listing().exists(name);
  }
}
