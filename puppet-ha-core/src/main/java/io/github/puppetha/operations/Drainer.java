package io.github.puppetha.operations;

import io.github.puppetha.HostPort;
import io.github.puppetha.PuppetHaException;
import io.github.puppetha.discovery.zone.TsigKey;
import io.github.puppetha.discovery.zone.ZoneAccess;
import io.github.puppetha.discovery.zone.ZoneServer;
import io.github.puppetha.discovery.zone.ZoneVerifier;
import io.github.puppetha.topology.Topology;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;

/**
 * Takes servers, gateways or whole sites out of DNS by hand, and puts them back: {@link #drain()}
 * and {@link #undrain()} look at every zone and say what would change; {@link DrainPlan#execute}
 * changes it, one message for each zone. Immutable; safe for use by several threads.
 */
public final class Drainer {
  private final Builder settings;

  private Drainer(Builder settings) {
    this.settings = settings;
  }

  /** For the servers, gateways and zones of this topology. */
  public static Builder builder(Topology topology) {
    return new Builder(topology);
  }

  /**
   * What draining would change. Reads every zone, changes nothing.
   *
   * @throws PuppetHaException when no zone may be changed, or a key cannot be read
   * @throws IllegalArgumentException when the topology does not know a name, with those that it
   *     knows
   */
  public DrainPlan drain() {
    DrainTargets targets = DrainTargets.known(settings.topology, settings.servers, settings.sites);
    return DrainPlanner.plan(true, targets, settings);
  }

  /**
   * What putting back would change. Reads every zone, changes nothing.
   *
   * @throws PuppetHaException when no zone may be changed, or a key cannot be read
   * @throws IllegalArgumentException when the topology does not know a site, or a name cannot be
   */
  public DrainPlan undrain() {
    DrainTargets targets = DrainTargets.any(settings.topology, settings.servers, settings.sites);
    return DrainPlanner.plan(false, targets, settings);
  }

  /** Not for several threads. */
  public static final class Builder {
    private static final Duration VERIFY = Duration.ofSeconds(10);

    final Topology topology;
    final List<String> servers = new ArrayList<>();
    final List<String> sites = new ArrayList<>();
    String by = System.getProperty("user.name", "unknown");
    Clock clock = Clock.systemUTC();
    Duration verifyFor = VERIFY;
    ZoneVerifier verifier = ZoneVerifier.REAL;
    Function<ZoneAccess, ZoneServer> zones = ZoneServer::at;

    private Builder(Topology topology) {
      this.topology = topology;
    }

    /** These servers or gateways, each as {@code host} or {@code host:port}. */
    public Builder servers(List<String> names) {
      servers.addAll(names);
      return this;
    }

    /** All servers and gateways of these sites. */
    public Builder sites(List<String> names) {
      sites.addAll(names);
      return this;
    }

    /** Who does it, as the drain's record is to say; this process's user by default. */
    public Builder by(String who) {
      by = Objects.requireNonNull(who);
      return this;
    }

    /** By which drains are dated. */
    public Builder clock(Clock newClock) {
      clock = newClock;
      return this;
    }

    /** How long to wait for every authoritative server, and by what time; 10 s by default. */
    public Builder verify(Duration limit, ZoneVerifier how) {
      verifyFor = limit;
      verifier = how;
      return this;
    }

    /** How a zone is reached; over TCP, signed with its {@link TsigKey}, by default. */
    public Builder zones(Function<ZoneAccess, ZoneServer> reached) {
      zones = reached;
      return this;
    }

    /**
     * The operations.
     *
     * @throws IllegalArgumentException when nothing is named
     */
    public Drainer build() {
      if (servers.isEmpty() && sites.isEmpty()) {
        throw new IllegalArgumentException(
            "nothing is named: name servers or gateways (puppet-ha.servers), or sites"
                + " (puppet-ha.sites)");
      }
      return new Drainer(this);
    }
  }

  /** A server or gateway with the site it stands in. */
  record Target(HostPort address, String site, boolean gateway, boolean behindGateway) {}
}
