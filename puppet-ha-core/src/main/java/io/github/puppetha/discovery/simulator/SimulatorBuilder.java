package io.github.puppetha.discovery.simulator;

import io.github.puppetha.PuppetHaException;
import io.github.puppetha.Severity;
import io.github.puppetha.conf.PuppetConf;
import io.github.puppetha.discovery.DnsServers;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Describes an agent, and the world that it meets. Not thread-safe. */
public final class SimulatorBuilder {
  private AgentVersion version = AgentVersion.PUPPET_8;
  private PuppetConf conf = PuppetConf.parse(Path.of("puppet.conf"), "");
  private ZoneData zones = new ZoneData();
  private boolean zoned;
  private @Nullable DnsServers live;
  private AgentResolvConf resolvConf = AgentResolvConf.USUAL;
  private Optional<String> domainFact = Optional.empty();
  private final Map<String, List<String>> hosts = new HashMap<>();
  private final Map<String, Trouble> troubles = new HashMap<>();
  private DnsTrouble dnsTrouble = DnsTrouble.NONE;
  private final Map<String, DnsTrouble> dnsTroubles = new HashMap<>();
  private CaContact contact = CaContact.NONE;
  private boolean firstRun;
  private boolean withoutCache;
  private @Nullable Boolean lookupsEnd;

  SimulatorBuilder() {}

  /** Which agent it is; Puppet 8 unless set. */
  public SimulatorBuilder agent(AgentVersion newVersion) {
    version = newVersion;
    return this;
  }

  /**
   * The agent's settings, as a text.
   *
   * @throws IllegalArgumentException when Puppet would refuse it
   */
  public SimulatorBuilder puppetConf(String text) {
    return puppetConf(PuppetConf.parse(Path.of("puppet.conf"), text));
  }

  /**
   * The agent's settings, in a file.
   *
   * @throws IllegalArgumentException when Puppet would refuse it
   * @throws PuppetHaException when it cannot be read
   */
  public SimulatorBuilder puppetConf(Path file) {
    return puppetConf(PuppetConf.read(file));
  }

  private SimulatorBuilder puppetConf(PuppetConf newConf) {
    newConf.problems().stream()
        .filter(problem -> problem.severity() == Severity.ERROR)
        .findFirst()
        .ifPresent(
            problem -> {
              throw new IllegalArgumentException("Puppet would refuse this file: " + problem);
            });
    conf = newConf;
    settings();
    return this;
  }

  /**
   * A zone, or a fragment of one, as the text of a zone file (RFC 1035); can be said several times.
   * In a whole zone, one with its SOA record, a host without addresses has none; else every host is
   * taken to have an address that is not known.
   *
   * @throws IllegalArgumentException when it is not understood
   */
  public SimulatorBuilder zone(String text) {
    zones.add(text);
    zoned = true;
    return this;
  }

  /** The DNS servers that know the records, asked when {@link Simulator#simulate} is called. */
  public SimulatorBuilder dns(DnsServers servers) {
    live = servers;
    return this;
  }

  /**
   * The agent's {@code resolv.conf}: how many servers it asks, with which search domains and times.
   * Unless set, it has one server and no search domain.
   */
  public SimulatorBuilder resolvConf(String text) {
    resolvConf = AgentResolvConf.parse(text);
    return this;
  }

  /** The agent's {@code domain} fact, which stands for {@code srv_domain} where that is not set. */
  public SimulatorBuilder domainFact(String domain) {
    domainFact = Optional.of(domain);
    return this;
  }

  /** A line of the agent's hosts file; such a host needs no DNS. */
  public SimulatorBuilder host(String name, String... addresses) {
    hosts.put(name.toLowerCase(Locale.ROOT), List.of(addresses));
    return this;
  }

  /**
   * Something is wrong with a server.
   *
   * @param who a host name, an address, or either with {@code :port}
   * @param what what is wrong
   * @throws IllegalArgumentException when who is empty
   */
  public SimulatorBuilder dead(String who, Trouble what) {
    if (who.isBlank()) {
      throw new IllegalArgumentException("who is dead must be a host or an address, not ''");
    }
    troubles.put(who.strip().toLowerCase(Locale.ROOT), what);
    return this;
  }

  /** Something is wrong with every DNS server. */
  public SimulatorBuilder dnsDead(DnsTrouble what) {
    dnsTrouble = what;
    return this;
  }

  /** Something is wrong with one DNS server of {@code resolv.conf}, given by its address. */
  public SimulatorBuilder dnsDead(String address, DnsTrouble what) {
    dnsTroubles.put(address, what);
    return this;
  }

  /** What the agent wants of the CA; nothing unless set. */
  public SimulatorBuilder caContact(CaContact newContact) {
    contact = newContact;
    return this;
  }

  /** The agent had no run before: it asks for its environment, and has no cached catalog. */
  public SimulatorBuilder firstRun() {
    firstRun = true;
    return this;
  }

  /** A cached catalog is not used ({@code puppet agent --test}), whatever puppet.conf says. */
  public SimulatorBuilder withoutCacheOnFailure() {
    withoutCache = true;
    return this;
  }

  /**
   * Whether {@code http_connect_timeout} also ends the look-up of a host's addresses. It does from
   * Ruby 3.3 on; before, the C library's own times hold. Unless set: not for Puppet 7, else it
   * does.
   */
  public SimulatorBuilder connectTimeoutEndsLookups(boolean ends) {
    lookupsEnd = ends;
    return this;
  }

  /**
   * Makes the simulator.
   *
   * @throws IllegalStateException when both zones and live DNS are given
   */
  public Simulator build() {
    if (live != null && zoned) {
      throw new IllegalStateException(
          "give either zones or live DNS, not both: which one would be right?");
    }
    return new Simulator(copy());
  }

  private SimulatorBuilder copy() {
    SimulatorBuilder copy = new SimulatorBuilder();
    copy.version = version;
    copy.conf = conf;
    copy.zones = zones.copy();
    copy.live = live;
    copy.resolvConf = resolvConf;
    copy.domainFact = domainFact;
    copy.hosts.putAll(hosts);
    copy.troubles.putAll(troubles);
    copy.dnsTrouble = dnsTrouble;
    copy.dnsTroubles.putAll(dnsTroubles);
    copy.contact = contact;
    copy.firstRun = firstRun;
    copy.withoutCache = withoutCache;
    copy.lookupsEnd = lookupsEnd;
    return copy;
  }

  AgentVersion version() {
    return version;
  }

  RunSettings settings() {
    return RunSettings.of(conf, domainFact, withoutCache);
  }

  AgentDns dnsOfAgent() {
    NameData data = live == null ? zones : new LiveData(live);
    return new AgentDns(
        data, resolvConf, Simulator.troubles(resolvConf, dnsTrouble, dnsTroubles), hosts);
  }

  Servers servers(RunSettings settings, AgentDns dns) {
    boolean ends = lookupsEnd == null ? version != AgentVersion.PUPPET_7 : lookupsEnd;
    return new Servers(dns, troubles, settings, ends);
  }

  CaContact contact() {
    boolean never = contact == CaContact.REFRESH && !version.refreshesCa();
    return never ? CaContact.NONE : contact;
  }

  boolean isFirstRun() {
    return firstRun;
  }
}
