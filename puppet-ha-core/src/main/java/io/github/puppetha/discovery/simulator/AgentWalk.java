package io.github.puppetha.discovery.simulator;

import io.github.puppetha.discovery.Service;
import io.github.puppetha.discovery.simulator.AgentDns.Lookup;
import io.github.puppetha.discovery.simulator.Attempt.Route;
import io.github.puppetha.discovery.simulator.NameData.Srv;
import io.github.puppetha.discovery.simulator.Servers.Chance;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * One search for a server, as {@code Puppet::HTTP::Session#route_to} goes about it: SRV records,
 * then {@code server_list}, then the settings. An agent has one of these for each run, and another
 * for the CA; what was found in the list, and SRV records, hold as long as it. (Records that live
 * shorter than the run are asked for again, which costs nothing where DNS is well.)
 */
final class AgentWalk {
  private final RunSettings settings;
  private final AgentDns dns;
  private final Servers servers;
  private final boolean nothingAtAll;
  private final Map<Service, List<Srv>> cache = new EnumMap<>(Service.class);
  private List<Tail> remembered = List.of();

  /**
   * @param nothingAtAll whether this agent refuses to choose, for want of {@code server}
   */
  AgentWalk(RunSettings settings, AgentDns dns, Servers servers, boolean nothingAtAll) {
    this.settings = settings;
    this.dns = dns;
    this.servers = servers;
    this.nothingAtAll = nothingAtAll;
  }

  /** The orders of a search, each with its probability. */
  Orders.Result orders(Service service, boolean verifies) {
    Known known =
        settings.srvDomain().map(domain -> records(service, domain)).orElse(Known.NOTHING);
    Duration asking = known.took();
    if (nothingAtAll) {
      return Orders.Result.certain(Tail.end(Ending.ABORTED).order(List.of(), asking));
    }
    List<List<Orders.Lot>> groups = new ArrayList<>();
    byPriority(known.records())
        .values()
        .forEach(group -> groups.add(group.stream().map(srv -> lot(srv, verifies)).toList()));
    return Orders.of(groups, asking, () -> tails(service, verifies));
  }

  private record Known(List<Srv> records, Duration took) {
    static final Known NOTHING = new Known(List.of(), Duration.ZERO);
  }

  /** Records that were found are kept for the run; that there are none is asked again each time. */
  private Known records(Service service, String domain) {
    Known own = asked(service, domain);
    if (service == Service.PUPPET || !own.records().isEmpty()) {
      return own;
    }
    Known generic = asked(Service.PUPPET, domain);
    return new Known(generic.records(), own.took().plus(generic.took()));
  }

  private Known asked(Service service, String domain) {
    List<Srv> kept = cache.get(service);
    if (kept != null) {
      return new Known(kept, Duration.ZERO);
    }
    Lookup lookup = dns.srv(service.srvName(domain));
    List<Srv> found = lookup.found().records();
    if (!found.isEmpty()) {
      cache.put(service, found);
    }
    return new Known(found, lookup.took());
  }

  private static Map<Integer, List<Srv>> byPriority(List<Srv> records) {
    Map<Integer, List<Srv>> groups = new TreeMap<>();
    records.forEach(r -> groups.computeIfAbsent(r.priority(), p -> new ArrayList<>()).add(r));
    return groups;
  }

  private Orders.Lot lot(Srv srv, boolean verifies) {
    return new Orders.Lot(srv.share(), servers.attempt(srv.server(), Route.SRV, verifies));
  }

  /** What comes when SRV records led nowhere. */
  private List<Tail> tails(Service service, boolean verifies) {
    return listed(service) ? list(verifies) : settings(service, verifies);
  }

  private boolean listed(Service service) {
    return !settings.serverList().isEmpty() && !settings.explicit().contains(service);
  }

  private List<Tail> list(boolean verifies) {
    if (!remembered.isEmpty()) {
      return remembered;
    }
    List<Tail> done = new ArrayList<>();
    List<Tail> open = List.of(Tail.start());
    for (String server : settings.serverList()) {
      List<Tail> still = new ArrayList<>();
      for (Chance chance : servers.attempt(server, Route.SERVER_LIST, verifies)) {
        for (Tail before : open) {
          Tail after = before.then(chance);
          (after.ending() == Ending.NO_SERVER ? still : done).add(after);
        }
      }
      open = still;
    }
    remember(done);
    done.addAll(open); // and "server" is not tried then
    return done;
  }

  /** The server that was found is used for everything from then on, and not asked again. */
  private void remember(List<Tail> found) {
    List<Tail> chosen = found.stream().filter(tail -> tail.ending().chosen()).toList();
    Probability whole =
        chosen.stream().map(Tail::probability).reduce(Probability.ZERO, Probability::plus);
    remembered =
        chosen.stream()
            .map(t -> new Tail(List.of(), t.ending(), t.server(), t.probability().of(whole)))
            .toList();
  }

  private List<Tail> settings(Service service, boolean verifies) {
    return servers.attempt(settings.server(service), Route.SETTINGS, verifies).stream()
        .map(chance -> Tail.start().then(chance))
        .toList();
  }

  /** The part of an order that nothing is drawn for. */
  record Tail(
      List<Attempt> attempts, Ending ending, Optional<String> server, Probability probability) {
    static Tail start() {
      return end(Ending.NO_SERVER);
    }

    static Tail end(Ending ending) {
      return new Tail(List.of(), ending, Optional.empty(), Probability.ONE);
    }

    Tail then(Chance chance) {
      List<Attempt> all = new ArrayList<>(attempts);
      all.add(chance.attempt());
      Attempt.Result result = chance.attempt().result();
      boolean good = result == Attempt.Result.GOOD;
      Ending end = result.endsWalk() ? Ending.ABORTED : good ? chance.ending() : Ending.NO_SERVER;
      return new Tail(
          all,
          end,
          good ? Optional.of(chance.attempt().server()) : Optional.empty(),
          probability.times(chance.probability()));
    }

    /** An order of attempts before, and this. */
    Order order(List<Attempt> before, Duration begun) {
      List<Attempt> all = new ArrayList<>(before);
      all.addAll(attempts);
      Duration took = all.stream().map(Attempt::took).reduce(begun, Duration::plus);
      return new Order(all, ending, server, probability, took);
    }
  }
}
