package io.github.puppetha.deploy;

import java.util.Map;
import java.util.Optional;

/** What a Puppet Server is asked and told around a switch of its environments directory. */
interface ServerControl {
  /** For a directory that no server is known of. */
  ServerControl NONE =
      new ServerControl() {
        @Override
        public Optional<String> rehearse(Map<String, EnvironmentRevision> environments) {
          return Optional.empty();
        }

        @Override
        public Optional<String> switched(Map<String, EnvironmentRevision> environments) {
          return Optional.empty();
        }
      };

  /**
   * Before anything is decided: would it take what {@link #switched} will tell it?
   *
   * @return what is in the way and how to mend it; empty when nothing is
   */
  Optional<String> rehearse(Map<String, EnvironmentRevision> environments);

  /**
   * After the switch: makes it load the new revisions.
   *
   * @param environments those that changed
   * @return what went wrong and what to do; empty when all is well
   */
  Optional<String> switched(Map<String, EnvironmentRevision> environments);
}
