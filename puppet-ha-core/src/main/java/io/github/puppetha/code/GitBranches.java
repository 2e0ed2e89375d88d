package io.github.puppetha.code;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The branches of a git repository; offline, those of its mirror in the cache. */
record GitBranches(String remote, GitRepository repository, boolean offline) implements Branches {
  @Override
  public void fetch() {
    if (!offline) {
      repository.fetchBranches();
    }
  }

  @Override
  public Map<String, Origin> list() {
    Map<String, Origin> branches = new TreeMap<>();
    repository
        .branches()
        .forEach(
            (name, commit) ->
                branches.put(name, new Origin.Git(remote, commit, repository.tree(commit))));
    return branches;
  }

  @Override
  public Optional<String> read(Origin branch, String path) {
    return repository.read(branch.id(), path);
  }
}
