package io.github.puppetha.deploy;

import io.github.puppetha.code.GitRepository;
import java.nio.file.Path;

/**
 * Where decided deployments are kept. Safe for several deployers at once: of two that decide at the
 * same time, one wins and the other is told.
 */
public interface Decisions {
  /** The reference in the control repo. */
  String REF = "refs/puppet-ha/deployments";

  /**
   * A decision as it is stored.
   *
   * @param decision {@link Decision#NONE} when there is none yet
   * @param token stands for this state of the store; empty when there is none yet
   */
  record Stored(Decision decision, String token) {}

  /** The last decision; asks the store anew. */
  Stored last();

  /**
   * Records the next decision.
   *
   * @param seen what {@link #last} gave
   * @return false when another decision was recorded meanwhile; nothing is recorded then
   */
  boolean record(Stored seen, Decision next);

  /** In a reference of a git remote. The repository stays the caller's to close. */
  static Decisions inGit(GitRepository repository) {
    return new GitDecisions(repository);
  }

  /** In a directory, one file for each decision. */
  static Decisions inDirectory(Path directory) {
    return new DirectoryDecisions(directory);
  }
}
