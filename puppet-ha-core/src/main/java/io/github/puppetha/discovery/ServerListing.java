package io.github.puppetha.discovery;

import io.github.puppetha.HostPort;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;

/**
 * What a source knows of a service's servers. Immutable.
 *
 * @param groups by preference, the best first; a server stands in one group only
 * @param asked what DNS was asked and said, in that order; empty where it was not asked
 * @param keep for how long this may be used without asking the source again; {@link #FOREVER} where
 *     it does not change
 * @param closed whether no other source may be asked after this one: DNS says that the service is
 *     decidedly not offered, or an agent's {@code server_list} ends here
 */
public record ServerListing(
    List<List<WeightedServer>> groups, List<SrvAnswer> asked, Duration keep, boolean closed) {
  /** Longer than any process runs. */
  public static final Duration FOREVER = Duration.ofMillis(Long.MAX_VALUE);

  /** Copies the lists. */
  public ServerListing {
    groups = groups.stream().map(List::copyOf).toList();
    asked = List.copyOf(asked);
  }

  /** Servers by their priorities, for ever. */
  static ServerListing fixed(List<WeightedServer> servers) {
    return of(servers, List.of(), FOREVER, false);
  }

  /** Servers by groups, for ever. */
  static ServerListing ofGroups(List<List<WeightedServer>> groups, boolean closed) {
    return new ServerListing(withoutRepeats(groups), List.of(), FOREVER, closed);
  }

  /** Servers by their priorities; of one that is named twice in a priority, the heavier weight. */
  static ServerListing of(
      List<WeightedServer> servers, List<SrvAnswer> asked, Duration keep, boolean closed) {
    Map<Integer, Map<HostPort, WeightedServer>> byPriority = new TreeMap<>();
    for (WeightedServer server : servers) {
      byPriority
          .computeIfAbsent(server.priority(), p -> new LinkedHashMap<>())
          .merge(server.address(), server, ServerListing::heavier);
    }
    List<List<WeightedServer>> groups =
        byPriority.values().stream().map(group -> List.copyOf(group.values())).toList();
    return new ServerListing(withoutRepeats(groups), asked, keep, closed);
  }

  /** These servers, and behind them those of the other listing which are not among them. */
  ServerListing then(ServerListing next) {
    List<List<WeightedServer>> all = new ArrayList<>(groups);
    all.addAll(next.groups);
    List<SrvAnswer> said = new ArrayList<>(asked);
    said.addAll(next.asked);
    Duration shorter = keep.compareTo(next.keep) <= 0 ? keep : next.keep;
    return new ServerListing(withoutRepeats(all), said, shorter, next.closed);
  }

  /** The same servers by a rank of theirs, the lowest first; within a rank by their groups. */
  ServerListing regrouped(ToIntFunction<WeightedServer> rank) {
    Map<Integer, List<List<WeightedServer>>> byRank = new TreeMap<>();
    for (List<WeightedServer> group : groups) {
      group.stream()
          .collect(Collectors.groupingBy(rank::applyAsInt))
          .forEach((r, part) -> byRank.computeIfAbsent(r, x -> new ArrayList<>()).add(part));
    }
    return new ServerListing(
        byRank.values().stream().flatMap(List::stream).toList(), asked, keep, closed);
  }

  /** The same, to be asked for again after some time at the latest. */
  ServerListing keptAtMost(Duration longest) {
    return new ServerListing(groups, asked, keep.compareTo(longest) <= 0 ? keep : longest, closed);
  }

  private static List<List<WeightedServer>> withoutRepeats(List<List<WeightedServer>> groups) {
    Set<HostPort> known = new HashSet<>();
    List<List<WeightedServer>> once = new ArrayList<>();
    for (List<WeightedServer> group : groups) {
      List<WeightedServer> kept = group.stream().filter(s -> known.add(s.address())).toList();
      if (!kept.isEmpty()) {
        once.add(kept);
      }
    }
    return once;
  }

  private static WeightedServer heavier(WeightedServer one, WeightedServer other) {
    return one.weight() >= other.weight() ? one : other;
  }
}
