package io.github.puppetha.discovery;

import io.github.puppetha.HostPort;
import io.github.puppetha.http.ServerUnreachableException;
import java.util.List;
import java.util.stream.Collectors;

/**
 * No server can be had for a service: none is known, or none answers. The message names the DNS
 * names asked, each server tried, and why it was not used.
 */
public class NoServerException extends ServerUnreachableException {
  private static final long serialVersionUID = 1L;

  /**
   * A server that was tried, or passed over.
   *
   * @param server who
   * @param why why it was not used
   */
  public record Attempt(HostPort server, String why) {}

  private final Service service;
  private final transient List<Attempt> attempts;
  private final transient List<SrvAnswer> lookups;

  private NoServerException(
      HostPort about, String message, Service service, List<Attempt> tried, List<SrvAnswer> asked) {
    super(about, message, null);
    this.service = service;
    this.attempts = List.copyOf(tried);
    this.lookups = List.copyOf(asked);
  }

  static NoServerException of(Service service, List<Attempt> attempts, List<SrvAnswer> lookups) {
    HostPort about =
        attempts.isEmpty()
            ? new HostPort(
                lookups.isEmpty() ? "no-server-known" : lookups.get(0).name(), HostPort.PUPPET_PORT)
            : attempts.get(0).server();
    return new NoServerException(
        about, message(service, attempts, lookups), service, attempts, lookups);
  }

  private static String message(Service service, List<Attempt> attempts, List<SrvAnswer> lookups) {
    String asked =
        lookups.isEmpty()
            ? "DNS was not asked"
            : lookups.stream()
                .map(answer -> answer.name() + ": " + answer.inWords())
                .collect(Collectors.joining("; ", "DNS said: ", ""));
    if (attempts.isEmpty()) {
      return "no server is known for "
          + service
          + ". "
          + asked
          + ". Add SRV records that name reachable servers, or list the site's servers";
    }
    String tried =
        attempts.stream()
            .map(attempt -> attempt.server() + ": " + attempt.why())
            .collect(Collectors.joining("; "));
    return "no server for "
        + service
        + " can be used. Tried: "
        + tried
        + ". "
        + asked
        + ". Check that one of these servers runs, and that this machine reaches it by that name"
        + " and port";
  }

  /** What a server was wanted for. */
  public Service service() {
    return service;
  }

  /** Every server that was tried or passed over, in that order; empty when none is known. */
  public List<Attempt> attempts() {
    return attempts;
  }

  /** The SRV names asked for and what DNS said; empty when there is no domain to ask about. */
  public List<SrvAnswer> lookups() {
    return lookups;
  }
}
