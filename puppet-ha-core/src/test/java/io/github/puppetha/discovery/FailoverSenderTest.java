package io.github.puppetha.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.puppetha.HostPort;
import io.github.puppetha.http.PuppetRequest;
import io.github.puppetha.http.PuppetResponse;
import io.github.puppetha.http.Sender;
import io.github.puppetha.http.ServerUnreachableException;
import io.github.puppetha.http.ServerUnreachableException.Stage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FailoverSenderTest {
  private static final HostPort A = new HostPort("a.example.test", 8140);
  private static final HostPort B = new HostPort("b.example.test", 8140);
  private static final PuppetRequest GET = PuppetRequest.get("/puppet/v3/environments");
  private static final PuppetRequest POST =
      PuppetRequest.post("/puppet/v3/catalog/web1", "text/plain", "facts");

  private final TestClock clock = new TestClock();
  private final Map<HostPort, Sender> servers = new HashMap<>();
  private final List<HostPort> asked = new ArrayList<>();
  private final ServerSelector selector =
      ServerSelector.builder()
          .fallback(List.of(new WeightedServer(A, 0, 1), new WeightedServer(B, 1, 1)))
          .clock(clock)
          .random(new Random(3))
          .probe(Probe.NONE)
          .senders(
              server ->
                  request -> {
                    asked.add(server);
                    return servers.get(server).send(request);
                  })
          .build();
  private final Sender sender = selector.sender(Service.PUPPET);

  FailoverSenderTest() {
    servers.put(A, request -> PuppetResponse.text(200, "a"));
    servers.put(B, request -> PuppetResponse.text(200, "b"));
  }

  @AfterEach
  void close() {
    selector.close();
  }

  @Test
  void sendsToTheBestServer() {
    assertThat(sender.send(GET).text()).isEqualTo("a");
    assertThat(asked).containsExactly(A);
  }

  @ParameterizedTest
  @EnumSource(Stage.class)
  void aGetMovesOnWhateverTheFailure(Stage stage) {
    servers.put(A, fails(A, stage));

    assertThat(sender.send(GET).text()).isEqualTo("b");
    assertThat(sender.send(GET).text()).isEqualTo("b");
    assertThat(asked).as("the failed one is remembered").containsExactly(A, B, B);
  }

  @ParameterizedTest
  @EnumSource(
      value = Stage.class,
      names = {"CONNECT", "TLS"})
  void aPostMovesOnWhenTheServerSawNothingOfIt(Stage stage) {
    servers.put(A, fails(A, stage));

    assertThat(sender.send(POST).text()).isEqualTo("b");
  }

  @ParameterizedTest
  @EnumSource(
      value = Stage.class,
      names = {"CLOSED", "TIMEOUT", "PARTIAL"})
  void aPostThatMayHaveBeenSeenIsNotSentTwice(Stage stage) {
    servers.put(A, fails(A, stage));

    assertThatThrownBy(() -> sender.send(POST))
        .isInstanceOfSatisfying(
            ServerUnreachableException.class, e -> assertThat(e.server()).isEqualTo(A));
    assertThat(asked).containsExactly(A);
    assertThat(sender.send(POST).text()).as("the next request").isEqualTo("b");
  }

  @Test
  void aServerThatIsTooBusyIsLeftAloneForAsLongAsItSays() {
    servers.put(A, request -> PuppetResponse.text(503, "busy").header("Retry-After", "120"));

    assertThat(sender.send(POST).text()).isEqualTo("b");
    servers.put(A, request -> PuppetResponse.text(200, "a"));
    clock.advance(Duration.ofSeconds(119));
    assertThat(sender.send(POST).text()).isEqualTo("b");
    clock.advance(Duration.ofSeconds(2));
    assertThat(sender.send(POST).text()).isEqualTo("a");
  }

  @Test
  void retryAfterMayBeADate() {
    servers.put(
        A,
        request ->
            PuppetResponse.text(503, "busy")
                .header("Retry-After", "Thu, 01 Jan 2026 00:01:00 GMT"));

    assertThat(sender.send(POST).text()).isEqualTo("b");
    servers.put(A, request -> PuppetResponse.text(200, "a"));
    clock.advance(Duration.ofSeconds(59));
    assertThat(sender.send(POST).text()).isEqualTo("b");
    clock.advance(Duration.ofSeconds(2));
    assertThat(sender.send(POST).text()).isEqualTo("a");
  }

  @Test
  void withoutRetryAfterOnlyWhatIsSafeMovesOn() {
    servers.put(A, request -> PuppetResponse.text(503, "starting"));

    assertThat(sender.send(POST).status()).isEqualTo(503);
    selector.succeeded(A);
    assertThat(sender.send(GET).text()).isEqualTo("b");
  }

  @Test
  void whenAllAreTooBusyTheShortestWaitIsReturned() {
    servers.put(A, request -> PuppetResponse.text(503, "a").header("Retry-After", "20"));
    servers.put(B, request -> PuppetResponse.text(503, "b").header("Retry-After", "10"));

    assertThat(sender.send(POST).firstHeader("Retry-After")).contains("10");
    assertThat(asked).containsExactly(A, B);
  }

  @Test
  void anErrorOfTheServerIsAnAnswer() {
    servers.put(A, request -> PuppetResponse.text(500, "Evaluation Error"));

    assertThat(sender.send(GET).status()).isEqualTo(500);
    assertThat(asked).containsExactly(A);
  }

  @Test
  void whenNoneIsLeftTheErrorTellsWhatEachDid() {
    servers.put(A, fails(A, Stage.CONNECT));
    servers.put(B, fails(B, Stage.TLS));

    assertThatThrownBy(() -> sender.send(GET))
        .isInstanceOf(NoServerException.class)
        .hasMessageContaining("a.example.test:8140: CONNECT went wrong")
        .hasMessageContaining("b.example.test:8140: TLS went wrong");
  }

  @Test
  void theSelectorItselfSendsToTheServiceOfThePath() {
    List<String> served = new ArrayList<>();
    try (ServerSelector all =
        ServerSelector.builder()
            .fallback(List.of(WeightedServer.of(A, 1)))
            .fallback(Service.CA, List.of(WeightedServer.of(B, 1)))
            .probe(Probe.NONE)
            .senders(
                server ->
                    request -> {
                      served.add(server.host() + request.target());
                      return PuppetResponse.text(200, "");
                    })
            .build()) {
      all.send(GET);
      all.send(PuppetRequest.get("/puppet-ca/v1/certificate/ca"));
      all.send(PuppetRequest.get("/production/certificate/ca"));
      all.send(PuppetRequest.put("/puppet/v3/report/web1", "application/json", "{}"));
    }
    assertThat(served)
        .containsExactly(
            "a.example.test/puppet/v3/environments",
            "b.example.test/puppet-ca/v1/certificate/ca",
            "b.example.test/production/certificate/ca",
            "a.example.test/puppet/v3/report/web1");
  }

  @Test
  void aPinnedSelectionMeetsOneServerForAWholeRunAndNeverMoves() {
    PinnedSelection run = selector.pin(Service.PUPPET);
    assertThat(run.server()).isEqualTo(A);
    selector.failed(A, "another request failed");
    assertThat(selector.select(Service.PUPPET)).as("others move on").isEqualTo(B);
    assertThat(run.send(GET).text()).isEqualTo("a");

    servers.put(A, fails(A, Stage.CONNECT));
    assertThatThrownBy(() -> run.send(GET)).isInstanceOf(ServerUnreachableException.class);
    assertThat(asked).containsExactly(A, A);
    assertThat(selector.pin(Service.PUPPET).server()).as("the next run").isEqualTo(B);
  }

  @Test
  void aPinnedServerThatIsTooBusySaysSoToTheRunAndIsLeftAloneByOthers() {
    PinnedSelection run = selector.pin(Service.PUPPET);
    servers.put(A, request -> PuppetResponse.text(503, "busy").header("Retry-After", "120"));

    assertThat(run.send(GET).status()).isEqualTo(503);
    clock.advance(Duration.ofSeconds(119));
    assertThat(selector.select(Service.PUPPET)).isEqualTo(B);
  }

  @Test
  void aSelectorWithoutSendersSaysWhatItLacks() {
    try (ServerSelector bare =
        ServerSelector.builder().fallback(List.of(WeightedServer.of(A, 1))).build()) {
      assertThatThrownBy(() -> bare.sender(Service.PUPPET))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("senders");
    }
  }

  private static Sender fails(HostPort server, Stage stage) {
    return request -> {
      throw new ServerUnreachableException(server, stage, stage + " went wrong", null);
    };
  }
}
