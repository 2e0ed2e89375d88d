package io.github.puppetha.deploy;

import io.github.puppetha.code.GitRepository;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Texts by name that are changed by compare-and-swap: of two that change one at the same time, one
 * wins and the other is told. Safe for several processes.
 */
interface StateStore {
  /**
   * A text as it stands.
   *
   * @param text as it was written
   * @param token stands for this state; another write gives another one
   */
  record Entry(String text, String token) {}

  /** How messages name the store. */
  String where();

  /** What stands under a name now; asks the store anew. */
  Optional<Entry> read(String name);

  /** What stands and stood under a name, newest first, at most so many; asks the store anew. */
  List<Entry> history(String name, int most);

  /**
   * Puts a text under a name, if what stands there still is what was seen.
   *
   * @param expected the token that was seen; null when there was nothing
   * @param kept whether what stood there before stays in the history
   * @param message a line for people who look into the store
   * @return the new token; empty when someone else was faster
   * @throws io.github.puppetha.PuppetHaException when the store takes nothing from this user
   */
  Optional<String> write(
      String name, @Nullable String expected, boolean kept, String text, String message);

  /** In references {@code refs/puppet-ha/<name>} of a git remote. Its owner closes it. */
  static StateStore inGit(GitRepository repository) {
    return new GitStateStore(repository);
  }

  /** In a directory below that, one file for each state of a name. */
  static StateStore inDirectory(Path directory) {
    return new DirectoryStateStore(directory);
  }
}
