package io.github.puppetha.benchmarks;

import io.github.puppetha.HostPort;
import io.github.puppetha.discovery.DnsServers;
import io.github.puppetha.discovery.HealthCheck;
import io.github.puppetha.discovery.Probe;
import io.github.puppetha.discovery.ServerSelector;
import io.github.puppetha.discovery.ServerSelectorBuilder;
import io.github.puppetha.discovery.Service;
import io.github.puppetha.http.HttpTransport;
import io.github.puppetha.testkit.FakeDns;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** How long it takes to choose a server, of three by SRV, one of which drops packets. */
@State(Scope.Benchmark)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
public class SelectionBenchmark {
  private final FakeDns dns = FakeDns.start();
  private final HttpTransport transport = HttpTransport.builder().unverified().build();
  private final HealthCheck check = HealthCheck.builder().transport(transport).build();
  private ServerSelector warm = selector();
  private ServerSelector graded = selector();

  /** For JMH. */
  public SelectionBenchmark() {}

  /** Records for three servers, and one selector that has chosen before. */
  @Setup
  public void records() {
    for (int i = 1; i <= 3; i++) {
      dns.srv("_x-puppet._tcp.example.test", 0, 10, 8140, "puppet" + i + ".example.test");
    }
    warm.close();
    warm = selector();
    warm.select(Service.PUPPET);
    graded.close();
    graded = builder().health(check).build();
    graded.select(Service.PUPPET);
  }

  /** Ends what the benchmark started. */
  @TearDown
  public void close() {
    warm.close();
    graded.close();
    check.close();
    transport.close();
    dns.close();
  }

  /** With a selector that knows its servers. */
  @Benchmark
  @BenchmarkMode(Mode.AverageTime)
  @OutputTimeUnit(TimeUnit.NANOSECONDS)
  public HostPort cached() {
    return warm.select(Service.PUPPET);
  }

  /** The same, with graded health heeded. */
  @Benchmark
  @BenchmarkMode(Mode.AverageTime)
  @OutputTimeUnit(TimeUnit.NANOSECONDS)
  public HostPort cachedWithHealth() {
    return graded.select(Service.PUPPET);
  }

  /** With a new selector: SRV look-up, a probe, and the next one beside it when it is silent. */
  @Benchmark
  @BenchmarkMode(Mode.AverageTime)
  @OutputTimeUnit(TimeUnit.MILLISECONDS)
  public HostPort cold() {
    try (ServerSelector selector = selector()) {
      return selector.select(Service.PUPPET);
    }
  }

  private ServerSelector selector() {
    return builder().build();
  }

  private ServerSelectorBuilder builder() {
    return ServerSelector.builder()
        .srvDomain("example.test")
        .dns(DnsServers.of(dns.address()))
        .probe(silentFirst())
        .trust(Duration.ofHours(1));
  }

  private static Probe silentFirst() {
    return (server, timeout) -> {
      if (server.host().startsWith("puppet1")) {
        new CountDownLatch(1).await(timeout.toMillis(), TimeUnit.MILLISECONDS);
        throw new java.net.SocketTimeoutException("no answer");
      }
    };
  }
}
