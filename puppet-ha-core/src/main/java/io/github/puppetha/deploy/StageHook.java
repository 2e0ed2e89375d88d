package io.github.puppetha.deploy;

import java.io.IOException;

/**
 * What is done with a new environment's tree on its machine while it is being staged: its modules
 * are in place, the tree is not yet closed. What is written there must be outside its digest.
 */
interface StageHook {
  /** Nothing is done. */
  StageHook NONE = (environment, path, runner) -> {};

  /**
   * Called once for each new tree, by one thread at a time for each directory.
   *
   * @param path the tree's directory on that machine
   */
  void tree(EnvironmentRevision environment, String path, CommandRunner runner) throws IOException;
}
