package io.github.puppetha.discovery.zone;

import io.github.puppetha.HostPort;
import io.github.puppetha.Problem;
import io.github.puppetha.PuppetHaException;
import io.github.puppetha.discovery.zone.internal.ZoneViews;
import io.github.puppetha.http.NameResolver;
import io.github.puppetha.topology.Site;
import io.github.puppetha.topology.Topology;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * Compares what DNS says with what it ought to say by the topology, at every authoritative server
 * of each site's zone. The problems' {@code file} is the domain; their rules are {@link ZoneRule}s.
 */
public final class ZoneCheck {
  private ZoneCheck() {}

  /**
   * Asks live DNS: the servers that the topology names for a site's zone, else those of the zone's
   * NS records. Never throws for what DNS says or does not say.
   */
  public static List<Problem> run(Topology topology) {
    List<Problem> problems = new ArrayList<>();
    for (DomainRecords domain : DomainRecords.of(topology)) {
      Site site = topology.site(domain.sites().get(0)).orElseThrow();
      try {
        ZoneViews views = ZoneViews.of(site, domain);
        problems.addAll(compare(domain, views.ask(), views.resolver()));
      } catch (PuppetHaException | IllegalArgumentException e) {
        problems.add(problem(domain, ZoneRule.SILENT, String.valueOf(e.getMessage())));
      }
    }
    return problems.stream().sorted().toList();
  }

  /**
   * Compares views that were taken before.
   *
   * @param resolver finds the addresses of targets
   */
  public static List<Problem> compare(
      DomainRecords wanted, List<ServerView> views, NameResolver resolver) {
    List<Problem> problems = new ArrayList<>();
    Map<ZoneDiff.Finding, List<HostPort>> found = new LinkedHashMap<>();
    TreeSet<HostPort> targets = new TreeSet<>();
    List<ServerView> answered = new ArrayList<>();
    for (ServerView view : views) {
      if (view.content().isEmpty()) {
        String why = "the authoritative server %s cannot be asked: %s";
        String message = why.formatted(view.server(), view.failure().orElse("?"));
        problems.add(problem(wanted, ZoneRule.SILENT, message));
        continue;
      }
      answered.add(view);
      ZoneContent content = view.content().get();
      targets.addAll(ZoneDiff.targets(content));
      ZoneDiff.of(wanted, content)
          .forEach(f -> found.computeIfAbsent(f, key -> new ArrayList<>()).add(view.server()));
    }
    found.forEach(
        (finding, servers) -> {
          boolean everywhere = servers.size() == answered.size();
          String where = everywhere ? "" : " (at " + join(servers) + " only)";
          problems.add(problem(wanted, finding.rule(), finding.message() + where));
        });
    problems.addAll(differ(wanted, answered));
    targets.forEach(target -> address(wanted, target, resolver, problems));
    return problems.stream().sorted().toList();
  }

  private static List<Problem> differ(DomainRecords wanted, List<ServerView> views) {
    long versions = views.stream().map(v -> v.content().map(ZoneContent::srv)).distinct().count();
    if (versions < 2) {
      return List.of();
    }
    List<String> serials =
        views.stream()
            .map(v -> v.server() + " has serial " + v.content().map(ZoneContent::serial).orElse(0L))
            .toList();
    return List.of(
        problem(
            wanted,
            ZoneRule.SERVERS_DIFFER,
            "authoritative servers have different records: " + String.join(", ", serials)));
  }

  private static void address(
      DomainRecords wanted, HostPort target, NameResolver resolver, List<Problem> problems) {
    try {
      resolver.resolve(target.host());
    } catch (UnknownHostException e) {
      String message = "the target %s has no address: %s";
      problems.add(
          problem(wanted, ZoneRule.NO_ADDRESS, message.formatted(target.host(), e.getMessage())));
    }
  }

  private static Problem problem(DomainRecords domain, ZoneRule rule, String message) {
    return new Problem(domain.domain(), null, rule.severity(), rule.id(), message);
  }

  private static String join(List<HostPort> servers) {
    return String.join(", ", servers.stream().map(HostPort::toString).toList());
  }
}
