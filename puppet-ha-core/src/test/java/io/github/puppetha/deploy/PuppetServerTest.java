package io.github.puppetha.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.puppetha.http.PuppetResponse;
import io.github.puppetha.http.Sender;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

/** When a server is told again, in a time of the test's own. */
class PuppetServerTest {
  private static final String DIRECTORY = "/srv/environments";
  private static final ServerControl.Switched SWITCHED =
      new ServerControl.Switched(
          DIRECTORY, Map.of("production", "production_0000000b"), Set.of("production"), false);

  private final List<String> asked = new ArrayList<>();
  private long now;
  private IntFunction<PuppetResponse> metrics = n -> busy();
  private IntFunction<PuppetResponse> environments = n -> environments("b");
  private int metricsAsked;
  private int environmentsAsked;
  private String timeout = "\"unlimited\"";

  private PuppetServer server() {
    Sender sender =
        request -> {
          asked.add(request.method() + " " + request.target().replaceFirst("^/[^/]*/v\\d/", ""));
          if (request.method().equals("DELETE")) {
            return new PuppetResponse(204, Map.of(), new byte[0]);
          }
          return request.target().contains("jruby-metrics")
              ? metrics.apply(++metricsAsked)
              : environments.apply(++environmentsAsked);
        };
    Waiting waiting = new Waiting(() -> now, time -> now += time.toNanos());
    return new PuppetServer(new ServerApi(sender), "deploy.test", waiting, new ReentrantLock());
  }

  private static PuppetResponse busy(String... instances) {
    String text =
        "{\"status\":{\"experimental\":{\"metrics\":{\"borrowed-instances\":[%s]}}}}"
            .formatted(String.join(",", instances));
    return PuppetResponse.of(200, "application/json", text);
  }

  private static String compile(long time) {
    return "{\"time\":%d,\"reason\":{\"request\":{\"uri\":\"/puppet/v3/catalog/n.test\"}}}"
        .formatted(time);
  }

  private PuppetResponse environments(String revision) {
    String tree = DIRECTORY + "/.puppet-ha/environments/production_0000000" + revision;
    String text =
        ("{\"search_paths\":[\"file://%s\"],\"environments\":{\"production\":{\"settings\":"
                + "{\"modulepath\":[\"%s/modules\",\"/opt/modules\"],\"manifest\":\"/m\","
                + "\"environment_timeout\":%s}}}}")
            .formatted(DIRECTORY, tree, timeout);
    return PuppetResponse.of(200, "application/json", text);
  }

  private List<String> flushes() {
    return asked.stream().filter(a -> a.startsWith("DELETE")).toList();
  }

  @Test
  void oneFlushIsEnoughWhenNoCompileOverlappedTheSwitch() {
    assertThat(server().switched(SWITCHED)).isEqualTo(ServerControl.Loading.DONE);
    assertThat(asked)
        .containsExactly(
            "GET services/jruby-metrics?level=debug",
            "DELETE environment-cache?environment=production",
            "GET environments");
  }

  @Test
  void theSecondFlushComesWhenTheCompilesOfTheSwitchHaveEnded() {
    metrics = n -> n <= 5 ? busy(compile(1), compile(n + 10)) : busy(compile(n + 10));
    ServerControl.Loading loading = server().switched(SWITCHED);
    assertThat(loading).isEqualTo(ServerControl.Loading.DONE);
    assertThat(metricsAsked).isEqualTo(6);
    assertThat(flushes()).hasSize(2);
    assertThat(asked).last().isEqualTo("DELETE environment-cache?environment=production");
  }

  @Test
  void aCompileThatNeverEndsIsToldAfterTwoMinutes() {
    metrics = n -> busy(compile(1));
    ServerControl.Loading loading = server().switched(SWITCHED);
    assertThat(loading.done()).isTrue();
    assertThat(loading.message()).contains("120 s later (/puppet/v3/catalog/n.test)");
    assertThat(flushes()).hasSize(2);
    assertThat(Duration.ofNanos(now)).isBetween(Duration.ofSeconds(120), Duration.ofSeconds(123));
  }

  @Test
  void withoutMetricsTheSecondFlushComesAfterHalfAMinute() {
    metrics = n -> PuppetResponse.text(403, "no");
    assertThat(server().switched(SWITCHED)).isEqualTo(ServerControl.Loading.DONE);
    assertThat(flushes()).hasSize(2);
    assertThat(Duration.ofNanos(now)).isEqualTo(Duration.ofSeconds(30));
  }

  @Test
  void whatIsNotHeldNeedsNoSecondFlush() {
    timeout = "0";
    metrics = n -> busy(compile(1));
    assertThat(server().switched(SWITCHED)).isEqualTo(ServerControl.Loading.DONE);
    assertThat(flushes()).hasSize(1);
  }

  @Test
  void theProofIsAskedForUntilItIsThere() {
    environments = n -> environments(n < 4 ? "a" : "b");
    assertThat(server().switched(SWITCHED)).isEqualTo(ServerControl.Loading.DONE);
    assertThat(environmentsAsked).isEqualTo(4);
  }

  @Test
  void withoutProofTheServerIsNotDone() {
    environments = n -> environments("a");
    ServerControl.Loading loading = server().switched(SWITCHED);
    assertThat(loading.done()).isFalse();
    assertThat(loading.message())
        .contains("still has production from")
        .contains("production_0000000a/modules")
        .contains("versioned_environment_dirs = true");
    assertThat(Duration.ofNanos(now)).isBetween(Duration.ofSeconds(60), Duration.ofSeconds(63));
  }

  @Test
  void newJrubiesNeedNoSecondFlush() {
    metrics = n -> busy(compile(1));
    ServerControl.Switched ruby =
        new ServerControl.Switched(DIRECTORY, SWITCHED.environments(), SWITCHED.live(), true);
    assertThat(server().switched(ruby)).isEqualTo(ServerControl.Loading.DONE);
    assertThat(flushes())
        .containsExactly("DELETE environment-cache?environment=production", "DELETE jruby-pool");
  }

  @Test
  void anAnswerThatMakesNoSenseIsNoProof() {
    environments = n -> PuppetResponse.text(200, "<html>");
    ServerControl.Loading loading = server().switched(SWITCHED);
    assertThat(loading.done()).isFalse();
    assertThat(loading.message()).contains("not JSON");
  }
}
