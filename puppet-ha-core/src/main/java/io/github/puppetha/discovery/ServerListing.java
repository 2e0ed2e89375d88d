package io.github.puppetha.discovery;

import io.github.puppetha.HostPort;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where the servers of a service come from: SRV records, then the site's own list. */
final class ServerListing {
  private static final Logger LOG = LoggerFactory.getLogger(ServerListing.class);

  private final @Nullable SrvResolver srv;
  private final String domain;
  private final Set<Service> fallThrough;
  private final List<WeightedServer> fallback;
  private final Map<Service, List<WeightedServer>> ownFallback;

  /**
   * What is known of a service's servers.
   *
   * @param groups by preference: SRV priorities, then priorities of the site's own list; no server
   *     twice
   * @param asked what DNS was asked and said
   * @param expiresAt milliseconds of the clock, when DNS must be asked again
   */
  record Listing(List<List<WeightedServer>> groups, List<SrvAnswer> asked, long expiresAt) {}

  ServerListing(
      @Nullable SrvResolver srv,
      String domain,
      Set<Service> fallThrough,
      List<WeightedServer> fallback,
      Map<Service, List<WeightedServer>> ownFallback) {
    this.srv = srv;
    this.domain = domain;
    this.fallThrough = fallThrough.isEmpty() ? Set.of() : EnumSet.copyOf(fallThrough);
    this.fallback = List.copyOf(fallback);
    this.ownFallback = new EnumMap<>(Service.class);
    this.ownFallback.putAll(ownFallback);
  }

  Listing list(Service service) {
    List<SrvAnswer> asked = new ArrayList<>();
    long expiresAt = Long.MAX_VALUE;
    if (srv != null) {
      SrvResolver.Timed timed = srv.timedLookup(service.srvName(domain));
      asked.add(timed.answer());
      expiresAt = timed.expiresAt();
      if (asksGeneric(service, timed.answer())) {
        timed = srv.timedLookup(Service.PUPPET.srvName(domain));
        asked.add(timed.answer());
        expiresAt = Math.min(expiresAt, timed.expiresAt());
      }
    }
    List<List<WeightedServer>> groups = new ArrayList<>();
    Set<HostPort> known = new HashSet<>();
    SrvAnswer last = asked.isEmpty() ? null : asked.get(asked.size() - 1);
    if (last instanceof SrvAnswer.Records records) {
      addGroups(groups, known, usable(records));
    }
    if (!(last instanceof SrvAnswer.NotOffered)) {
      if (last != null && groups.isEmpty()) {
        LOG.info("DNS names no server for {}: {}: {}", service, last.name(), last.inWords());
      }
      addGroups(groups, known, ownFallback.getOrDefault(service, fallback));
    }
    return new Listing(groups, asked, expiresAt);
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

  private static List<WeightedServer> usable(SrvAnswer.Records answer) {
    List<WeightedServer> servers = new ArrayList<>();
    for (SrvRecord r : answer.records()) {
      try {
        HostPort address = new HostPort(r.target(), r.port());
        servers.add(new WeightedServer(address, r.priority(), r.weight()));
      } catch (IllegalArgumentException e) {
        LOG.warn("SRV record of {} passed over: {}", answer.name(), e.getMessage());
      }
    }
    return servers;
  }

  private static void addGroups(
      List<List<WeightedServer>> groups, Set<HostPort> known, List<WeightedServer> servers) {
    Map<Integer, Map<HostPort, WeightedServer>> byPriority = new TreeMap<>();
    for (WeightedServer server : servers) {
      byPriority
          .computeIfAbsent(server.priority(), p -> new LinkedHashMap<>())
          .merge(server.address(), server, ServerListing::heavier);
    }
    for (Map<HostPort, WeightedServer> group : byPriority.values()) {
      group.keySet().removeIf(address -> !known.add(address));
      if (!group.isEmpty()) {
        groups.add(List.copyOf(group.values()));
      }
    }
  }

  private static WeightedServer heavier(WeightedServer one, WeightedServer other) {
    return one.weight() >= other.weight() ? one : other;
  }
}
