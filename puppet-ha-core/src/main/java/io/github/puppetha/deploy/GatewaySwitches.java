package io.github.puppetha.deploy;

import io.github.puppetha.HostPort;
import io.github.puppetha.http.PuppetResponse;
import io.github.puppetha.http.Sender;
import io.github.puppetha.http.SwitchNotice;
import io.github.puppetha.http.TreeNames;
import io.github.puppetha.io.Threads;
import io.github.puppetha.topology.GatewayNode;
import io.github.puppetha.topology.Site;
import io.github.puppetha.topology.Topology;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/**
 * Tells a server's switches to the gateways that send requests to it: those of its own site, as
 * other sites' gateways reach it through these. One that cannot be reached is passed over, in
 * {@link #PATIENCE} at most. Safe for several threads.
 */
public final class GatewaySwitches implements Switches {
  /** How long a gateway that does not answer is waited for. */
  public static final Duration PATIENCE = Duration.ofSeconds(2);

  private static final Duration RENEWAL = Duration.ofSeconds(2);

  private final Map<HostPort, UnderWay> underWay = new ConcurrentHashMap<>();
  private final Topology topology;
  private final Function<HostPort, Sender> senders;

  /**
   * For all servers of a topology.
   *
   * @param senders how each gateway is reached, with a certificate that the gateways' topology
   *     names
   */
  public GatewaySwitches(Topology topology, Function<HostPort, Sender> senders) {
    this.topology = topology;
    this.senders = senders;
  }

  @Override
  public Optional<String> begin(HostPort server, Map<String, String> trees) {
    return begin(server, trees, false);
  }

  @Override
  public Optional<String> begin(HostPort server, Map<String, String> trees, boolean ruby) {
    Optional<String> missed = tell(server, SwitchNotice.Event.BEGIN, trees, ruby);
    CountDownLatch ended = new CountDownLatch(1);
    Thread renewal =
        Threads.daemons("puppet-ha-switch-" + server)
            .newThread(() -> renew(server, trees, ruby, ended));
    underWay.put(server, new UnderWay(ended, renewal));
    renewal.start();
    return missed;
  }

  @Override
  public Optional<String> end(HostPort server, Map<String, String> trees) {
    return end(server, trees, false);
  }

  @Override
  public Optional<String> end(HostPort server, Map<String, String> trees, boolean ruby) {
    UnderWay mine = underWay.remove(server);
    if (mine != null) {
      mine.stop();
    }
    return tell(server, SwitchNotice.Event.END, trees, ruby);
  }

  /** A switch that takes longer than a gateway's lease is told again and again until it is over. */
  private void renew(
      HostPort server, Map<String, String> trees, boolean ruby, CountDownLatch ended) {
    try {
      while (!ended.await(RENEWAL.toMillis(), TimeUnit.MILLISECONDS)) {
        tell(server, SwitchNotice.Event.BEGIN, trees, ruby);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private record UnderWay(CountDownLatch ended, Thread renewal) {
    void stop() {
      ended.countDown();
      try {
        renewal.join(PATIENCE.toMillis());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private Optional<String> tell(
      HostPort server, SwitchNotice.Event event, Map<String, String> trees, boolean ruby) {
    Map<String, String> known = new TreeMap<>(trees);
    known.entrySet().removeIf(entry -> !TreeNames.isOf(entry.getKey(), entry.getValue()));
    SwitchNotice notice = new SwitchNotice(event, server, known, ruby);
    Map<HostPort, CompletableFuture<PuppetResponse>> told = new LinkedHashMap<>();
    for (GatewayNode gateway : gateways(server)) {
      told.put(gateway.address(), tell(gateway.address(), notice));
    }
    List<String> missed = new ArrayList<>();
    told.forEach(
        (gateway, answer) -> {
          try {
            answer.join();
          } catch (CompletionException e) {
            missed.add(gateway + " (" + reason(e.getCause()) + ")");
          }
        });
    return missed.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "not told of the switch: "
                + String.join(", ", missed)
                + "; agents behind may have got a mixed catalog");
  }

  private CompletableFuture<PuppetResponse> tell(HostPort gateway, SwitchNotice notice) {
    return Threads.start("puppet-ha-switch-" + gateway, () -> answer(gateway, notice))
        .orTimeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
  }

  private PuppetResponse answer(HostPort gateway, SwitchNotice notice) {
    PuppetResponse answer = senders.apply(gateway).send(notice.request());
    if (answer.status() != 204) {
      throw new IllegalStateException(refusal(answer));
    }
    return answer;
  }

  private static String refusal(PuppetResponse answer) {
    return answer.status() == 403
        ? "it refused: add this certname to deploy.deployers in its puppet-ha.yaml"
        : "it answered " + answer.status();
  }

  private static String reason(Throwable failure) {
    return failure instanceof TimeoutException
        ? "no answer in " + PATIENCE.toSeconds() + " s"
        : String.valueOf(failure.getMessage());
  }

  private List<GatewayNode> gateways(HostPort server) {
    return topology.siteOf(server).map(Site::gateways).orElse(List.of());
  }
}
