package io.github.puppetha.deploy;

import io.github.puppetha.code.BranchRules;
import io.github.puppetha.code.Contents;
import io.github.puppetha.code.ContentsOptions;
import io.github.puppetha.topology.DeployPolicy;
import io.github.puppetha.topology.DeployState;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** All that a deployment was told. */
record Settings(
    List<Source> sources,
    List<Target> targets,
    Path cache,
    LockUse lock,
    DeployPolicy policy,
    DeployState state,
    boolean withoutSpec,
    boolean takeOver,
    boolean partial,
    Set<String> environments,
    Rules rules,
    Duration patience,
    Clock clock,
    PuppetServers servers,
    Switches switches,
    Checks checks,
    ContentsOptions contents) {

  /** A control repo. */
  record Source(String name, String remote, BranchRules branches, String puppetfile) {}

  /** All that is in the cache, and what it reaches. */
  Contents open() {
    return Contents.open(cache, contents);
  }

  Decisions decisions(Contents contents) {
    return new Decisions(StatePlace.store(state, contents));
  }
}
