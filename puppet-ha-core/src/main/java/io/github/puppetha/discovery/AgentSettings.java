package io.github.puppetha.discovery;

import io.github.puppetha.HostPort;
import io.github.puppetha.Problem;
import io.github.puppetha.conf.PuppetConf;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Where an agent looks for servers by its {@code puppet.conf}: the settings of section {@code
 * agent}, then those of {@code main}. As Puppet has it, SRV records come first, then {@code
 * server_list}, then {@code server} and its kin; {@code server_list} does not count for a service
 * whose own setting is set, and ends the search where it does count. Immutable.
 *
 * @param srvDomain the domain whose SRV records are asked for; empty when none are
 * @param serverList the servers of {@code server_list} in order, up to the first that cannot be a
 *     server, where an agent gives up; empty when the setting is not set
 * @param own the server that {@code server}, {@code ca_server} or {@code report_server} names for
 *     each service, with its port; a service whose server cannot be one is missing
 * @param explicit services that {@code server_list} does not count for
 * @param problems what is wrong, sorted: rules {@code conf/setting_value} and {@code
 *     conf/no_server}
 * @param refused whether an agent asks nobody, as its settings cannot be, or it has no server where
 *     it needs one; nothing else but the problems is set then
 */
public record AgentSettings(
    Optional<String> srvDomain,
    Optional<List<HostPort>> serverList,
    Map<Service, HostPort> own,
    Set<Service> explicit,
    List<Problem> problems,
    boolean refused) {

  /** The server of agents that are told of none, before OpenVox 9. */
  static final String DEFAULT_SERVER = "puppet";

  /** Copies the collections. */
  public AgentSettings {
    serverList = serverList.map(List::copyOf);
    Map<Service, HostPort> copy = new EnumMap<>(Service.class);
    copy.putAll(own);
    own = Collections.unmodifiableMap(copy);
    explicit = explicit.isEmpty() ? Set.of() : Set.copyOf(EnumSet.copyOf(explicit));
    problems = problems.stream().sorted().toList();
  }

  /**
   * What an agent takes from its file.
   *
   * @param conf the file
   * @param puppetVersion 7, 8, or 9 for OpenVox 9, which as root takes no server for granted
   * @param domainFact the machine's domain as facter says it, by which SRV records are asked for
   *     when {@code srv_domain} is not set; empty when it has none
   */
  public static AgentSettings of(PuppetConf conf, int puppetVersion, Optional<String> domainFact) {
    return of(conf, puppetVersion, domainFact, Map.of());
  }

  /**
   * The same with options of its command line, which win over the file and count as set.
   *
   * @param conf the file
   * @param puppetVersion 7, 8, or 9 for OpenVox 9
   * @param domainFact the machine's domain as facter says it; empty when it has none
   * @param options by the name of the setting, for example {@code server}; a switch is {@code true}
   *     or {@code false}
   */
  public static AgentSettings of(
      PuppetConf conf,
      int puppetVersion,
      Optional<String> domainFact,
      Map<String, String> options) {
    return new AgentSettingsReading(conf, puppetVersion, options).read(domainFact);
  }

  /**
   * The servers that such an agent would look for, in its order, each of {@code server_list} and
   * {@code server} after all those before it. Where {@code server_list} counts, the listing is
   * closed behind it.
   *
   * @param resolver whom to ask for SRV records
   */
  ServerSource source(SrvResolver resolver) {
    ServerSource listed = this::listed;
    return srvDomain.map(d -> SrvSource.asAgents(d, resolver).orElse(listed)).orElse(listed);
  }

  private ServerListing listed(Service service) {
    if (serverList.isPresent() && !explicit.contains(service)) {
      List<List<WeightedServer>> groups =
          serverList.get().stream().map(server -> List.of(WeightedServer.of(server, 1))).toList();
      return ServerListing.ofGroups(groups, true);
    }
    HostPort server = own.get(service);
    return ServerListing.fixed(server == null ? List.of() : List.of(WeightedServer.of(server, 1)));
  }
}
