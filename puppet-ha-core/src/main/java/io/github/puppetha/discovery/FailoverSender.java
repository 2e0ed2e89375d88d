package io.github.puppetha.discovery;

import io.github.puppetha.HostPort;
import io.github.puppetha.discovery.NoServerException.Attempt;
import io.github.puppetha.http.PuppetRequest;
import io.github.puppetha.http.PuppetResponse;
import io.github.puppetha.http.Sender;
import io.github.puppetha.http.ServerUnreachableException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Sends each request to a selected server, and to the next when that is safe: always when the
 * server saw nothing of the request or turned it away with Retry-After, else only when the method
 * changes nothing (RFC 9110, 9.2.1).
 */
final class FailoverSender implements Sender {
  private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS");

  private final ServerSelector selector;
  private final Service service;
  private final Function<HostPort, Sender> senders;
  private final Clock clock;

  FailoverSender(
      ServerSelector selector, Service service, Function<HostPort, Sender> senders, Clock clock) {
    this.selector = selector;
    this.service = service;
    this.senders = senders;
    this.clock = clock;
  }

  @Override
  public PuppetResponse send(PuppetRequest request) {
    Set<HostPort> tried = new HashSet<>();
    List<Attempt> attempts = new ArrayList<>();
    PuppetResponse turnedAway = null;
    while (true) {
      HostPort server;
      try {
        server = selector.select(service, tried);
      } catch (NoServerException e) {
        if (turnedAway != null) {
          return turnedAway;
        }
        throw with(attempts, e);
      }
      tried.add(server);
      try {
        PuppetResponse response = senders.apply(server).send(request);
        if (!turnsAway(server, request, response)) {
          return response;
        }
        turnedAway = sooner(turnedAway, response);
      } catch (ServerUnreachableException e) {
        selector.failed(server, message(e));
        if (!e.neverSent() && !SAFE.contains(request.method())) {
          throw e;
        }
        attempts.add(new Attempt(server, message(e)));
      }
    }
  }

  /** Remembers how the server did, and says whether the next one is to be tried. */
  private boolean turnsAway(HostPort server, PuppetRequest request, PuppetResponse response) {
    if (!selector.answered(server, response)) {
      return false;
    }
    return RetryAfter.of(response, clock).isPresent() || SAFE.contains(request.method());
  }

  private PuppetResponse sooner(@Nullable PuppetResponse one, PuppetResponse other) {
    if (one == null) {
      return other;
    }
    Duration never = Duration.ofSeconds(Long.MAX_VALUE);
    Duration first = RetryAfter.of(one, clock).orElse(never);
    return first.compareTo(RetryAfter.of(other, clock).orElse(never)) <= 0 ? one : other;
  }

  private static String message(ServerUnreachableException e) {
    return e.getMessage() == null ? e.toString() : e.getMessage();
  }

  private NoServerException with(List<Attempt> before, NoServerException e) {
    List<Attempt> all = new ArrayList<>(before);
    all.addAll(e.attempts());
    return NoServerException.of(service, all, e.lookups());
  }
}
