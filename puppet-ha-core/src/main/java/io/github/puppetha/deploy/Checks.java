package io.github.puppetha.deploy;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What is tried out before a deployment is decided.
 *
 * @param puppetVersion whose rules the control repo's files are validated by; empty to leave that
 * @param nodes certnames whose catalogs are compiled from what is staged, {@code
 *     environment/certname} for one environment alone
 * @param facts a directory of {@code <certname>.json}; without it nodes have no facts
 * @param noop whether an agent runs on the server with what is staged, changing nothing
 */
record Checks(OptionalInt puppetVersion, List<String> nodes, Optional<Path> facts, boolean noop) {
  static final Checks NONE = new Checks(OptionalInt.empty(), List.of(), Optional.empty(), false);

  Checks {
    nodes = List.copyOf(nodes);
  }

  /** Are there some that need a server? */
  boolean staged() {
    return !nodes.isEmpty() || noop;
  }
}
