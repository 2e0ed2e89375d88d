package io.github.puppetha.discovery.simulator;

/** What is wrong with a server, or with one address of it. */
public enum Trouble {
  /** Nothing listens: a connection is refused at once. */
  REFUSED,
  /** Packets vanish: a connection is never answered. */
  DROPS,
  /** The network says at once that there is no way. */
  UNREACHABLE,
  /** It takes the connection and says nothing more. */
  HANGS_AFTER_ACCEPT,
  /** It takes the connection and ends it, or speaks no TLS. */
  NO_TLS,
  /** TLS is well, no request is ever answered. */
  HANGS_AFTER_TLS,
  /** Its status is 503; everything else is answered. */
  STATUS_503,
  /** It answers every request with 503, without {@code Retry-After}. */
  ALL_503,
  /** Its certificate has ended, has another name, is revoked or comes from another CA. */
  WRONG_CERTIFICATE
}
