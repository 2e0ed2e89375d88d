package io.github.puppetha.http;

import io.github.puppetha.HostPort;
import io.github.puppetha.PuppetHaException;
import org.jspecify.annotations.Nullable;

/** A server gave no answer, or not a whole one. */
public class ServerUnreachableException extends PuppetHaException {
  private static final long serialVersionUID = 1L;

  /** How far it came. */
  public enum Stage {
    /** The name could not be looked up, or no address took a connection in time. */
    CONNECT,
    /** Connected, but the TLS handshake failed or did not end in time. */
    TLS,
    /** Sent, in part at least; the server closed the connection without an answer. */
    CLOSED,
    /** Sent; no answer came in time. */
    TIMEOUT,
    /** An answer began and then broke off. */
    PARTIAL
  }

  private final transient HostPort server;
  private final Stage stage;

  /**
   * Nobody answered.
   *
   * @param server who was asked
   * @param stage how far it came
   * @param message what was asked and what happened
   * @param cause what the network said, or null
   */
  public ServerUnreachableException(
      HostPort server, Stage stage, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.server = server;
    this.stage = stage;
  }

  /** A server that could not be reached at all. */
  public ServerUnreachableException(HostPort server, String message, @Nullable Throwable cause) {
    this(server, Stage.CONNECT, message, cause);
  }

  /** Who was asked. */
  public HostPort server() {
    return server;
  }

  /** How far it came. */
  public Stage stage() {
    return stage;
  }

  /** Is it certain that the server saw nothing of the request? */
  public boolean neverSent() {
    return stage == Stage.CONNECT || stage == Stage.TLS;
  }
}
