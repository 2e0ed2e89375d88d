package io.github.puppetha.deploy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a Puppet Server is asked and told around a switch of its environments directory. */
interface ServerControl {
  /** For a directory that no server is known of. */
  ServerControl NONE =
      new ServerControl() {
        @Override
        public boolean known() {
          return false;
        }

        @Override
        public Target.@Nullable Obstacle rehearse(Rehearsal rehearsal) {
          return null;
        }

        @Override
        public List<String> directories() {
          return List.of();
        }

        @Override
        public @Nullable String mayCheck() {
          return "is not asked anything: name an identity in puppet-ha.yaml";
        }

        @Override
        public Optional<String> compile(String certname, String environment, String facts) {
          return Optional.empty();
        }

        @Override
        public void checked() {}

        @Override
        public Loading switched(Switched switched) {
          return Loading.DONE;
        }
      };

  /** Is there a server to ask? */
  boolean known();

  /**
   * Before anything is decided: would it take what {@link #switched} will tell it?
   *
   * @return what is in the way and how to mend it; null when nothing is
   */
  Target.@Nullable Obstacle rehearse(Rehearsal rehearsal);

  /** The directories in which it looks for environments now; empty where it does not tell. */
  List<String> directories();

  /** Why it cannot try out what is staged; null when it can. */
  @Nullable String mayCheck();

  /**
   * Compiles a node's catalog, which is kept nowhere.
   *
   * @param facts as JSON, an object with {@code values}
   * @return what is wrong with it; empty when nothing is
   */
  Optional<String> compile(String certname, String environment, String facts);

  /** What was tried out is forgotten: its JRubies are made anew. */
  void checked();

  /** After the switch: makes it load the new revisions, and sees that it has. */
  Loading switched(Switched switched);

  /**
   * What is about to be.
   *
   * @param directory the environments directory, as the server sees it
   * @param environments all that are to be live, by name, each with its {@code <env>_<8 hex>}
   * @param live those that are live there already
   * @param pool whether its JRubies will be made anew
   * @param takeOver whether the server may be reading another directory still
   */
  record Rehearsal(
      String directory,
      Map<String, String> environments,
      Set<String> live,
      boolean pool,
      boolean takeOver) {}

  /**
   * What was switched.
   *
   * @param directory the environments directory, as the server sees it
   * @param environments those that changed, each with its {@code <env>_<8 hex>}; empty text for one
   *     that is no more
   * @param live those that were live before, of which a server may hold something
   * @param pool whether Ruby code changed that outlives an environment's flush
   */
  record Switched(
      String directory, Map<String, String> environments, Set<String> live, boolean pool) {}

  /**
   * What came of it.
   *
   * @param done false when the server may go on with what it had; it is to be told again
   * @param message what to know or do, or null
   */
  record Loading(boolean done, @Nullable String message) {
    static final Loading DONE = new Loading(true, null);
  }
}
