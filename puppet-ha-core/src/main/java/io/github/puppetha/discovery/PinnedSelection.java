package io.github.puppetha.discovery;

import io.github.puppetha.HostPort;
import io.github.puppetha.http.PuppetRequest;
import io.github.puppetha.http.PuppetResponse;
import io.github.puppetha.http.Sender;
import io.github.puppetha.http.ServerUnreachableException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One selection, kept for a whole run: all of its requests meet the same server, so that plugins,
 * catalog and files come from one place. It never moves on, whatever the server does; how it does
 * is remembered for the selections after it. A run that lost its server begins anew with another
 * {@link ServerSelector#pin}. Safe for use by several threads.
 */
public final class PinnedSelection implements Sender {
  private final ServerSelector selector;
  private final HostPort server;
  private final @Nullable Function<HostPort, Sender> senders;

  PinnedSelection(
      ServerSelector selector, HostPort server, @Nullable Function<HostPort, Sender> senders) {
    this.selector = selector;
    this.server = server;
    this.senders = senders;
  }

  /** The server of this run. */
  public HostPort server() {
    return server;
  }

  /**
   * Sends to the server of this run, once.
   *
   * @throws ServerUnreachableException when it did not answer
   * @throws IllegalStateException when the selector was built without {@code senders}
   */
  @Override
  public PuppetResponse send(PuppetRequest request) {
    try {
      PuppetResponse response = ServerSelector.needed(senders).apply(server).send(request);
      selector.answered(server, response);
      return response;
    } catch (ServerUnreachableException e) {
      selector.failed(server, String.valueOf(e.getMessage()));
      throw e;
    }
  }
}
