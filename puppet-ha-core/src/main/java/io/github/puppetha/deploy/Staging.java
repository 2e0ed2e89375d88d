package io.github.puppetha.deploy;

import io.github.puppetha.code.Contents;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/**
 * What is to be staged in one directory, and with what.
 *
 * @param environments all that are to be there whole afterwards
 * @param contents what they are made of
 * @param workers threads for the work
 * @param now the time that it is used
 * @param hook called for each new tree
 * @param begun hears, before anything is written, how many trees and modules are to be; not called
 *     when there are none
 * @param step called after each tree and module that was written
 * @param full whether what is there already is read to the last byte, in place of what something
 *     seems to have touched
 * @param mended hears of each environment that was there, was not what it should be, and was laid
 *     down anew
 * @param allowed patterns of files that may be in a tree though they are not in git
 */
record Staging(
    List<EnvironmentRevision> environments,
    Contents contents,
    Parallel workers,
    Instant now,
    StageHook hook,
    LongConsumer begun,
    Runnable step,
    boolean full,
    Consumer<String> mended,
    List<String> allowed) {
  Staging {
    environments = List.copyOf(environments);
    allowed = List.copyOf(allowed);
  }
}
