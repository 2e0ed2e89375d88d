package io.github.puppetha.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.puppetha.http.PuppetRequest;
import io.github.puppetha.http.PuppetResponse;
import io.github.puppetha.io.Threads;
import io.github.puppetha.pki.Identity;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Catalogs that are asked for under their revision's name too. */
@Timeout(60)
class PinnedCatalogTest {
  private static final String A = "production_aaaaaaaa";
  private static final String B = "production_bbbbbbbb";
  private static final String C = "production_cccccccc";

  private final TestSite site = new TestSite();
  private final Identity agent = site.ca.issue("agent.example.com");
  private PinnedServer server;
  private Gateway gateway;

  @BeforeEach
  void start() throws Exception {
    server = new PinnedServer(site, "puppet1.example.com", A);
    gateway =
        site.gateway(
            TestSite.GATEWAY,
            Routes.of(List.of(server.address()), List.of(), List.of()),
            builder -> builder.pin(PinMode.CATALOGS).lookEvery(Duration.ofHours(1)));
  }

  @AfterEach
  void close() {
    site.close();
  }

  private PuppetResponse catalog(String facts) {
    String form =
        "facts="
            + facts
            + "&environment=production&configured_environment=production"
            + "&check_environment=true&transaction_uuid=run1";
    return site.ask(
        agent,
        PuppetRequest.post(
                "/puppet/v3/catalog/agent.example.com?environment=production",
                "application/x-www-form-urlencoded",
                form)
            .header("Accept", "application/vnd.puppet.rich+json, application/x-msgpack")
            .header("Accept-Encoding", "gzip"));
  }

  private void plugins() {
    site.ask(
        agent, PuppetRequest.get("/puppet/v3/file_metadatas/pluginfacts?environment=production"));
  }

  @Test
  void theAnswerHasItsEnvironmentsOwnNameAndNothingElseIsChanged() {
    plugins();
    PuppetResponse answer = catalog("x");
    assertThat(server.asked()).last().isEqualTo("catalog/agent.example.com?environment=" + A);
    assertThat(server.backend.lastBody()).contains("&environment=" + A + "&configured");
    assertThat(answer.text())
        .isEqualTo(
            "{\"tags\":[\"a \\\"environment\\\": tag\"],"
                + "\"classes\":{\"environment\":\"not this one\"},"
                + "\"environment\":\"production\",\"resources\":[\""
                + A
                + " to "
                + A
                + "\"]}");
    assertThat(server.backend.last().header("accept")).doesNotContain("msgpack");
    assertThat(server.backend.last().header("accept-encoding")).isEqualTo("identity");
    assertThat(site.pinning).isEmpty();
  }

  @Test
  void noSwitchIsWaitedForAndPluginsAndCatalogAgree() {
    plugins();
    gateway.notice(server.begin(B));
    server.switchTo(B);
    assertThat(catalog("x").status()).isEqualTo(200);
    assertThat(server.asked()).last().isEqualTo("catalog/agent.example.com?environment=" + A);
    gateway.notice(server.end(B));
    PuppetResponse file =
        site.ask(
            agent, PuppetRequest.get("/puppet/v3/file_content/modules/m/f?environment=production"));
    assertThat(file.text()).contains("\"environment\":\"" + A);
    assertThat(site.pinning).isEmpty();
  }

  /** An old revision's Ruby code would stay in the new JRubies, for every revision. */
  @Test
  void whereRubyChangedNoOlderRevisionIsCompiled() throws Exception {
    plugins();
    gateway.notice(server.withRuby(server.begin(B)));
    CompletableFuture<PuppetResponse> catalog = Threads.start("test", () -> catalog("x"));
    while (gateway.waiting() == 0) {
      Thread.onSpinWait();
    }
    server.switchTo(B);
    gateway.notice(server.withRuby(server.end(B)));
    assertThat(catalog.get(20, TimeUnit.SECONDS).text())
        .contains("\"environment\":\"production_00000000\"");
    assertThat(server.asked()).noneMatch(target -> target.startsWith("catalog"));
    assertThat(site.pinning).containsExactly(PinEvent.SYNCED_AGAIN);
    plugins();
    assertThat(catalog("x").text()).contains(B + " to " + B);
    assertThat(server.asked()).last().isEqualTo("catalog/agent.example.com?environment=" + B);
    // What has the same Ruby code goes on as ever.
    plugins();
    gateway.notice(server.begin(C));
    server.switchTo(C);
    gateway.notice(server.end(C));
    assertThat(catalog("x").status()).isEqualTo(200);
    assertThat(server.asked()).last().isEqualTo("catalog/agent.example.com?environment=" + B);
  }

  @Test
  void factsOverAMegabyteAreNotLost() {
    plugins();
    String facts = "y".repeat(3 * 1024 * 1024);
    assertThat(catalog(facts).status()).isEqualTo(200);
    assertThat(server.backend.last().bodyLength())
        .isGreaterThan(facts.length())
        .isLessThan(facts.length() + 300);
  }

  @Test
  void whatAnEncMakesAnotherEnvironmentOfIsAskedForAsItCame() {
    server.catalogsAreOf("development");
    plugins();
    PuppetResponse answer = catalog("x");
    assertThat(answer.text()).contains("\"environment\":\"development\"");
    assertThat(server.asked())
        .filteredOn(target -> target.startsWith("catalog"))
        .containsExactly(
            "catalog/agent.example.com?environment=" + A,
            "catalog/agent.example.com?environment=production");
    assertThat(site.pinning).containsExactly(PinEvent.UNPINNED);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"environment\":\"E\",\"resources\":[]}",
        "{ \"environment\" : \"E\" , \"resources\" : [] }",
        "{\"tags\":[\"environment\"],\"x\":{\"environment\":\"E\"},\"environment\":\"E\"}",
        "{\"n\":\"\\\\\",\"environment\":\"E\"}",
        "{\"n\":\"a\\\"environment\\\":\\\"E\",\"environment\":\"E\"}",
        "{\"n\":\"ä{[€\",\"environment\":\"E\",\"resources\":[{\"title\":\"ü\"}]}",
      })
  void theNameIsPutBackWhereverAnAnswerIsCut(String text) {
    String json = text.replace("\"E\"", "\"" + A + "\"");
    byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
    int at = json.lastIndexOf("\"" + A);
    String wanted = json.substring(0, at) + "\"production\"" + json.substring(at + A.length() + 2);
    for (int cut = 0; cut <= bytes.length; cut++) {
      EnvironmentBack back = new EnvironmentBack(A, "production");
      byte[] begin = Arrays.copyOf(bytes, cut);
      EnvironmentBack.Found found = back.look(begin, false);
      byte[] rest = Arrays.copyOfRange(bytes, cut, bytes.length);
      if (found instanceof EnvironmentBack.Found.NotYet) {
        found = back.look(bytes, true);
        rest = new byte[0];
      }
      assertThat(found).isInstanceOf(EnvironmentBack.Found.Ours.class);
      byte[] first = ((EnvironmentBack.Found.Ours) found).bytes();
      byte[] all = Arrays.copyOf(first, first.length + rest.length);
      System.arraycopy(rest, 0, all, first.length, rest.length);
      assertThat(new String(all, StandardCharsets.UTF_8)).isEqualTo(wanted);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "no json",
        "{}",
        "[]",
        "{\"environment\":1}",
        "{\"environment\":null}",
        "{\"environment\"",
        "{\"environment\":\"other\"}",
        "{\"x\":{\"environment\":\"production_aaaaaaaa\"}}",
        "[\"environment\":\"production_aaaaaaaa\\",
      })
  void anythingElseIsNotOurs(String text) {
    EnvironmentBack back = new EnvironmentBack(A, "production");
    assertThat(back.look(text.getBytes(StandardCharsets.UTF_8), true))
        .isInstanceOf(EnvironmentBack.Found.Other.class);
  }
}
