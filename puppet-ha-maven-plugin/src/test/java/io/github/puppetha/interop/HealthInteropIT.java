package io.github.puppetha.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.puppetha.HostPort;
import io.github.puppetha.discovery.Grade;
import io.github.puppetha.discovery.HealthCheck;
import io.github.puppetha.discovery.HealthReport;
import io.github.puppetha.discovery.ServerSelector;
import io.github.puppetha.discovery.Service;
import io.github.puppetha.discovery.WeightedServer;
import io.github.puppetha.http.HttpTransport;
import io.github.puppetha.http.PuppetPaths;
import io.github.puppetha.http.PuppetRequest;
import io.github.puppetha.http.PuppetResponse;
import io.github.puppetha.io.Threads;
import io.github.puppetha.pki.SslDirectory;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is found of a real Puppet Server with one JRuby, whose status says running all the time. */
@Timeout(300)
class HealthInteropIT {
  private static final HostPort SPARE = new HostPort("spare.example.test", 8140);

  private final AtomicLong nanos = new AtomicLong();

  @ParameterizedTest
  @EnumSource(names = {"PUPPET7", "PUPPET8"})
  void healthIsGradedWhileTheStatusSaysRunning(Release release) throws Exception {
    try (RealLab lab = RealLab.open("health-" + release.part())) {
      RealPuppetServer server = RealPuppetServer.withCa(lab, release, "puppet1", 11);
      server.launch().await();
      try (HttpTransport transport = transport(server, true);
          HealthCheck check = check(transport, server);
          ServerSelector selector =
              ServerSelector.builder()
                  .fallback(
                      List.of(
                          new WeightedServer(address(server), 0, 1),
                          new WeightedServer(SPARE, 1, 1)))
                  .transport(transport)
                  .health(check)
                  .build()) {
        assertThat(probe(check, server).grade())
            .as(probe(check, server).why())
            .isEqualTo(Grade.GOOD);
        anEnvironmentThatIsGone(server, transport, check, selector);
        aPoolThatIsBusyAndOneThatIsStuck(lab, server, transport, check);
        anotherName(check, server);
      }
      withoutACertificate(server);
    }
  }

  private static void anEnvironmentThatIsGone(
      RealPuppetServer server, HttpTransport transport, HealthCheck check, ServerSelector selector)
      throws Exception {
    assertThat(selector.select(Service.PUPPET)).isEqualTo(address(server));
    Path production = server.environments().resolve("production");
    Path away = server.environments().resolve("-away-");
    Files.move(production, away);
    HealthReport report = probe(check, server);
    assertThat(report.grade()).as(report.why()).isEqualTo(Grade.NO_ENVIRONMENT);
    assertThat(report.why()).contains("environment production");
    saysRunning(transport, server);
    assertThat(selector.candidates(Service.PUPPET)).containsExactly(SPARE, address(server));

    Files.move(away, production);
    assertThat(probe(check, server).grade()).isEqualTo(Grade.GOOD);
    assertThat(selector.candidates(Service.PUPPET)).containsExactly(address(server), SPARE);
  }

  private void aPoolThatIsBusyAndOneThatIsStuck(
      RealLab lab, RealPuppetServer server, HttpTransport transport, HealthCheck check)
      throws Exception {
    Path token = lab.directory().resolve("token");
    Path manifests = Files.createDirectories(server.environments().resolve("production/manifests"));
    Files.writeString(
        manifests.resolve("site.pp"),
        "notify { generate('/bin/sh', '-c', 'until rm %s 2>&-; do sleep 0.1; done; echo x'): }\n"
            .formatted(token));
    List<CompletableFuture<PuppetResponse>> compiles = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      compiles.add(Threads.start("test", () -> catalog(transport, server)));
    }
    until(check, server, "2 requests wait for its 1 JRubies");
    assertThat(check.of(address(server)).grade()).isEqualTo(Grade.BUSY);
    pass(59);
    assertThat(probe(check, server).grade()).isEqualTo(Grade.BUSY);

    endOne(token); // one compile ends, and the next begins: it is full, but it moves
    until(check, server, "1 request waits for its 1 JRubies");
    assertThat(check.of(address(server)).grade()).isEqualTo(Grade.BUSY);
    pass(60);
    HealthReport stuck = probe(check, server);
    assertThat(stuck.grade()).as(stuck.why()).isEqualTo(Grade.STUCK);
    saysRunning(transport, server);

    endOne(token);
    endOne(token);
    for (CompletableFuture<PuppetResponse> compile : compiles) {
      assertThat(compile.get(60, TimeUnit.SECONDS).status()).isEqualTo(200);
    }
    assertThat(probe(check, server).grade()).isEqualTo(Grade.GOOD);
  }

  /** The compile that is under way takes the token away, and ends. */
  private static void endOne(Path token) throws Exception {
    Files.createFile(token);
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (Files.exists(token)) {
      assertThat(System.nanoTime()).as("no compile is under way").isLessThan(end);
    }
  }

  private static void until(HealthCheck check, RealPuppetServer server, String why) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (!probe(check, server).why().contains(why)) {
      assertThat(System.nanoTime()).as(check.of(address(server)).why()).isLessThan(end);
    }
  }

  private static void anotherName(HealthCheck check, RealPuppetServer server) {
    HostPort alias = new HostPort("alias.example.test", server.settings().port());
    check.of(alias);
    check.run();
    assertThat(check.of(alias).grade()).isEqualTo(Grade.DEAD);
    assertThat(check.of(alias).why()).contains("not for alias.example.test");
  }

  private void withoutACertificate(RealPuppetServer server) {
    try (HttpTransport bare = transport(server, false);
        HealthCheck check = check(bare, server)) {
      HealthReport report = probe(check, server);
      assertThat(report.grade()).as(report.why()).isEqualTo(Grade.UNKNOWN);
      assertThat(report.why()).contains("auth.conf");
      assertThat(report.well()).isTrue();
    }
  }

  private static void saysRunning(HttpTransport transport, RealPuppetServer server) {
    PuppetRequest status = PuppetRequest.get(PuppetPaths.STATUS);
    assertThat(transport.to(address(server)).send(status).text()).isEqualTo("running");
  }

  private static PuppetResponse catalog(HttpTransport transport, RealPuppetServer server) {
    String form =
        "environment=production&facts_format=application/json&facts="
            + "%257B%2522name%2522%253A%2522NAME%2522%252C%2522values%2522%253A%257B%257D%257D"
                .replace("NAME", server.name());
    return transport
        .identified(address(server))
        .send(
            PuppetRequest.post(
                    "/puppet/v3/catalog/" + server.name() + "?environment=production",
                    "application/x-www-form-urlencoded",
                    form)
                .header("accept", "application/json"));
  }

  private HealthCheck check(HttpTransport transport, RealPuppetServer server) {
    return HealthCheck.builder()
        .transport(transport)
        .servers(List.of(address(server)))
        .environments(Set.of("production"))
        .deadline(Duration.ofSeconds(30))
        .ticks(nanos::get)
        .build();
  }

  private static HealthReport probe(HealthCheck check, RealPuppetServer server) {
    check.run();
    return check.of(address(server));
  }

  private void pass(long seconds) {
    nanos.addAndGet(TimeUnit.SECONDS.toNanos(seconds));
  }

  private static HostPort address(RealPuppetServer server) {
    return new HostPort(server.name(), server.settings().port());
  }

  private static HttpTransport transport(RealPuppetServer server, boolean withCertificate) {
    SslDirectory ssl = SslDirectory.of(server.ssl(), server.name());
    HttpTransport.Builder builder =
        HttpTransport.builder()
            .trust(ssl.trustBundle())
            .resolver(host -> List.of(InetAddress.getByName(server.settings().address())));
    return (withCertificate ? builder.identity(ssl.identity()) : builder).build();
  }
}
