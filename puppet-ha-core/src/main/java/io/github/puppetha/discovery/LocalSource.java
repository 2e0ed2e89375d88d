package io.github.puppetha.discovery;

import io.github.puppetha.HostPort;
import io.github.puppetha.PuppetHaException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the domains of this machine's {@code resolv.conf} stand for. */
final class LocalSource {
  private static final Logger LOG = LoggerFactory.getLogger(LocalSource.class);

  /** How soon a change of the file is noticed. */
  private static final Duration LOOK_AGAIN = Duration.ofSeconds(5);

  private static final ServerListing NOTHING =
      new ServerListing(List.of(), List.of(), LOOK_AGAIN, false);

  private LocalSource() {}

  static ServerSource srv(ResolvConf conf, SrvResolver resolver) {
    Map<String, ServerSource> byDomain = new ConcurrentHashMap<>();
    return service -> {
      Optional<String> domain = conf.domain();
      if (domain.isEmpty()) {
        return NOTHING;
      }
      ServerSource records =
          byDomain.computeIfAbsent(
              domain.get(), d -> new SrvSource(d, resolver, EnumSet.allOf(Service.class)));
      return records.list(service).keptAtMost(LOOK_AGAIN);
    };
  }

  static ServerSource shortName(String name, int port, ResolvConf conf) {
    HostPort bare = new HostPort(name, port);
    if (bare.host().indexOf('.') >= 0) {
      throw new IllegalArgumentException(
          "a name to look for in search domains has no dot: '" + name + "'");
    }
    return service -> {
      try {
        return listing(bare, conf.get().search());
      } catch (PuppetHaException e) {
        LOG.warn("{} is looked for in no domain: {}", name, e.getMessage());
        return NOTHING;
      }
    };
  }

  private static ServerListing listing(HostPort bare, List<String> domains) {
    List<List<WeightedServer>> groups =
        domains.stream()
            .map(domain -> new HostPort(bare.host() + "." + domain, bare.port()))
            .map(server -> List.of(WeightedServer.of(server, 1)))
            .toList();
    return ServerListing.ofGroups(groups, false).keptAtMost(LOOK_AGAIN);
  }
}
