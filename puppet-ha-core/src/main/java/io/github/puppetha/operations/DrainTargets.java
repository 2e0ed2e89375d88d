package io.github.puppetha.operations;

import io.github.puppetha.HostPort;
import io.github.puppetha.io.Suggestions;
import io.github.puppetha.operations.Drainer.Target;
import io.github.puppetha.topology.Site;
import io.github.puppetha.topology.Topology;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What is to be drained or put back.
 *
 * @param title in words
 * @param targets at least one
 */
record DrainTargets(String title, List<Target> targets) {

  /** Of names that the topology must know. */
  static DrainTargets known(Topology topology, List<String> servers, List<String> sites) {
    return of(topology, servers, sites, true);
  }

  /** Of names of servers that the topology may have forgotten. */
  static DrainTargets any(Topology topology, List<String> servers, List<String> sites) {
    return of(topology, servers, sites, false);
  }

  private static DrainTargets of(
      Topology topology, List<String> servers, List<String> sites, boolean strict) {
    List<Target> known = known(topology);
    Set<Target> found = new LinkedHashSet<>();
    List<String> titles = new ArrayList<>();
    for (String name : sites) {
      List<Target> here = known.stream().filter(t -> t.site().equals(name)).toList();
      if (here.isEmpty()) {
        throw unknown("site", name, topology.sites().stream().map(Site::name).toList());
      }
      found.addAll(here);
      titles.add("the site " + name);
    }
    for (String name : servers) {
      List<Target> here = known.stream().filter(t -> is(t, name)).toList();
      if (here.isEmpty() && strict) {
        throw unknown(
            "server or gateway", name, known.stream().map(t -> t.address().toString()).toList());
      }
      if (here.isEmpty()) {
        HostPort address = HostPort.parse(name, HostPort.PUPPET_PORT);
        here = List.of(new Target(address, "", false, false));
      }
      found.addAll(here);
      here.forEach(t -> titles.add(t.address().toString()));
    }
    return new DrainTargets(String.join(", ", titles), List.copyOf(found));
  }

  /** Their addresses. */
  List<HostPort> addresses() {
    return targets.stream().map(Target::address).toList();
  }

  private static List<Target> known(Topology topology) {
    List<Target> known = new ArrayList<>();
    for (Site site : topology.sites()) {
      boolean behind = !site.gateways().isEmpty();
      site.gateways().forEach(g -> known.add(new Target(g.address(), site.name(), true, false)));
      site.servers().forEach(s -> known.add(new Target(s.address(), site.name(), false, behind)));
    }
    return known;
  }

  /** A name without a port means every port of the host. */
  private static boolean is(Target target, String name) {
    HostPort address = target.address();
    HostPort asked = HostPort.parse(name, address.port());
    return asked.equals(address);
  }

  private static IllegalArgumentException unknown(String what, String name, List<String> known) {
    String hint =
        Suggestions.nearest(name, known).isPresent()
            ? Suggestions.hint(name, known)
            : "; there are: " + String.join(", ", known);
    return new IllegalArgumentException("there is no " + what + " '" + name + "'" + hint);
  }
}
