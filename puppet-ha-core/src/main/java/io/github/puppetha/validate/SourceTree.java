package io.github.puppetha.validate;

import io.github.puppetha.Problem;
import java.io.IOException;
import java.util.List;

/**
 * Files to read, in a directory or in a revision of a git repository; what is checked is the same
 * in both. Names are relative, with {@code /} between their parts. Safe for several threads.
 */
interface SourceTree {
  /** What messages call it. */
  String description();

  /** All files but those in directories that are never looked into, sorted by name. */
  List<SourceFile> files();

  /** What was wrong with names and links. */
  List<Problem> problems();

  /** Is there a file or a directory of this name, looked into or not? What lies outside is. */
  boolean exists(String name);

  /** May a file of this name be run as a program? */
  boolean isExecutable(String name);

  /** The size of a file in bytes. */
  long size(SourceFile file) throws IOException;

  /** The content of a file. */
  byte[] read(SourceFile file) throws IOException;
}
