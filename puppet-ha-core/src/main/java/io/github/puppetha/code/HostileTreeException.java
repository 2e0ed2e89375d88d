package io.github.puppetha.code;

import io.github.puppetha.PuppetHaException;

/** A git tree holds an entry that must not reach a disk. */
public final class HostileTreeException extends PuppetHaException {
  private static final long serialVersionUID = 1L;

  private final String path;

  HostileTreeException(String remote, String commit, String path, String why) {
    super(
        "Commit "
            + commit.substring(0, Math.min(10, commit.length()))
            + " of "
            + remote
            + " holds '"
            + path
            + "', "
            + why
            + "; nothing was switched. Remove it there.");
    this.path = path;
  }

  /** The entry's path in its tree. */
  public String path() {
    return path;
  }
}
