package io.github.puppetha.discovery.simulator;

import io.github.puppetha.discovery.simulator.AgentDns.Addresses;
import io.github.puppetha.discovery.simulator.Attempt.Result;
import io.github.puppetha.discovery.simulator.Attempt.Route;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The servers as an agent meets them when it tries one. */
final class Servers {
  private final AgentDns dns;
  private final Map<String, Trouble> troubles;
  private final Duration connectTimeout;
  private final Duration readTimeout;
  private final boolean lookupsEnd;

  /**
   * Troubles by host, address, {@code host:port} or {@code address:port}, in lower case.
   *
   * @param lookupsEnd whether {@code http_connect_timeout} ends a look-up of addresses too
   */
  Servers(AgentDns dns, Map<String, Trouble> troubles, RunSettings settings, boolean lookupsEnd) {
    this.dns = dns;
    this.troubles = Map.copyOf(troubles);
    this.connectTimeout = settings.connectTimeout();
    this.readTimeout = settings.readTimeout();
    this.lookupsEnd = lookupsEnd;
  }

  /** What a try may come to: more than one thing where DNS rotates addresses. */
  record Chance(Attempt attempt, Optional<Trouble> trouble, Probability probability) {
    Ending ending() {
      boolean serves = trouble.isEmpty() || trouble.get() == Trouble.STATUS_503;
      return serves ? Ending.SERVED : Ending.CHOSEN_IN_VAIN;
    }
  }

  /**
   * Tries a server.
   *
   * @param verifies whether its certificate is looked at, which it is not before the first contact
   */
  List<Chance> attempt(String server, Route route, boolean verifies) {
    return attempt(server, route, new Manner(verifies, route == Route.SERVER_LIST));
  }

  /**
   * Tries a server as we do: all its addresses, certificate and status; nothing ends the walk.
   *
   * @return what became of the best address
   */
  Chance best(String server, Route route) {
    List<Chance> all = attempt(server, route, new Manner(true, true));
    return all.stream()
        .min(Comparator.comparing(chance -> chance.attempt().result()))
        .map(chance -> new Chance(chance.attempt(), chance.trouble(), Probability.ONE))
        .orElseThrow();
  }

  /** How a server is tried: is its certificate verified, and is it asked for its status? */
  private record Manner(boolean verifies, boolean asksStatus) {}

  private List<Chance> attempt(String server, Route route, Manner manner) {
    int colon = server.lastIndexOf(':');
    String host = server.substring(0, colon).toLowerCase(Locale.ROOT);
    if (!host.matches("[a-z0-9_]([a-z0-9_.-]*[a-z0-9_])?\\.?")) {
      return List.of(chance(server, route, Result.NO_HOST_NAME, Duration.ZERO));
    }
    Addresses found = dns.addresses(host);
    Duration took = found.took();
    if (took.compareTo(connectTimeout) >= 0) {
      Duration until = lookupsEnd ? connectTimeout : took;
      return List.of(chance(server, route, Result.TIMED_OUT, until));
    }
    if (found.addresses().isEmpty()) {
      return List.of(chance(server, route, Result.NO_ADDRESS, took));
    }
    String port = server.substring(colon);
    return tried(server, host, route, manner, found);
  }

  /**
   * The addresses are tried one by one, within one timeout: the first that does not refuse is it.
   * Those of IPv6 come first (RFC 6724).
   */
  private List<Chance> tried(
      String server, String host, Route route, Manner manner, Addresses found) {
    String port = server.substring(server.lastIndexOf(':'));
    List<String> answering =
        found.addresses().stream()
            .filter(address -> !refuses(trouble(host, address, port)))
            .sorted(Comparator.comparing((String address) -> !sixth(address)))
            .toList();
    if (answering.isEmpty()) {
      return List.of(chance(server, route, Result.REFUSED, found.took()));
    }
    boolean sixth = sixth(answering.get(0));
    List<String> possible = answering.stream().filter(a -> sixth(a) == sixth).toList();
    int count = found.rotated() ? possible.size() : 1;
    return possible.stream()
        .limit(count)
        .map(address -> trouble(host, address, port))
        .map(t -> connected(server, route, manner, t, found.took(), Probability.of(1, count)))
        .toList();
  }

  private static boolean sixth(String address) {
    return address.contains(":");
  }

  private static boolean refuses(Optional<Trouble> trouble) {
    return trouble.filter(t -> t == Trouble.REFUSED || t == Trouble.UNREACHABLE).isPresent();
  }

  private static Chance chance(String server, Route route, Result result, Duration took) {
    return new Chance(new Attempt(server, route, result, took), Optional.empty(), Probability.ONE);
  }

  private Optional<Trouble> trouble(String host, String address, String port) {
    for (String key : List.of(host + port, host, address + port, address)) {
      Trouble trouble = troubles.get(key);
      if (trouble != null) {
        return Optional.of(trouble);
      }
    }
    return Optional.empty();
  }

  private Chance connected(
      String server,
      Route route,
      Manner manner,
      Optional<Trouble> trouble,
      Duration took,
      Probability probability) {
    boolean asksStatus = manner.asksStatus();
    Result result = Result.GOOD;
    Duration until = took;
    if (trouble.isPresent()) {
      switch (trouble.get()) {
        case DROPS -> {
          result = Result.TIMED_OUT;
          until = connectTimeout;
        }
        case HANGS_AFTER_ACCEPT -> {
          result = Result.TIMED_OUT;
          until = took.plus(connectTimeout);
        }
        case NO_TLS -> result = Result.TLS_BROKEN;
        case WRONG_CERTIFICATE -> result = manner.verifies() ? Result.BAD_CERTIFICATE : Result.GOOD;
        case STATUS_503, ALL_503 -> result = asksStatus ? Result.BAD_STATUS : Result.GOOD;
        case HANGS_AFTER_TLS -> {
          result = asksStatus ? Result.BAD_STATUS : Result.GOOD;
          until = asksStatus ? took.plus(readTimeout) : took;
        }
        case REFUSED, UNREACHABLE -> result = Result.REFUSED;
      }
    }
    return new Chance(new Attempt(server, route, result, until), trouble, probability);
  }
}
