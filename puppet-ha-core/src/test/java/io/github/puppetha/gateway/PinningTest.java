package io.github.puppetha.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.puppetha.http.PuppetRequest;
import io.github.puppetha.http.PuppetResponse;
import io.github.puppetha.http.SwitchNotice;
import io.github.puppetha.io.Threads;
import io.github.puppetha.pki.Identity;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What agents behind a gateway get while their server is switched from A to B and C. */
@Timeout(60)
class PinningTest {
  private static final String A = "production_aaaaaaaa";
  private static final String B = "production_bbbbbbbb";
  private static final String C = "production_cccccccc";
  private static final String AGAIN = "production_00000000";
  private static final String FORM = "application/x-www-form-urlencoded";

  private final TestSite site = new TestSite();
  private final Identity agent = site.ca.issue("agent.example.com");
  private PinnedServer server;
  private Gateway gateway;

  @BeforeEach
  void start() throws Exception {
    server = new PinnedServer(site, "puppet1.example.com", A);
    gateway = gateway(PinMode.FILES, Duration.ofSeconds(30));
  }

  private Gateway gateway(PinMode mode, Duration lease) {
    return site.gateway(
        TestSite.GATEWAY,
        Routes.of(List.of(server.address()), List.of(), List.of()),
        builder ->
            builder
                .pin(mode)
                .switchLease(lease)
                .lookEvery(Duration.ofHours(1))
                .deployers(java.util.Set.of("deploy.example.com")));
  }

  @AfterEach
  void close() {
    site.close();
  }

  private PuppetResponse get(String target) {
    return site.ask(agent, PuppetRequest.get("/puppet/v3/" + target));
  }

  private void plugins() {
    get("file_metadatas/pluginfacts?recurse=true&environment=production&links=follow");
    get("file_metadatas/plugins?environment=production&recurse=true");
    get("file_content/plugins/facter/x.rb?environment=production");
  }

  private PuppetResponse catalog() {
    return catalog("production", "run1");
  }

  private PuppetResponse catalog(String environment, String transaction) {
    String form =
        "facts_format=application%2Fjson&facts=%257B%257D&environment="
            + environment
            + "&configured_environment="
            + environment
            + "&check_environment=true&transaction_uuid="
            + transaction;
    String target = "/puppet/v3/catalog/agent.example.com?environment=" + environment;
    return site.ask(
        agent,
        PuppetRequest.post(target, FORM, form)
            .header("Accept", "application/vnd.puppet.rich+json, application/json"));
  }

  private PuppetResponse file() {
    return get("file_metadata/modules/m/f?environment=production&checksum_type=sha256");
  }

  private void switchTo(String tree) {
    gateway.notice(server.begin(tree));
    server.switchTo(tree);
    gateway.notice(server.end(tree));
  }

  private List<PinEvent> events() {
    return site.pinning;
  }

  @Test
  void aRunIsAskedUnderItsRevisionFromPluginsToFiles() {
    get("node/agent.example.com?environment=production");
    plugins();
    catalog();
    file();
    get("file_metadatas/modules/m/dir?recurse=true&environment=production");
    get("static_file_content/modules/m/files/f?environment=production&code_id=1");
    get("file_bucket_file/sha256/00/f?environment=production");

    assertThat(server.asked())
        .containsExactly(
            "node/agent.example.com?environment=production",
            "file_metadatas/pluginfacts?recurse=true&environment=" + A + "&links=follow",
            "file_metadatas/plugins?environment=" + A + "&recurse=true",
            "file_content/plugins/facter/x.rb?environment=" + A,
            "catalog/agent.example.com?environment=production",
            "file_metadata/modules/m/f?environment=" + A + "&checksum_type=sha256",
            "file_metadatas/modules/m/dir?recurse=true&environment=" + A,
            "static_file_content/modules/m/files/f?environment=production&code_id=1",
            "file_bucket_file/sha256/00/f?environment=production");
    assertThat(events()).isEmpty();
  }

  @Test
  void whatIsSwitchedWhileARunAppliesIsForTheNextRun() {
    plugins();
    catalog();
    switchTo(B);
    assertThat(file().text()).contains(A);
    site.ask(
        agent,
        PuppetRequest.put(
            "/puppet/v3/report/agent.example.com?environment=production",
            "application/json",
            "{}"));
    plugins();
    catalog("production", "run2");
    assertThat(file().text()).contains("\"environment\":\"" + B);
    assertThat(events()).isEmpty();
  }

  @Test
  void aRunThatWasBrokenOffDoesNotLendItsRevisionToTheNext() {
    plugins();
    switchTo(B);
    plugins();
    assertThat(catalog("production", "run2").text()).contains(B + " to " + B);
    assertThat(file().text()).contains("\"environment\":\"" + B);
    assertThat(events()).isEmpty();
  }

  @Test
  void twoAgentsAtTwoRevisionsDoNotDisturbEachOther() {
    Identity other = site.ca.issue("other.example.com");
    plugins();
    catalog();
    switchTo(B);
    PuppetResponse listing =
        site.ask(
            other,
            PuppetRequest.get("/puppet/v3/file_metadatas/pluginfacts?environment=production"));
    assertThat(listing.text()).contains("\"environment\":\"" + B);
    assertThat(file().text()).contains("\"environment\":\"" + A);
  }

  @Test
  void newCatalogsAndRunsWaitForTheEndOfASwitch() throws Exception {
    plugins();
    catalog();
    gateway.notice(server.begin(B));
    assertThat(file().text()).as("files do not wait").contains(A);
    CompletableFuture<PuppetResponse> catalog =
        Threads.start("test", () -> catalog("production", "run2"));
    Identity other = site.ca.issue("other.example.com");
    CompletableFuture<PuppetResponse> begins =
        Threads.start(
            "test",
            () ->
                site.ask(
                    other,
                    PuppetRequest.get(
                        "/puppet/v3/file_metadatas/pluginfacts?environment=production")));
    while (gateway.waiting() < 2) {
      Thread.onSpinWait();
    }
    assertThat(server.asked()).hasSize(5);
    server.switchTo(B);
    gateway.notice(server.end(B));
    assertThat(catalog.get(20, TimeUnit.SECONDS).text()).contains(B + " to " + B);
    assertThat(begins.get(20, TimeUnit.SECONDS).text()).contains("\"environment\":\"" + B);
    assertThat(events()).isEmpty();
  }

  @Test
  void aDeployerThatDiesInASwitchHoldsNobodyUpForLong() throws Exception {
    gateway.close();
    gateway = gateway(PinMode.FILES, Duration.ofMillis(200));
    gateway.notice(server.begin(B));

    PuppetResponse answer = catalog();

    assertThat(answer.status()).isEqualTo(200);
    assertThat(events()).startsWith(PinEvent.THROWN_AWAY);
    assertThat(server.asked()).hasSizeBetween(2, 3);
  }

  @Test
  void aSwitchThatTakesLongIsWaitedForWhileItsDeployerSaysSo() throws Exception {
    gateway.close();
    gateway = gateway(PinMode.FILES, Duration.ofSeconds(1));
    plugins();
    gateway.notice(server.begin(B));
    CompletableFuture<PuppetResponse> catalog = Threads.start("test", this::catalog);
    while (gateway.waiting() == 0) {
      Thread.onSpinWait();
    }
    long begun = System.nanoTime();
    while (System.nanoTime() - begun < 3_000_000_000L) {
      gateway.notice(server.begin(B));
      java.util.concurrent.locks.LockSupport.parkNanos(20_000_000);
    }
    assertThat(catalog).isNotDone();
    server.switchTo(B);
    gateway.notice(server.end(B));
    assertThat(catalog.get(20, TimeUnit.SECONDS).text()).contains("production_00000000");
    assertThat(events()).containsExactly(PinEvent.SYNCED_AGAIN);
  }

  @Test
  void aCatalogThatASwitchOvertookIsAskedAgain() throws Exception {
    CountDownLatch compiling = server.holdCompile();
    CompletableFuture<PuppetResponse> catalog = Threads.start("test", this::catalog);
    assertThat(compiling.await(20, TimeUnit.SECONDS)).isTrue();
    switchTo(B);
    server.letCompile();

    assertThat(catalog.get(20, TimeUnit.SECONDS).text()).contains(B + " to " + B);
    assertThat(server.asked()).hasSize(2);
    assertThat(events()).containsExactly(PinEvent.THROWN_AWAY);
    assertThat(file().text()).contains("\"environment\":\"" + B);
  }

  @Test
  void anAgentWithOldPluginsIsSentToSyncThemAndEndsWhereItBegan() {
    plugins();
    switchTo(B);
    PuppetResponse first = catalog("production", "run1");
    assertThat(first.text()).contains("\"environment\":\"" + AGAIN + "\"", "\"resources\":[]");
    assertThat(first.firstHeader("X-Puppet-Version")).contains("8.10.0");
    get("file_metadatas/pluginfacts?environment=" + AGAIN);
    assertThat(server.asked()).last().isEqualTo("file_metadatas/pluginfacts?environment=" + B);
    PuppetResponse second = catalog(AGAIN, "run1");
    assertThat(second.text()).contains("\"environment\":\"production\"", "\"resources\":[]");
    plugins();
    PuppetResponse third = catalog("production", "run1");
    assertThat(third.text()).contains(B + " to " + B);
    assertThat(server.asked()).filteredOn(t -> t.startsWith("catalog")).hasSize(1);
    assertThat(events()).containsExactly(PinEvent.SYNCED_AGAIN);
  }

  @Test
  void anAgentIsNotSentRoundMoreOftenThanItGoesAlong() {
    plugins();
    switchTo(B);
    catalog("production", "run1");
    catalog(AGAIN, "run1");
    plugins();
    switchTo(C);
    assertThat(catalog("production", "run1").text()).contains("\"environment\":\"" + AGAIN);
    catalog(AGAIN, "run1");
    plugins();
    switchTo(A);
    assertThat(catalog("production", "run1").text()).contains(A + " to " + A);
    assertThat(events()).endsWith(PinEvent.SYNCED_AGAIN, PinEvent.MIXED);
  }

  @Test
  void anAgentThatWasStoppedOnItsWayRoundFindsBackInItsNextRun() {
    get("file_metadatas/pluginfacts?environment=" + AGAIN);
    get("file_metadatas/plugins?environment=" + AGAIN);
    assertThat(catalog(AGAIN, "run2").text()).contains("\"environment\":\"production\"");
    site.ask(
        agent,
        PuppetRequest.put(
            "/puppet/v3/report/agent.example.com?environment=" + AGAIN, "application/json", "{}"));
    assertThat(server.asked())
        .containsExactly(
            "file_metadatas/pluginfacts?environment=" + A,
            "file_metadatas/plugins?environment=" + A,
            "report/agent.example.com?environment=production");
  }

  @Test
  void whoAsksForARevisionByItsOwnConfigurationGetsIt() {
    String form = "facts=x&environment=" + A + "&configured_environment=" + A;
    PuppetResponse answer =
        site.ask(
            agent,
            PuppetRequest.post("/puppet/v3/catalog/agent.example.com?environment=" + A, FORM, form)
                .header("Accept", "application/json"));
    assertThat(answer.text()).contains("\"environment\":\"" + A + "\"", A + " to " + A);
  }

  @Test
  void anEnvironmentThatIsNotDeployedByUsIsLeftAlone() {
    get("file_metadatas/pluginfacts?environment=plain");
    catalog("plain", "run1");
    get("file_metadata/modules/m/f?environment=plain");
    assertThat(server.asked()).allMatch(target -> target.contains("environment=plain"));
    assertThat(events()).isEmpty();
  }

  @Test
  void aRunThatTheGatewayDidNotSeeBeginIsPassedOnAndToldOnce() {
    file();
    file();
    assertThat(server.asked()).allMatch(target -> target.contains("environment=production&"));
    assertThat(events()).containsExactly(PinEvent.UNPINNED);
  }

  @Test
  void aRevisionThatTheServerNoLongerHasIsNoMissingFile() {
    plugins();
    catalog();
    switchTo(B);
    server.lose(A);
    PuppetResponse answer = file();
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.text()).contains("\"environment\":\"production\"");
    assertThat(events()).containsExactly(PinEvent.UNPINNED);
  }

  @Test
  void aSwitchWithoutAWordIsFoundOutAndWhatIsDoubtfulIsNotPinned() {
    gateway.close();
    gateway = gateway(PinMode.FILES, Duration.ofMillis(20));
    plugins();
    catalog();
    server.switchTo(B);
    // Somebody begins a switch of something else and dies: the server is asked what it has.
    gateway.notice(
        new SwitchNotice(
            SwitchNotice.Event.BEGIN, server.address(), Map.of("other", "other_aaaaaaaa")));
    while (!file().text().contains("\"environment\":\"production\"")) {
      Thread.onSpinWait();
    }
    plugins();
    assertThat(server.asked().get(server.asked().size() - 1)).contains(B);
    assertThat(events()).contains(PinEvent.UNPINNED);
  }

  @Test
  void requestsWithOddEnvironmentsAreTheServersBusiness() {
    List<String> odd =
        Stream.of(
                "?environment=production&environment=other",
                "?%65nvironment=production",
                "?environment=",
                "",
                "?environment=a.b")
            .map(query -> "file_metadata/modules/m/f" + query)
            .toList();
    odd.forEach(this::get);
    assertThat(server.asked()).containsExactlyElementsOf(odd);
  }
}
