package io.github.puppetha.code;

import java.io.IOException;

/**
 * Takes a tree, entry by entry: a directory before what is in it. Paths are below the tree's top,
 * with {@code /} between their parts, and were checked before. Used by one thread at a time.
 */
public interface TreeSink {
  /** A directory; the first is the top itself, whose path is empty. */
  void directory(String path) throws IOException;

  /**
   * A file.
   *
   * @param program whether it may be executed (git's mode 755 in place of 644)
   */
  void file(String path, boolean program, byte[] content) throws IOException;

  /** A symbolic link. */
  void link(String path, String target) throws IOException;
}
