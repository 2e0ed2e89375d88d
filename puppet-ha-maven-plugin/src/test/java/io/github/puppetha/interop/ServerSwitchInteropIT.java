package io.github.puppetha.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.github.puppetha.deploy.DeployResult;
import io.github.puppetha.deploy.Deployer;
import io.github.puppetha.deploy.ServerResult;
import io.github.puppetha.deploy.State;
import io.github.puppetha.http.PuppetResponse;
import io.github.puppetha.io.Threads;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A deployment to a real Puppet Server that holds its environments: types are generated, the server
 * is flushed, and what is called active is what it compiles.
 */
@Timeout(300)
class ServerSwitchInteropIT {
  private static final String CACHE = "/puppet-admin-api/v1/environment-cache";
  private static final String POOL = "/puppet-admin-api/v1/jruby-pool";
  private static final String TYPE =
      "Puppet::Type.newtype(:thing) do\n  newparam(:name)\n  newparam(:%s)\nend\n";

  @ParameterizedTest
  @EnumSource(names = {"PUPPET7", "PUPPET8"})
  void whatIsActiveIsWhatIsCompiled(Release release) throws Exception {
    try (SwitchedServer server = SwitchedServer.start(release)) {
      server.push("environment.conf", "modulepath = site\n");
      server.push("site/m/lib/puppet/type/thing.rb", TYPE.formatted("one"));
      server.push("manifests/site.pp", "thing { 'a': one => 1 }\n");
      active(server.deploy());
      assertThat(server.environments().resolve("production/.resource_types/thing.pp")).exists();
      assertThat(compiled(server)).contains("\"one\":1");

      server.push("manifests/site.pp", "thing { 'a': one => 2 }\n");
      active(server.deploy());
      assertThat(compiled(server)).contains("\"one\":2");
      assertThat(server.requests("DELETE", POOL + " ")).isZero();

      server.push("site/m/lib/puppet/type/thing.rb", TYPE.formatted("two"));
      server.push("manifests/site.pp", "thing { 'a': two => 3 }\n");
      active(server.deploy());
      assertThat(compiled(server)).contains("\"two\":3");
      assertThat(server.requests("DELETE", POOL + " ")).isEqualTo(1);

      aCompileThatOverlapsIsWaitedFor(server);
      whatIsStagedIsTriedOut(server);
    }
  }

  /** Catalogs of a node and an agent's noop run, of a revision that is not live. */
  private static void whatIsStagedIsTriedOut(SwitchedServer server) throws Exception {
    Path proof = server.directory().resolve("proof");
    String both = "file { '%s': content => $facts['role'] }\n".formatted(proof);
    server.push("manifests/site.pp", both + "include missing\n");
    Path live = server.environments().resolve("production").toRealPath();
    long flushed = flushes(server);
    DeployResult broken = server.deploy(b -> tryOut(server, b));
    assertThat(broken.decided()).isFalse();
    assertThat(broken.servers().get(0).state()).isEqualTo(State.STAGED);
    assertThat(broken.servers().get(0).message())
        .contains("production for n.test: answered 500", "Could not find class ::missing")
        .contains(
            "production with --noop: the agent ended with 1: Error: Could not retrieve catalog");
    assertThat(server.environments().resolve("production").toRealPath()).isEqualTo(live);
    assertThat(server.environments().resolve("production_" + broken.servers().get(0).newRevision()))
        .doesNotExist();
    assertThat(flushes(server)).as("only what is live is flushed").isEqualTo(flushed);
    assertThat(compiled(server)).contains("\"title\":\"new\"");

    server.push("manifests/site.pp", both);
    long pools = server.requests("DELETE", POOL + " ");
    DeployResult good = server.deploy(b -> tryOut(server, b));
    active(good);
    assertThat(server.requests("DELETE", POOL + " ")).isEqualTo(pools + 1);
    String staged = "production_" + good.servers().get(0).newRevision();
    String agents = "/puppet/v3/catalog/" + server.name() + "?environment=" + staged;
    assertThat(server.requests("POST", agents)).isEqualTo(1);
    assertThat(proof).as("noop").doesNotExist();
    assertThat(server.vardir().resolve("client_data")).as("a vardir of its own").doesNotExist();
    assertThat(server.requests("PUT", "/puppet/v3/report/")).isZero();
  }

  private static Deployer.Builder tryOut(SwitchedServer server, Deployer.Builder builder) {
    try {
      Path facts = Files.createDirectories(server.directory().resolve("facts"));
      Files.writeString(facts.resolve("n.test.json"), "{\"role\":\"web\"}");
      return builder.compile(List.of("n.test"), Optional.of(facts)).noop(true);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A JRuby that is compiling while the link is renamed may keep half of the old. */
  private static void aCompileThatOverlapsIsWaitedFor(SwitchedServer server) throws Exception {
    Path gate = server.directory().resolve("gate");
    assertThat(new ProcessBuilder("mkfifo", gate.toString()).start().waitFor()).isZero();
    server.push(
        "manifests/site.pp",
        "notify { 'old': message => generate('/bin/sh', '-c', 'read x <%s; echo $x') }\n"
            .formatted(gate));
    active(server.deploy());
    CompletableFuture<PuppetResponse> compile =
        Threads.start("test", () -> server.catalog("production"));
    // Opening ends when the compile has opened its end, so that it is under way.
    try (var open = Files.newOutputStream(gate)) {
      server.push("manifests/site.pp", "notify { 'new': }\n");
      long before = flushes(server);
      CompletableFuture<DeployResult> deploy = Threads.start("test", () -> run(server));
      until(() -> flushes(server) == before + 1);
      assertThat(deploy).isNotDone();
      open.write("done\n".getBytes(StandardCharsets.US_ASCII));
      open.flush();
      active(deploy.get(120, TimeUnit.SECONDS));
      assertThat(flushes(server)).isEqualTo(before + 2);
    }
    assertThat(compile.get(60, TimeUnit.SECONDS).text()).contains("done");
    for (int i = 0; i < 4; i++) {
      assertThat(compiled(server)).contains("\"title\":\"new\"");
    }
  }

  private static long flushes(SwitchedServer server) throws IOException {
    return server.requests("DELETE", CACHE + "?environment=production ");
  }

  private static DeployResult run(SwitchedServer server) {
    try {
      return server.deploy();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private interface Condition {
    boolean holds() throws IOException;
  }

  private static void until(Condition condition) throws Exception {
    CountDownLatch never = new CountDownLatch(1);
    for (long end = System.nanoTime() + 90_000_000_000L; !condition.holds(); ) {
      if (System.nanoTime() > end) {
        fail("nothing came of it in 90 s");
      }
      never.await(50, TimeUnit.MILLISECONDS);
    }
  }

  private static void active(DeployResult result) {
    List<ServerResult> servers = result.servers();
    assertThat(servers).hasSize(1);
    assertThat(servers.get(0).state()).as("%s", servers).isEqualTo(State.ACTIVE);
    assertThat(servers.get(0).message()).isNull();
  }

  private static String compiled(SwitchedServer server) {
    PuppetResponse answer = server.catalog("production");
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    return answer.text();
  }
}
