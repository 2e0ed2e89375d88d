package io.github.puppetha.discovery.zone;

import io.github.puppetha.HostPort;
import io.github.puppetha.discovery.Eligibility;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which servers people have drained, as a zone said last: for a gateway, which passes them over
 * while another server answers. What was known stays known while the zone cannot be read. Safe for
 * use by several threads.
 */
public final class DrainedServers implements Eligibility {
  private volatile Set<HostPort> drained = Set.of();

  /** Nothing is known to be drained yet. */
  public DrainedServers() {}

  /** What the zone says now. */
  public void learn(List<Drain> drains) {
    drained = drains.stream().map(Drain::server).collect(Collectors.toUnmodifiableSet());
  }

  /** Those that are drained. */
  public Set<HostPort> drained() {
    return drained;
  }

  @Override
  public boolean mayServe(HostPort server) {
    return !drained.contains(server);
  }
}
