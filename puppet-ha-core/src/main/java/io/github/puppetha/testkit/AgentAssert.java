package io.github.puppetha.testkit;

import io.github.puppetha.discovery.DnsServers;
import io.github.puppetha.discovery.Service;
import io.github.puppetha.discovery.simulator.AgentVersion;
import io.github.puppetha.discovery.simulator.DnsTrouble;
import io.github.puppetha.discovery.simulator.Order;
import io.github.puppetha.discovery.simulator.Probability;
import io.github.puppetha.discovery.simulator.Simulation;
import io.github.puppetha.discovery.simulator.Simulator;
import io.github.puppetha.discovery.simulator.SimulatorBuilder;
import io.github.puppetha.discovery.simulator.Trouble;
import io.github.puppetha.discovery.simulator.Walk;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Asserts what an agent would do, as the {@link Simulator} foretells it; no assertion library is
 * needed.
 *
 * <pre>{@code
 * assertThatAgent("web1")
 *     .with(Path.of("web1/puppet.conf"))
 *     .inZone(Files.readString(Path.of("db.example.com")))
 *     .whenDead("puppet1.example.com", Trouble.DROPS)
 *     .isServedBy("puppet2.example.com", "puppet3.example.com")
 *     .within(Duration.ofMinutes(6))
 *     .neverAsks("compiler9.example.com");
 * }</pre>
 *
 * <p>What is said of the agent comes first. Each assertion holds only if it holds in every possible
 * order of the draw; a failure is an {@link AssertionError} with the simulator's table. Not
 * thread-safe.
 */
public final class AgentAssert {
  private final String certname;
  private final SimulatorBuilder given = Simulator.builder();
  private Set<Service> services = EnumSet.of(Service.PUPPET, Service.FILESERVER, Service.REPORT);
  private @Nullable Simulation simulation;

  private AgentAssert(String certname) {
    this.certname = certname;
  }

  /** Begins with the name of an agent, which failures tell; a Puppet 8 agent unless said. */
  public static AgentAssert assertThatAgent(String certname) {
    return new AgentAssert(certname);
  }

  /** Which agent it is. */
  public AgentAssert ofVersion(AgentVersion version) {
    return given(simulator -> simulator.agent(version));
  }

  /**
   * Its puppet.conf, as a text.
   *
   * @throws IllegalArgumentException when Puppet would refuse it
   */
  public AgentAssert with(String puppetConf) {
    return given(simulator -> simulator.puppetConf(puppetConf));
  }

  /**
   * Its puppet.conf.
   *
   * @throws IllegalArgumentException when Puppet would refuse it
   * @throws io.github.puppetha.PuppetHaException when it cannot be read
   */
  public AgentAssert with(Path puppetConf) {
    return given(simulator -> simulator.puppetConf(puppetConf));
  }

  /**
   * A zone, or a fragment of one, as the text of a zone file.
   *
   * @throws IllegalArgumentException when it is not understood
   */
  public AgentAssert inZone(String zoneFile) {
    return given(simulator -> simulator.zone(zoneFile));
  }

  /** The DNS server that has the records. */
  public AgentAssert askingDns(FakeDns dns) {
    return askingDns(DnsServers.of(dns.address()));
  }

  /** The DNS servers that have the records. */
  public AgentAssert askingDns(DnsServers dns) {
    return given(simulator -> simulator.dns(dns));
  }

  /** Something is wrong with a server: a host, an address, or either with {@code :port}. */
  public AgentAssert whenDead(String server, Trouble trouble) {
    return given(simulator -> simulator.dead(server, trouble));
  }

  /** Something is wrong with the DNS servers. */
  public AgentAssert whenDnsDead(DnsTrouble trouble) {
    return given(simulator -> simulator.dnsDead(trouble));
  }

  /** Says whatever else a simulator can be told. */
  public AgentAssert given(Consumer<SimulatorBuilder> more) {
    more.accept(given);
    simulation = null;
    return this;
  }

  /** Asserts of these services only; catalogs, files and reports until this is said. */
  public AgentAssert forServices(Service first, Service... more) {
    services = EnumSet.of(first, more);
    return this;
  }

  /**
   * The services are served by one of these servers, however the draw falls.
   *
   * @param servers {@code host} or {@code host:port}, at least one
   */
  public AgentAssert isServedBy(String... servers) {
    if (servers.length == 0) {
      throw new IllegalArgumentException("name at least one server that may serve");
    }
    Predicate<Order> served = order -> Arrays.stream(servers).anyMatch(order::servedBy);
    String by = String.join(" or ", servers);
    for (Service service : services) {
      Walk walk = simulation().walk(service).orElse(null);
      if (walk == null) {
        throw failure("never comes to look for " + service + ", so " + by + " cannot serve that");
      }
      every(walk, served, "is served by " + by);
    }
    return this;
  }

  /** No server is found for any of the services, or none that serves. */
  public AgentAssert isServedByNobody() {
    for (Walk walk : walks()) {
      every(walk, order -> !order.ending().chosen(), "is served by nobody");
    }
    return this;
  }

  /** All searches of a run together take no longer than this, apart from what live servers need. */
  public AgentAssert within(Duration most) {
    for (Walk walk : simulation().walks()) {
      listed(walk);
    }
    Duration longest = simulation().longest();
    if (longest.compareTo(most) > 0) {
      Probability late =
          simulation().seconds().entrySet().stream()
              .filter(each -> each.getKey().compareTo(most) > 0)
              .map(each -> each.getValue())
              .reduce(Probability.ZERO, Probability::plus);
      throw failure(
          "needs up to " + longest + ", more than " + most + " with a probability of " + late);
    }
    return this;
  }

  /** None of the services is asked for at this server, {@code host} or {@code host:port}. */
  public AgentAssert neverAsks(String server) {
    Predicate<Order> asked = order -> order.asks(server) || order.servedBy(server);
    for (Walk walk : walks()) {
      every(walk, asked.negate(), "does not ask " + server);
    }
    return this;
  }

  private Simulation simulation() {
    Simulation known = simulation;
    if (known == null) {
      known = given.build().simulate();
      simulation = known;
    }
    return known;
  }

  private List<Walk> walks() {
    return simulation().walks().stream().filter(w -> services.contains(w.service())).toList();
  }

  private void every(Walk walk, Predicate<Order> holds, String what) {
    Probability otherwise =
        walk.orders().stream()
            .filter(holds.negate())
            .map(Order::probability)
            .reduce(Probability.ZERO, Probability::plus);
    if (!otherwise.isZero()) {
      throw failure(
          what + ": not so for " + walk.purpose() + ", with a probability of " + otherwise);
    }
    listed(walk);
  }

  private void listed(Walk walk) {
    if (!walk.unlisted().isZero()) {
      throw failure(
          "has more than "
              + Walk.MOST_ORDERS
              + " possible orders for "
              + walk.purpose()
              + ": not all of them could be looked at");
    }
  }

  private AssertionError failure(String what) {
    return new AssertionError("agent " + certname + " " + what + "\n" + simulation().table());
  }
}
