package io.github.puppetha.code;

/**
 * A file at a revision.
 *
 * @param path with {@code /} between its parts
 * @param kind what it is
 * @param id of its content: equal for equal content
 */
public record GitFile(String path, Kind kind, String id) {
  /** What git knows of a file. */
  public enum Kind {
    /** A regular file. */
    FILE,
    /** A regular file that may be run. */
    PROGRAM,
    /** A symbolic link, whose content is its target. */
    LINK,
    /** Another repository's commit. */
    SUBMODULE;

    /** Is it a regular file? */
    public boolean isFile() {
      return this == FILE || this == PROGRAM;
    }
  }
}
