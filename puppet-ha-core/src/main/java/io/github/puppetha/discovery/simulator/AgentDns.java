package io.github.puppetha.discovery.simulator;

import io.github.puppetha.discovery.simulator.NameData.SrvFound;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * DNS as an agent meets it: SRV records by Ruby's own resolver, addresses by the C library. Names
 * of the hosts file need no DNS.
 */
final class AgentDns {
  private final NameData data;
  private final AgentResolvConf conf;
  private final Map<String, DnsTrouble> troubles;
  private final Map<String, List<String>> hosts;

  /** Troubles by address of the server, hosts by name in lower case. */
  AgentDns(
      NameData data,
      AgentResolvConf conf,
      Map<String, DnsTrouble> troubles,
      Map<String, List<String>> hosts) {
    this.data = data;
    this.conf = conf;
    this.troubles = Map.copyOf(troubles);
    this.hosts = Map.copyOf(hosts);
  }

  /** An answer, and how long it was waited for. */
  record Lookup(SrvFound found, Duration took) {}

  /**
   * Addresses of a host.
   *
   * @param addresses empty when there are none; an empty text is an address that is not known
   * @param rotated whether DNS gives them in any order
   * @param took how long it was waited for
   */
  record Addresses(List<String> addresses, boolean rotated, Duration took) {}

  private DnsTrouble trouble(String nameserver) {
    return troubles.getOrDefault(nameserver, DnsTrouble.NONE);
  }

  /** Records of a name that has no final dot, so that search domains are tried behind it. */
  Lookup srv(String name) {
    Duration took = Duration.ZERO;
    List<String> candidates = new ArrayList<>(List.of(name));
    conf.search().forEach(domain -> candidates.add(name + "." + domain));
    for (String candidate : candidates) {
      Lookup one = srvCandidate(candidate);
      took = took.plus(one.took());
      if (one.found().kind() != SrvFound.Kind.NO_SUCH_NAME) {
        return new Lookup(one.found(), took);
      }
    }
    return new Lookup(SrvFound.nothing(SrvFound.Kind.NO_SUCH_NAME), took);
  }

  private Lookup srvCandidate(String name) {
    Duration took = Duration.ZERO;
    for (Duration wait : conf.rubyWaits()) {
      for (String server : conf.nameservers()) {
        switch (trouble(server)) {
          case NONE -> {
            SrvFound found = data.srv(name);
            if (found.kind() != SrvFound.Kind.SILENCE) {
              return new Lookup(found, took);
            }
            took = took.plus(wait);
          }
          case FAILS -> {
            return new Lookup(SrvFound.nothing(SrvFound.Kind.FAILURE), took);
          }
          // A socket for several servers is not connected, and hears of no closed port.
          case PORT_CLOSED -> took = conf.nameservers().size() == 1 ? took : took.plus(wait);
          case SILENT -> took = took.plus(wait);
        }
      }
    }
    return new Lookup(SrvFound.nothing(SrvFound.Kind.SILENCE), took);
  }

  /** Does any server answer? */
  boolean answers() {
    return conf.nameservers().stream().anyMatch(server -> trouble(server) == DnsTrouble.NONE);
  }

  /** How many silent servers come before the first that answers; all, when none does. */
  long silentBefore() {
    return conf.nameservers().stream()
        .takeWhile(server -> trouble(server) != DnsTrouble.NONE)
        .filter(server -> trouble(server) == DnsTrouble.SILENT)
        .count();
  }

  /** What is said by a server that answers, whoever comes before it. */
  SrvFound said(String name) {
    return answers() ? data.srv(name) : SrvFound.nothing(SrvFound.Kind.SILENCE);
  }

  Addresses addresses(String host) {
    String lower = host.toLowerCase(Locale.ROOT);
    if (lower.matches("[0-9.]+|.*:.*")) {
      return new Addresses(List.of(lower), false, Duration.ZERO);
    }
    if (hosts.containsKey(lower)) {
      return new Addresses(hosts.get(lower), false, Duration.ZERO);
    }
    Duration took = Duration.ZERO;
    for (int attempt = 0; attempt < conf.attempts(); attempt++) {
      for (int i = 0; i < conf.nameservers().size(); i++) {
        DnsTrouble trouble = trouble(conf.nameservers().get(i));
        if (trouble == DnsTrouble.NONE) {
          return new Addresses(known(lower), true, took);
        }
        took = trouble == DnsTrouble.SILENT ? took.plus(conf.libraryWait(i)) : took;
      }
    }
    // After silence the first search domain is tried as well, and that is silence once more.
    return new Addresses(List.of(), false, conf.search().isEmpty() ? took : took.multipliedBy(2));
  }

  private List<String> known(String host) {
    List<String> names = new ArrayList<>(List.of(host));
    conf.search().forEach(domain -> names.add(host + "." + domain));
    for (String name : names) {
      List<String> found = data.addresses(name);
      if (!found.isEmpty()) {
        return found;
      }
    }
    return names.stream().allMatch(data::knows) ? List.of() : List.of("");
  }
}
