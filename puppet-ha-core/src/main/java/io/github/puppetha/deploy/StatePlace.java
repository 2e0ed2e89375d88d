package io.github.puppetha.deploy;

import io.github.puppetha.PuppetHaException;
import io.github.puppetha.code.Contents;
import io.github.puppetha.code.R10kConfig;
import io.github.puppetha.topology.CodeSource;
import io.github.puppetha.topology.DeployState;
import io.github.puppetha.topology.Topology;
import java.util.List;
import java.util.function.Predicate;

/** Where decisions are recorded, and the way in. */
final class StatePlace {
  private StatePlace() {}

  /**
   * What the file names; else the first control repo that is in git.
   *
   * @throws PuppetHaException when there are control repos, but none is in git
   */
  static DeployState of(Topology topology) {
    List<CodeSource> sources = topology.code().sources();
    return topology
        .deploy()
        .state()
        .or(
            () ->
                sources.stream()
                    .map(CodeSource::remote)
                    .filter(Predicate.not(StatePlace::notGit))
                    .findFirst()
                    .map(DeployState.Remote::new))
        .orElseThrow(
            () ->
                new PuppetHaException(
                    sources.isEmpty()
                        ? "There is nothing to deploy: no control repo is named; add one to"
                            + " code.sources"
                        : "No control repo is in git, so that decisions cannot be recorded there;"
                            + " name a place that all deployers use, in "
                            + topology.file()
                            + ": 'deploy: { state: { directory: PATH } }' or '{ remote: URL }'"));
  }

  private static boolean notGit(String remote) {
    return remote.startsWith("svn") || remote.startsWith("archive+");
  }

  /** Beside what is deployed: a cache may be removed, and other deployers have their own. */
  static DeployState of(R10kConfig config) {
    return new DeployState.Directory(
        new StoreLayout(config.sources().get(0).basedir()).store().resolve("decisions"));
  }

  /** The store at a place. */
  static StateStore store(DeployState place, Contents contents) {
    if (place instanceof DeployState.Directory directory) {
      return StateStore.inDirectory(directory.path());
    }
    return StateStore.inGit(contents.git(((DeployState.Remote) place).remote()));
  }
}
