package io.github.puppetha.code;

import io.github.puppetha.PuppetHaException;

/** A tree, of git or of an archive, holds an entry that must not reach a disk. */
public final class HostileTreeException extends PuppetHaException {
  private static final long serialVersionUID = 1L;

  private static final int MAX_SHOWN = 200;

  private final String path;

  HostileTreeException(String remote, String commit, String path, String why) {
    this(
        "Commit " + commit.substring(0, Math.min(10, commit.length())) + " of " + remote,
        path,
        why);
  }

  /** Of a tree that is named at the beginning of a sentence. */
  HostileTreeException(String tree, String path, String why) {
    super(
        tree + " holds '" + shown(path) + "', " + why + "; nothing was switched. Remove it there.");
    this.path = path;
  }

  private static String shown(String path) {
    String printable = path.replaceAll("\\p{Cntrl}", "?");
    return printable.length() <= MAX_SHOWN ? printable : printable.substring(0, MAX_SHOWN) + "…";
  }

  /** The entry's path in its tree. */
  public String path() {
    return path;
  }
}
