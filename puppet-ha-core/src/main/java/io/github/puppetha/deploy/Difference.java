package io.github.puppetha.deploy;

import java.util.Locale;

/**
 * A file on a server that differs from its revision.
 *
 * @param module the module's path in the environment; empty for the environment's own files
 * @param path below that
 * @param change what became of it
 */
public record Difference(String module, String path, Change change)
    implements Comparable<Difference> {
  /** What became of a file. */
  public enum Change {
    /** It is there and should not be. */
    ADDED,
    /** Its content, or where it leads, is another; or it is of another kind. */
    CHANGED,
    /** It is not there. */
    REMOVED,
    /** Its mode is another: files have 0644 or 0755. */
    MODE;

    /** In lower case, as in {@code drift.json}. */
    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  @Override
  public int compareTo(Difference other) {
    int order = module.compareTo(other.module);
    return order == 0 ? path.compareTo(other.path) : order;
  }

  /** For people: what, and where. */
  @Override
  public String toString() {
    return change.label() + " " + (module.isEmpty() ? path : module + "/" + path);
  }
}
