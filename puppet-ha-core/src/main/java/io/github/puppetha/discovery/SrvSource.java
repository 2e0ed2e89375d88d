package io.github.puppetha.discovery;

import io.github.puppetha.HostPort;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The SRV records of a domain. */
final class SrvSource implements ServerSource {
  private static final Logger LOG = LoggerFactory.getLogger(SrvSource.class);

  private final String domain;
  private final SrvResolver resolver;
  private final Set<Service> fallThrough;

  SrvSource(String domain, SrvResolver resolver, Set<Service> fallThrough) {
    this.domain = domain;
    this.resolver = resolver;
    this.fallThrough = fallThrough.isEmpty() ? Set.of() : EnumSet.copyOf(fallThrough);
  }

  /** The domain in the form in which it is used. */
  static String domain(String text) {
    try {
      return new HostPort(text, HostPort.PUPPET_PORT).host();
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("not a domain for SRV records: '" + text + "'", e);
    }
  }

  @Override
  public ServerListing list(Service service) {
    List<SrvAnswer> asked = new ArrayList<>();
    SrvResolver.Timed timed = resolver.timedLookup(service.srvName(domain));
    asked.add(timed.answer());
    Duration keep = timed.keep();
    if (asksGeneric(service, timed.answer())) {
      timed = resolver.timedLookup(Service.PUPPET.srvName(domain));
      asked.add(timed.answer());
      keep = keep.compareTo(timed.keep()) <= 0 ? keep : timed.keep();
    }
    SrvAnswer last = timed.answer();
    List<WeightedServer> servers =
        last instanceof SrvAnswer.Records records ? usable(records) : List.of();
    if (servers.isEmpty()) {
      LOG.info("DNS names no server for {}: {}: {}", service, last.name(), last.inWords());
    }
    return ServerListing.of(servers, asked, keep, last instanceof SrvAnswer.NotOffered);
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
}
