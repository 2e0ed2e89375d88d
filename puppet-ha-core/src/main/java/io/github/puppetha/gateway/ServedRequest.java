package io.github.puppetha.gateway;

import io.github.puppetha.HostPort;
import io.github.puppetha.http.PuppetPaths;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One request that the gateway answered; told just before the client has all of the answer.
 *
 * @param client certname of the client, or null when it showed no certificate
 * @param method HTTP method
 * @param kind what the path is; {@link PuppetPaths.Kind#OTHER} also for refused ones
 * @param target path and query as the client sent them
 * @param status what the client got; 0 when the connection broke off under way
 * @param server who gave the answer, or null when the gateway itself did
 * @param passedOver who was tried before and did not answer
 * @param millis from the request's head to the last piece of the answer
 */
public record ServedRequest(
    @Nullable String client,
    String method,
    PuppetPaths.Kind kind,
    String target,
    int status,
    @Nullable HostPort server,
    List<HostPort> passedOver,
    long millis) {
  /** Copies the list. */
  public ServedRequest {
    passedOver = List.copyOf(passedOver);
  }
}
