package io.github.puppetha.gateway;

/** What happened to a run that the gateway keeps at one revision; for logs and metrics. */
public enum PinEvent {
  /** Which revision a request is of is not known: it was asked as the agent asked it. */
  UNPINNED,
  /** A switch overtook a compile: the catalog was thrown away. */
  THROWN_AWAY,
  /** The catalog is of another revision than the plugins: the agent was sent back to sync them. */
  SYNCED_AGAIN,
  /** The catalog is of another revision than the plugins, and the agent got it nevertheless. */
  MIXED
}
