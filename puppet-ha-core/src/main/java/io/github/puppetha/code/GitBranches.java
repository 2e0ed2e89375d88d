package io.github.puppetha.code;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The branches of a git repository. */
record GitBranches(String remote, GitRepository repository) implements Branches {
  @Override
  public void fetch() {
    repository.fetchBranches();
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
