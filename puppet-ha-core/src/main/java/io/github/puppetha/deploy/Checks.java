package io.github.puppetha.deploy;

import io.github.puppetha.PuppetHaException;
import io.github.puppetha.io.Suggestions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

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
  private static final Set<Integer> VERSIONS = Set.of(7, 8, 9);

  static final Checks NONE = new Checks(OptionalInt.empty(), List.of(), Optional.empty(), false);

  Checks {
    nodes = List.copyOf(nodes);
    if (puppetVersion.isPresent() && !VERSIONS.contains(puppetVersion.getAsInt())) {
      throw new IllegalArgumentException(
          "the Puppet version to validate for is 7, 8 or 9 (OpenVox 9), not "
              + puppetVersion.getAsInt());
    }
    if (facts.filter(directory -> !Files.isDirectory(directory)).isPresent()) {
      throw new PuppetHaException(
          "There is no directory "
              + facts.get()
              + " with nodes' facts; make it, with a <certname>.json as 'puppet facts' prints it"
              + " for each node, or name the right one");
    }
  }

  /**
   * Looks at the environments of {@code environment/certname}.
   *
   * @throws PuppetHaException when there is none of that name, as nothing would be tried out then
   */
  void refuseUnknown(Set<String> environments) {
    for (String node : nodes) {
      String environment = node.contains("/") ? node.substring(0, node.indexOf('/')) : null;
      if (environment != null && !environments.contains(environment)) {
        throw new PuppetHaException(
            "The catalog of '"
                + node
                + "' cannot be tried out: there is no environment '"
                + environment
                + "'"
                + Suggestions.hint(environment, environments));
      }
    }
  }

  /** Are there some that need a server? */
  boolean staged() {
    return !nodes.isEmpty() || noop;
  }
}
