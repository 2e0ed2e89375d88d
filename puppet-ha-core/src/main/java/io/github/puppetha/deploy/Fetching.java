package io.github.puppetha.deploy;

import io.github.puppetha.code.GitRepository;
import io.github.puppetha.code.ModuleSource.RefKind;
import io.github.puppetha.code.RepositoryException;
import io.github.puppetha.code.WantedRef;
import java.util.List;

/** Fetching by hash what a decision names. */
final class Fetching {
  private Fetching() {}

  /** What cannot be fetched may not be needed: a store that has it already needs nothing. */
  static void commit(GitRepository repository, String commit) {
    try {
      repository.fetch(List.of(new WantedRef(RefKind.COMMIT, commit)));
    } catch (RepositoryException e) {
      return;
    }
  }
}
