package io.github.puppetha.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.puppetha.ProgressListener;
import io.github.puppetha.discovery.zone.DomainRecords;
import io.github.puppetha.operations.DrainResult;
import io.github.puppetha.operations.Drainer;
import io.github.puppetha.testkit.FakeMaster;
import io.github.puppetha.topology.Topology;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Real agents that find their server by SRV records of a real BIND, before, while and after a
 * server is drained. Whom each run asked is read from what the servers recorded.
 */
class DrainedAgentsInteropIT {
  private static final String ZONE = "ams." + RealLab.DOMAIN;

  private final List<RealAgent> agents = new ArrayList<>();
  private final ExecutorService threads = Executors.newFixedThreadPool(Release.values().length);
  private RealLab lab;
  private FakeMaster near;
  private FakeMaster far;
  private Topology topology;

  @BeforeEach
  void open() throws IOException {
    lab = RealLab.open("drained-agents");
    near = FakeMaster.builder().name("puppet1." + ZONE).start();
    lab.closeLater(near);
    far = FakeMaster.builder().name("puppet2." + ZONE).caOf(near).start();
    lab.closeLater(far);
    Path file = lab.directory().resolve("puppet-ha.yaml");
    Files.writeString(
        file,
        """
        ca: { server: "%2$s" }
        sites:
          ams:
            domain: %1$s
            servers: [{ host: "%2$s" }]
            dns: { update: { server: "%4$s", tsig: ns/key }, authoritative: ["%4$s"] }
          fra:
            servers: [{ host: "%3$s" }]
        """
            .formatted(ZONE, near.address(), far.address(), lab.dns()));
    topology = Topology.load(file);
    RealZone.primary(
            lab,
            ZONE,
            DomainRecords.of(topology).get(0).fragment(),
            "puppet1 IN A 127.0.0.1",
            "puppet2 IN A 127.0.0.1")
        .named("ns", 53)
        .start();
    for (Release release : Release.values()) {
      agents.add(agent(release));
    }
  }

  private RealAgent agent(Release release) throws IOException {
    String certname = release.part() + "." + ZONE;
    Map<String, String> settings =
        Map.of(
            "use_srv_records",
            "true",
            "srv_domain",
            ZONE,
            "server",
            "nobody." + ZONE, // OpenVox 9 ends without one
            "http_connect_timeout",
            "5");
    RealAgent agent = new RealAgent(lab, release, certname, settings);
    AgentFiles.write(agent.ssl(), certname, near.issue(certname), near.trust());
    return agent;
  }

  @AfterEach
  void close() {
    threads.shutdownNow();
    if (lab != null) {
      lab.close();
    }
  }

  private List<CompletableFuture<RealAgent.Run>> begin() {
    near.clearRequests();
    far.clearRequests();
    return agents.stream()
        .map(agent -> CompletableFuture.supplyAsync(() -> run(agent), threads))
        .toList();
  }

  private static RealAgent.Run run(RealAgent agent) {
    try {
      return agent.run();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void succeed(List<CompletableFuture<RealAgent.Run>> runs) {
    for (CompletableFuture<RealAgent.Run> run : runs) {
      assertThat(run.join().succeeded()).as(run.join().output()).isTrue();
    }
  }

  /** Everything of a run, from its first file to its report, is asked of one server. */
  private void allAreServedBy(FakeMaster server, FakeMaster other) {
    succeed(begin());
    for (RealAgent agent : agents) {
      assertThat(server.requests())
          .as("requests of %s", agent.certname())
          .anyMatch(r -> r.path().equals("/puppet/v3/catalog/" + agent.certname()))
          .anyMatch(r -> r.path().equals("/puppet/v3/report/" + agent.certname()));
    }
    assertThat(other.requests())
        .as("requests to %s", other.name())
        .noneMatch(r -> r.path().startsWith("/puppet/v3/"));
  }

  @Test
  void theNextRunOfEachAgentGoesWhereDnsSaysAndNoneFails() throws IOException {
    allAreServedBy(near, far);

    List<CompletableFuture<RealAgent.Run>> meanwhile = begin();
    new MavenGoal(lab).run("drain", "-Dpuppet-ha.servers=" + near.name());
    succeed(meanwhile);
    allAreServedBy(far, near);

    DrainResult back =
        Drainer.builder(topology)
            .servers(List.of(near.name()))
            .build()
            .undrain()
            .execute(ProgressListener.NONE);
    assertThat(back.ok()).as(back.toString()).isTrue();
    allAreServedBy(near, far);
  }
}
