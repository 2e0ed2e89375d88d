package io.github.puppetha.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.puppetha.HostPort;
import io.github.puppetha.http.HttpTransport;
import io.github.puppetha.http.PuppetPaths;
import io.github.puppetha.http.PuppetRequest;
import io.github.puppetha.http.ServerUnreachableException;
import io.github.puppetha.testkit.FakeMaster;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/**
 * Faults of a network, caused by packet filters. Runs in a network namespace of its own, where all
 * of 127.0.0.0/8 is free; prints a line for each scenario, {@code ok NAME} or {@code failed NAME
 * WHY}. Four servers of rising priority are at 127.0.0.2 to 127.0.0.5, the first at fd00::2 too.
 */
final class OnIsland {
  private static final int PORT = 8140;
  private static final int SERVERS = 4;
  private static final Duration PROBE_TIMEOUT = Duration.ofSeconds(20);

  /** Far more than it takes, far less than a probe's time-out. */
  private static final Duration SOON = PROBE_TIMEOUT.dividedBy(8);

  private static final String SYN_SENT = "02";

  private final FakeMaster master =
      FakeMaster.builder()
          .name("s1.example.test")
          .dnsAltNames("s2.example.test", "s3.example.test", "s4.example.test")
          .start();
  private final List<Relay> relays = new ArrayList<>();

  /** Prints what came of each scenario. */
  public static void main(String[] arguments) throws Exception {
    run("ip", "-6", "addr", "add", "fd00::2/128", "dev", "lo", "nodad");
    OnIsland island = new OnIsland();
    island.open();
    Map<String, Scenario> all = new LinkedHashMap<>();
    outcome("classes are loaded", () -> island.dropped(0));
    for (int dead = 0; dead < SERVERS; dead++) {
      int count = dead;
      all.put(dead + " of 4 servers drop packets", () -> island.dropped(count));
    }
    all.put("answers are lost, one way only", island::answersAreLost);
    all.put("answers are lost once connected", island::answersAreLostOnceConnected);
    all.put("connections are reset", island::connectionsAreReset);
    all.put("connections are reset once there is data", island::resetOnceThereIsData);
    all.put("IPv6 is a black hole", island::ipv6IsABlackHole);
    all.put("IPv6 is a black hole, without a selection", island::ipv6WithoutSelection);
    all.put("a server is cut off between two requests", island::cutOffBetweenRequests);
    all.put("three packets of ten are lost", island::manyPacketsAreLost);
    for (Map.Entry<String, Scenario> each : all.entrySet()) {
      System.out.println(outcome(each.getKey(), each.getValue()));
    }
    System.exit(0);
  }

  private interface Scenario {
    void run() throws Exception;
  }

  private static String outcome(String name, Scenario scenario) throws Exception {
    long begun = System.nanoTime();
    try {
      scenario.run();
      long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun);
      return "ok\t" + name + "\t" + millis + " ms";
    } catch (Exception | AssertionError e) {
      String why = String.valueOf(e.getMessage()).replaceAll("\\s+", " ");
      return "failed\t" + name + "\t" + e.getClass().getSimpleName() + ": " + why;
    } finally {
      filter();
    }
  }

  private void open() throws IOException {
    for (int i = 1; i <= SERVERS; i++) {
      relays.add(relay("127.0.0." + (i + 1)));
    }
    relays.add(relay("fd00::2"));
  }

  private Relay relay(String address) throws IOException {
    return Relay.open(
        new InetSocketAddress(InetAddress.getByName(address), PORT),
        master.socketAddress(),
        Duration.ZERO);
  }

  private static HostPort server(int number) {
    return new HostPort("s" + number + ".example.test", PORT);
  }

  private static List<InetAddress> addresses(String host, boolean both) throws IOException {
    int number = number(new HostPort(host, PORT));
    InetAddress four = InetAddress.getByName("127.0.0." + (number + 1));
    return both && number == 1 ? List.of(InetAddress.getByName("fd00::2"), four) : List.of(four);
  }

  private HttpTransport transport(boolean both) {
    return HttpTransport.builder()
        .trust(master.trust())
        .resolver(
            host -> {
              try {
                return addresses(host, both);
              } catch (IOException e) {
                throw new IllegalStateException(e);
              }
            })
        .connectTimeout(PROBE_TIMEOUT)
        .readTimeout(Duration.ofSeconds(2))
        .build();
  }

  private ServerSelector selector(HttpTransport transport) {
    return selector(transport, SERVERS);
  }

  private ServerSelector selector(HttpTransport transport, int count) {
    List<WeightedServer> servers = new ArrayList<>();
    for (int i = 1; i <= count; i++) {
      servers.add(new WeightedServer(server(i), i, 1));
    }
    return ServerSelector.builder()
        .fallback(servers)
        .transport(transport)
        .probe(Probe.tls(transport))
        .probeTimeout(PROBE_TIMEOUT)
        .random(new Random(1))
        .build();
  }

  /** A cold selection gets one that is not dead soon, and leaves no socket behind. */
  private void selectsPast(int dead) throws IOException {
    try (HttpTransport transport = transport(false);
        ServerSelector selector = selector(transport)) {
      long begun = System.nanoTime();
      assertThat(number(selector.select(Service.PUPPET))).isGreaterThan(dead);
      assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(SOON);
      assertThatSoonNoneIsConnecting();
      assertThat(number(selector.candidates(Service.PUPPET).get(0)))
          .as("remembered")
          .isGreaterThan(dead);
    }
  }

  private static int number(HostPort server) {
    return server.host().charAt(1) - '0';
  }

  private void dropped(int dead) throws Exception {
    List<String> rules = new ArrayList<>();
    for (int i = 1; i <= dead; i++) {
      rules.add("ip daddr 127.0.0." + (i + 1) + " tcp dport " + PORT + " drop");
    }
    filter(rules.toArray(String[]::new));
    selectsPast(dead);
  }

  private void answersAreLost() throws Exception {
    filter("ip saddr 127.0.0.2 tcp sport 8140 drop");
    selectsPast(1);
  }

  private void answersAreLostOnceConnected() throws Exception {
    filter("ip saddr 127.0.0.2 tcp sport 8140 tcp flags & syn == 0 drop");
    selectsPast(1);
    assertThat(relays.get(0).accepted()).as("it took connections").isPositive();
  }

  private void connectionsAreReset() throws Exception {
    filter("ip daddr 127.0.0.2 tcp dport 8140 reject with tcp reset");
    selectsPast(1);
  }

  private void resetOnceThereIsData() throws Exception {
    filter("ip daddr 127.0.0.2 tcp dport 8140 tcp flags & psh != 0 reject with tcp reset");
    selectsPast(1);
  }

  /** The server is there by IPv4, so it is the one that is selected. */
  private void ipv6IsABlackHole() throws Exception {
    filter("ip6 daddr fd00::2 drop");
    try (HttpTransport transport = transport(true);
        ServerSelector selector = selector(transport, 1)) {
      long begun = System.nanoTime();
      assertThat(selector.select(Service.PUPPET)).isEqualTo(server(1));
      assertThat(selector.send(PuppetRequest.get(PuppetPaths.STATUS)).text()).isEqualTo("running");
      assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(SOON);
      assertThatSoonNoneIsConnecting();
    }
  }

  private void ipv6WithoutSelection() throws Exception {
    filter("ip6 daddr fd00::2 drop");
    try (HttpTransport transport = transport(true)) {
      long begun = System.nanoTime();
      assertThat(transport.to(server(1)).send(PuppetRequest.get(PuppetPaths.STATUS)).text())
          .isEqualTo("running");
      assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(SOON);
    }
  }

  /** A GET moves on; a POST that may have been seen does not, and the next request does. */
  private void cutOffBetweenRequests() throws Exception {
    PuppetRequest get = PuppetRequest.get(PuppetPaths.STATUS);
    PuppetRequest post = PuppetRequest.post(PuppetPaths.STATUS, "text/plain", "x");
    try (HttpTransport transport = transport(false);
        ServerSelector selector = selector(transport)) {
      assertThat(selector.send(get).ok()).isTrue();
      filter("ip daddr 127.0.0.2 tcp dport 8140 drop");
      assertThatThrownBy(() -> selector.send(post))
          .isInstanceOf(ServerUnreachableException.class)
          .hasMessageContaining("no answer in time");
      assertThat(selector.send(get).ok()).as("by the second").isTrue();
      assertThat(selector.select(Service.PUPPET)).isNotEqualTo(server(1));
    }
    filter();
    try (HttpTransport transport = transport(false);
        ServerSelector selector = selector(transport)) {
      assertThat(selector.send(get).ok()).isTrue();
      filter("ip daddr 127.0.0.2 tcp dport 8140 drop");
      assertThat(selector.send(get).ok()).as("a GET that got no answer").isTrue();
      assertThat(selector.select(Service.PUPPET)).isNotEqualTo(server(1));
    }
  }

  /** Whatever is lost, a server that answers is selected. */
  private void manyPacketsAreLost() throws Exception {
    filter("tcp dport 8140 numgen random mod 100 < 30 drop");
    for (int i = 0; i < 5; i++) {
      try (HttpTransport transport = transport(false);
          ServerSelector selector = selector(transport)) {
        assertThat(selector.select(Service.PUPPET).host()).endsWith(".example.test");
      }
    }
  }

  /** Losers close their sockets when they are interrupted, which is just before or after. */
  private static void assertThatSoonNoneIsConnecting() throws IOException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(5);
    while (connecting() > 0) {
      assertThat(System.nanoTime()).as("a socket still connects").isLessThan(end);
    }
  }

  private static long connecting() throws IOException {
    long found = 0;
    for (String table : List.of("/proc/net/tcp", "/proc/net/tcp6")) {
      for (String line : Files.readAllLines(Path.of(table))) {
        found += line.trim().split("\\s+")[3].equals(SYN_SENT) ? 1 : 0;
      }
    }
    return found;
  }

  /** Filters what comes in over the loopback interface by these rules, and no others. */
  private static void filter(String... rules) throws Exception {
    run("nft", "flush ruleset");
    if (rules.length > 0) {
      run(
          "nft",
          "table inet test {\nchain input {\ntype filter hook input priority 0; policy accept;\n"
              + String.join("\n", rules)
              + "\n}\n}\n");
    }
  }

  private static void run(String... command) throws Exception {
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.INHERIT)
            .start();
    if (process.waitFor() != 0) {
      throw new IOException(String.join(" ", command) + " failed");
    }
  }
}
