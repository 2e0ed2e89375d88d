package io.github.puppetha.discovery.simulator;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * One way in which the search for a server can go.
 *
 * @param attempts who is tried, in order; empty when nobody is known, or when the service was found
 *     before and nobody is asked again
 * @param ending how it ends
 * @param server the server that is chosen, {@code host:port}; empty when none is
 * @param probability how likely this order is, given that the search takes place
 * @param took from the first look-up to the end, apart from what living servers need
 */
public record Order(
    List<Attempt> attempts,
    Ending ending,
    Optional<String> server,
    Probability probability,
    Duration took) {
  /** Copies the list. */
  public Order {
    attempts = List.copyOf(attempts);
  }

  Order with(Probability other) {
    return new Order(attempts, ending, server, other, took);
  }

  /** Who is tried, {@code host:port}, in order. */
  public List<String> servers() {
    return attempts.stream().map(Attempt::server).toList();
  }

  /** Is this server tried or chosen, given as {@code host} or {@code host:port}? */
  public boolean asks(String host) {
    return attempts.stream().anyMatch(attempt -> names(host, attempt.server()));
  }

  /** Is this server chosen, and does it serve? */
  public boolean servedBy(String host) {
    return ending == Ending.SERVED && server.filter(chosen -> names(host, chosen)).isPresent();
  }

  private static boolean names(String wanted, String server) {
    return server.equalsIgnoreCase(wanted)
        || server.substring(0, server.lastIndexOf(':')).equalsIgnoreCase(wanted);
  }

  /** The attempts, the seconds that cost any, and the end. */
  @Override
  public String toString() {
    String tried =
        attempts.stream()
            .map(
                a ->
                    a.server()
                        + " "
                        + a.result()
                        + (a.took().isZero() ? "" : " " + Seconds.of(a.took())))
            .collect(Collectors.joining(" > "));
    String end = ending == Ending.SERVED ? server.orElse("") : ending.toString();
    return tried.isEmpty() ? end : tried + " = " + end;
  }
}
