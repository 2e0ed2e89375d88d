package io.github.puppetha.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.puppetha.HostPort;
import io.github.puppetha.soak.Soak;
import io.github.puppetha.testkit.FakeDns;
import io.github.puppetha.testkit.FakeDnsBehaviour;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Many threads select while two DNS servers fail in every way, together or not. */
class FlappingDnsTest {
  private static final String NAME = "_x-puppet._tcp.example.test";
  private static final List<FakeDnsBehaviour> FAILURES =
      List.of(
          new FakeDnsBehaviour.Drop(),
          new FakeDnsBehaviour.ServFail(),
          new FakeDnsBehaviour.Refused(),
          new FakeDnsBehaviour.Garbage(),
          new FakeDnsBehaviour.WrongId(),
          new FakeDnsBehaviour.WrongName("example.com"),
          new FakeDnsBehaviour.Referral(),
          new FakeDnsBehaviour.TruncateWithoutTcp(),
          new FakeDnsBehaviour.Slow(Duration.ofMillis(30)));

  private final Random random = Soak.random(FlappingDnsTest.class);
  private final TestClock clock = new TestClock();

  @Test
  void whoWasKnownIsFoundThroughoutAndWhoWasReplacedIsForgotten() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try (FakeDns one = FakeDns.start();
        FakeDns other = FakeDns.start();
        ServerSelector selector =
            ServerSelector.builder()
                .srvDomain("example.test")
                .dns(
                    DnsServers.of(one.address(), other.address())
                        .within(Duration.ofMillis(20), Duration.ofMillis(60)))
                .clock(clock)
                .probe(Probe.NONE)
                .build()) {
      for (int round = 0; round < Soak.rounds(300); round++) {
        HostPort now = new HostPort("puppet" + round + ".example.test", 8140);
        for (FakeDns dns : List.of(one, other)) {
          dns.clear().ttl(Duration.ofSeconds(60)).srv(NAME, 0, 1, now.port(), now.host());
        }
        untilFound(selector, now, one);
        for (int step = 0; step < 4; step++) {
          one.behaveAlways(FAILURES.get(random.nextInt(FAILURES.size())));
          other.behaveAlways(FAILURES.get(random.nextInt(FAILURES.size())));
          clock.advance(Duration.ofMinutes(random.nextInt(1, 300)));
          assertThat(selections(threads, selector)).as("round %d", round).containsOnly(now);
        }
      }
    } finally {
      threads.shutdownNow();
    }
  }

  /**
   * DNS is well again; that is noticed when what is stale runs out, and the last question to a
   * silent server with it: each look-up of another resolver gives that a moment of real time.
   */
  private void untilFound(ServerSelector selector, HostPort wanted, FakeDns dns) {
    List<HostPort> found = new ArrayList<>();
    for (int i = 0; i < 1000 && !found.contains(wanted); i++) {
      clock.advance(Duration.ofSeconds(61));
      SrvResolver.of(DnsServers.of(dns.address()), clock).lookup(NAME);
      try {
        found.add(selector.select(Service.PUPPET));
      } catch (NoServerException e) {
        assertThat(found).as("only before anything is known").isEmpty();
      }
    }
    assertThat(found).contains(wanted);
  }

  private static List<HostPort> selections(ExecutorService threads, ServerSelector selector)
      throws Exception {
    Callable<HostPort> select = () -> selector.select(Service.PUPPET);
    List<HostPort> selected = new ArrayList<>();
    for (Future<HostPort> future : threads.invokeAll(Collections.nCopies(16, select))) {
      selected.add(future.get());
    }
    return selected;
  }
}
