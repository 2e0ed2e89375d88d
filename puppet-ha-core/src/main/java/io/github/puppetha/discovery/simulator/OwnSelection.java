package io.github.puppetha.discovery.simulator;

import io.github.puppetha.discovery.Service;
import io.github.puppetha.discovery.simulator.AgentWalk.Tail;
import io.github.puppetha.discovery.simulator.Attempt.Result;
import io.github.puppetha.discovery.simulator.Attempt.Route;
import io.github.puppetha.discovery.simulator.NameData.Srv;
import io.github.puppetha.discovery.simulator.NameData.SrvFound;
import io.github.puppetha.discovery.simulator.Servers.Chance;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Our own selection, with the times that a selector has unless it is built with others. */
final class OwnSelection {
  private static final Duration STAGGER = Duration.ofMillis(60);
  private static final Duration PATIENCE = Duration.ofMillis(150);
  private static final Duration PROBE = Duration.ofSeconds(5);
  private static final Duration FIRST_TRY = Duration.ofMillis(300);
  private static final Duration LOOKUP = Duration.ofMillis(1500);
  private static final Set<Result> SILENT = Set.of(Result.TIMED_OUT, Result.BAD_STATUS);

  private final RunSettings settings;
  private final AgentDns dns;
  private final Servers servers;

  OwnSelection(RunSettings settings, AgentDns dns, Servers servers) {
    this.settings = settings;
    this.dns = dns;
    this.servers = servers;
  }

  Selection select(Service service) {
    Duration begun = Duration.ZERO;
    List<List<Srv>> groups = new ArrayList<>();
    boolean closed = false;
    if (settings.srvDomain().isPresent()) {
      String domain = settings.srvDomain().get();
      SrvFound said = dns.said(service.srvName(domain));
      if (said.kind() != SrvFound.Kind.FOUND && said.kind() != SrvFound.Kind.SILENCE) {
        said = dns.said(Service.PUPPET.srvName(domain));
      }
      begun = waited();
      List<Srv> found = said.records();
      List<Srv> usable = found.stream().filter(srv -> !srv.target().equals(".")).toList();
      closed = usable.isEmpty() && !found.isEmpty();
      Map<Integer, List<Srv>> byPriority = new TreeMap<>();
      usable.forEach(s -> byPriority.computeIfAbsent(s.priority(), p -> new ArrayList<>()).add(s));
      groups.addAll(byPriority.values());
    }
    if (!closed) {
      groups.addAll(fallback(service));
    }
    return race(service, groups, begun);
  }

  /** DNS servers are asked one a little after the other, and silent ones last the next time. */
  private Duration waited() {
    boolean silence = !dns.answers() && dns.silentBefore() > 0;
    return silence ? LOOKUP : FIRST_TRY.multipliedBy(dns.silentBefore());
  }

  private List<List<Srv>> fallback(Service service) {
    boolean own = settings.serverList().isEmpty() || settings.explicit().contains(service);
    List<String> listed = own ? List.of(settings.server(service)) : settings.serverList();
    return listed.stream()
        .map(
            server -> {
              int colon = server.lastIndexOf(':');
              int port = Integer.parseInt(server.substring(colon + 1));
              return List.of(new Srv(0, 1, server.substring(0, colon), port));
            })
        .toList();
  }

  private Selection race(Service service, List<List<Srv>> groups, Duration begun) {
    Map<String, Integer> group = new HashMap<>();
    List<List<Orders.Lot>> lots = new ArrayList<>();
    for (List<Srv> each : groups) {
      List<Orders.Lot> drawn = new ArrayList<>();
      for (Srv srv : each) {
        if (group.putIfAbsent(srv.server(), lots.size()) == null) {
          drawn.add(new Orders.Lot(srv.share(), List.of(tried(srv.server()))));
        }
      }
      if (!drawn.isEmpty()) {
        lots.add(drawn);
      }
    }
    Orders.Result result = Orders.of(lots, begun, () -> List.of(Tail.end(Ending.NO_SERVER)));
    List<Order> orders = result.orders().stream().map(o -> timed(o, group, begun)).toList();
    return new Selection(service, orders, result.unlisted());
  }

  /** A certificate that is not accepted is a failure like any other, and so is an odd name. */
  private Chance tried(String server) {
    Chance chance = servers.best(server, Route.SRV);
    Attempt a = chance.attempt();
    boolean ends = a.result().endsWalk();
    Result result = ends ? Result.TLS_BROKEN : a.result();
    return new Chance(
        new Attempt(a.server(), a.route(), result, a.took()), Optional.empty(), Probability.ONE);
  }

  /** The next one is tried when one has failed, or is silent for a little while. */
  private static Order timed(Order order, Map<String, Integer> groups, Duration begun) {
    List<Attempt> timed = new ArrayList<>();
    Duration now = Duration.ZERO;
    boolean silent = false;
    int before = 0;
    for (Attempt a : order.attempts()) {
      int group = groups.getOrDefault(a.server(), 0);
      if (silent && group != before && now.compareTo(PATIENCE) < 0) {
        now = PATIENCE;
      }
      before = group;
      boolean waits = SILENT.contains(a.result()) && !a.took().isZero();
      silent |= waits;
      Duration took = waits ? STAGGER : Duration.ZERO;
      now = now.plus(took);
      timed.add(new Attempt(a.server(), a.route(), a.result(), took));
    }
    if (order.ending() == Ending.NO_SERVER && silent) {
      now = now.minus(STAGGER).plus(PROBE);
    }
    return new Order(timed, order.ending(), order.server(), order.probability(), begun.plus(now));
  }
}
