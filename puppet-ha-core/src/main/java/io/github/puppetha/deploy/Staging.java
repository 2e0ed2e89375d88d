package io.github.puppetha.deploy;

import io.github.puppetha.code.Contents;
import java.time.Instant;
import java.util.List;

/**
 * What is to be staged in one directory, and with what.
 *
 * @param environments all that are to be there whole afterwards
 * @param contents what they are made of
 * @param workers threads for the work
 * @param now the time that it is used
 * @param hook called for each new tree
 * @param step called after each tree and module that was written
 */
record Staging(
    List<EnvironmentRevision> environments,
    Contents contents,
    Parallel workers,
    Instant now,
    StageHook hook,
    Runnable step) {
  Staging {
    environments = List.copyOf(environments);
  }
}
