package io.github.puppetha.examples.twosites;

import io.github.puppetha.HostPort;
import io.github.puppetha.discovery.ServerSelector;
import io.github.puppetha.discovery.Service;
import io.github.puppetha.examples.twosites.Story.Run;
import io.github.puppetha.examples.twosites.Story.Seen;
import io.github.puppetha.http.HttpTransport;
import io.github.puppetha.pki.Identity;
import io.github.puppetha.testkit.AgentRun;
import io.github.puppetha.testkit.FakeAgent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The agents of both sites; each looks its gateway up in DNS anew at each run, as real ones do. */
final class Agents {
  private record Agent(String name, String site, Identity identity) {}

  private final Story story;
  private final World world;
  private final List<Agent> agents = new ArrayList<>();

  Agents(Story story, World world) {
    this.story = story;
    this.world = world;
  }

  void create(String site, int count) {
    for (int i = 1; i <= count; i++) {
      String name = "web" + i + "." + site + ".example.com";
      agents.add(new Agent(name, site, world.ca().issue(name)));
    }
  }

  List<AgentRun> runAll() {
    return agents.stream().map(this::run).toList();
  }

  List<AgentRun> run(String site) {
    return agents.stream().filter(a -> a.site().equals(site)).map(this::run).toList();
  }

  private AgentRun run(Agent agent) {
    long at = story.now();
    try (HttpTransport transport =
            HttpTransport.builder()
                .identity(agent.identity())
                .trust(world.ca()::trust)
                .resolver(world.resolver())
                .connectTimeout(Duration.ofSeconds(5))
                .build();
        ServerSelector selector = world.selector(agent.site(), transport)) {
      HostPort gateway = selector.select(Service.PUPPET);
      try (FakeAgent fake =
          FakeAgent.builder(agent.name(), gateway)
              .resolver(world.resolver())
              .identity(agent.identity(), world.ca().trust())
              .build()) {
        AgentRun run = fake.run();
        story.run(new Run(agent.name(), run.server(), run.version(), run.ok(), at, run.millis()));
        return run;
      }
    }
  }

  /** So many runs, by whom; and what went wrong where something did. */
  static Seen seen(List<AgentRun> runs, boolean asPromised) {
    long failed = runs.stream().filter(r -> !r.ok()).count();
    Map<String, Long> by =
        runs.stream()
            .collect(
                Collectors.groupingBy(AgentRun::server, LinkedHashMap::new, Collectors.counting()));
    String served =
        by.entrySet().stream()
            .map(e -> e.getValue() + " by " + e.getKey())
            .collect(Collectors.joining(", "));
    String said =
        runs.stream()
            .flatMap(r -> r.notices().stream())
            .distinct()
            .sorted()
            .collect(Collectors.joining(", "));
    String errors =
        runs.stream()
            .flatMap(r -> r.error().stream())
            .distinct()
            .map(e -> "\n" + e)
            .collect(Collectors.joining());
    String text =
        runs.size() + " runs, " + failed + " failed: " + served + "; said: " + said + errors;
    return Seen.that(asPromised && failed == 0, text);
  }
}
