package io.github.puppetha.maven;

import io.github.puppetha.PuppetHaException;
import io.github.puppetha.io.Suggestions;
import java.util.Collection;
import java.util.TreeSet;

/**
 * Looks at what was given with {@code -D}. Maven says nothing of a property that nobody reads, and
 * a misspelt {@code puppet-ha.environments} or {@code puppet-ha.dryRun} would deploy what was not
 * meant, to every server.
 */
final class UserProperties {
  private static final String OURS = "puppet-ha.";

  private UserProperties() {}

  /**
   * Refuses names of ours that no goal reads, and a dry run of a goal that has none.
   *
   * @param given all names on the command line; those of other plugins are left alone
   * @param goal the goal's name
   * @param dryRun whether the goal has a dry run
   */
  static void check(Collection<String> given, String goal, boolean dryRun) {
    Collection<String> known = PropertyNames.all();
    for (String name : new TreeSet<>(given)) {
      if (name.startsWith(OURS) && !known.contains(name)) {
        throw new PuppetHaException(
            "There is no property "
                + name
                + Suggestions.nearest(name, known)
                    .map(meant -> "; did you mean '" + meant + "'?")
                    .orElse(".")
                + " The goal help with -Ddetail tells which there are; nothing was done.");
      }
    }
    if (!dryRun && given.contains(PropertyNames.DRY_RUN)) {
      throw new PuppetHaException(
          "The goal "
              + goal
              + " has no dry run; leave "
              + PropertyNames.DRY_RUN
              + " out to run it. Nothing was done.");
    }
  }
}
