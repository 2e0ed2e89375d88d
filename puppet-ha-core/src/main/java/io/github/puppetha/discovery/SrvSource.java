package io.github.puppetha.discovery;

import io.github.puppetha.HostPort;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The SRV records of a domain. */
final class SrvSource implements ServerSource {
  private static final Logger LOG = LoggerFactory.getLogger(SrvSource.class);

  private final String domain;
  private final SrvResolver resolver;
  private final Set<Service> fallThrough;
  private final boolean asAgents;
  private final Map<Service, String> nothing = new ConcurrentHashMap<>();
  private final Set<String> stale = ConcurrentHashMap.newKeySet();

  SrvSource(String domain, SrvResolver resolver, Set<Service> fallThrough) {
    this(domain, resolver, fallThrough, false);
  }

  private SrvSource(
      String domain, SrvResolver resolver, Set<Service> fallThrough, boolean asAgents) {
    this.asAgents = asAgents;
    this.domain = domain;
    this.resolver = resolver;
    this.fallThrough = fallThrough.isEmpty() ? Set.of() : EnumSet.copyOf(fallThrough);
  }

  /** As agents ask: a name that does not exist is looked for in the search domains too. */
  static ServerSource asAgents(String domain, SrvResolver resolver) {
    return new SrvSource(domain, resolver, EnumSet.allOf(Service.class), true);
  }

  /** The domain in the form in which it is used. */
  static String domain(String text) {
    try {
      String domain = new HostPort(text, HostPort.PUPPET_PORT).host();
      new HostPort(Service.FILESERVER.srvName(domain), HostPort.PUPPET_PORT); // the longest name
      return domain;
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "not a domain for SRV records: '" + text + "': " + e.getMessage(), e);
    }
  }

  @Override
  public ServerListing list(Service service) {
    List<SrvAnswer> asked = new ArrayList<>();
    SrvResolver.Timed timed = look(service.srvName(domain));
    asked.add(timed.answer());
    Duration keep = timed.keep();
    if (asksGeneric(service, timed.answer())) {
      timed = look(Service.PUPPET.srvName(domain));
      asked.add(timed.answer());
      keep = keep.compareTo(timed.keep()) <= 0 ? keep : timed.keep();
    }
    SrvAnswer last = timed.answer();
    List<WeightedServer> servers = usable(last);
    tellStale(last);
    tellNothing(service, last, servers);
    return ServerListing.of(servers, asked, keep, last.notOffered());
  }

  private SrvResolver.Timed look(String name) {
    return asAgents ? resolver.searchingLookup(name) : resolver.timedLookup(name);
  }

  /**
   * As the agent does, the generic records are asked for when there are none of the service's own,
   * or the look-up failed. When no DNS server answers at all, asking again would only cost time.
   */
  private boolean asksGeneric(Service service, SrvAnswer answer) {
    return service != Service.PUPPET
        && fallThrough.contains(service)
        && (answer instanceof SrvAnswer.NxDomain
            || answer instanceof SrvAnswer.NoData
            || answer instanceof SrvAnswer.ServerFailure);
  }

  /** Once for each thing that DNS says in place of servers. */
  private void tellNothing(Service service, SrvAnswer last, List<WeightedServer> servers) {
    if (!servers.isEmpty()) {
      nothing.remove(service);
      return;
    }
    String words = last.name() + ": " + last.inWords();
    if (!words.equals(nothing.put(service, words))) {
      LOG.info("DNS names no server for {}: {}", service, words);
    }
  }

  /** Once when it begins and once when it ends. */
  private void tellStale(SrvAnswer answer) {
    if (answer instanceof SrvAnswer.Stale) {
      if (stale.add(answer.name())) {
        LOG.warn(
            "DNS is down, what it said earlier is used: {}: {}", answer.name(), answer.inWords());
      }
    } else if (stale.remove(answer.name())) {
      LOG.info("DNS answers again for {}: {}", answer.name(), answer.inWords());
    }
  }

  private static List<WeightedServer> usable(SrvAnswer answer) {
    List<WeightedServer> servers = new ArrayList<>();
    for (SrvRecord r : answer.found()) {
      try {
        HostPort address = new HostPort(r.target(), r.port());
        servers.add(new WeightedServer(address, r.priority(), r.weight()));
      } catch (IllegalArgumentException e) {
        LOG.warn("SRV record of {} passed over: {}", answer.name(), e.getMessage());
      }
    }
    return servers;
  }
}
