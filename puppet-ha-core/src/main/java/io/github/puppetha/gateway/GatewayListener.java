package io.github.puppetha.gateway;

import io.github.puppetha.HostPort;

/** Hears what a gateway does, for logs and metrics. Called by many threads; must not block. */
public interface GatewayListener {
  /** Hears nothing. */
  GatewayListener NONE = new GatewayListener() {};

  /** A request was answered. */
  default void served(ServedRequest request) {}

  /**
   * A server or gateway did not answer, or said that it is too busy, and is tried last for a while.
   *
   * @param reason one sentence
   */
  default void passedOver(HostPort server, String reason) {}

  /**
   * A run could not simply be kept at one revision.
   *
   * @param certname whose run
   * @param detail one sentence
   */
  default void pinning(PinEvent event, String certname, String detail) {}
}
