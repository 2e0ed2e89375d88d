package io.github.puppetha.discovery;

import io.github.puppetha.HostPort;

/**
 * Says whether a server may serve; one that is behind on code, or is being drained, may not. Asked
 * for each server at each selection, by any thread, so it must answer at once from what it knows.
 */
@FunctionalInterface
public interface Eligibility {
  /** Every server may. */
  Eligibility ALL = server -> true;

  /** May this server serve now? */
  boolean mayServe(HostPort server);
}
