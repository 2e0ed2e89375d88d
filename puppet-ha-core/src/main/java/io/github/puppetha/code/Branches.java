package io.github.puppetha.code;

import java.util.Map;
import java.util.Optional;

/**
 * A control repo, whatever keeps it: git, Subversion or an archive. Safe for several threads once
 * {@link #fetch} has returned.
 */
public interface Branches {
  /**
   * Asks the remote what there is.
   *
   * @throws RepositoryException when it does not answer
   */
  void fetch();

  /** The branches that there are, by name, each with what it is made of now. */
  Map<String, Origin> list();

  /** The text of a file at the top of a branch, as UTF-8; empty when there is no such file. */
  Optional<String> read(Origin branch, String path);
}
