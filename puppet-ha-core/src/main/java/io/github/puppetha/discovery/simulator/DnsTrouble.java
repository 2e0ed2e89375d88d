package io.github.puppetha.discovery.simulator;

/** What is wrong with every DNS server that an agent asks. */
public enum DnsTrouble {
  /** Nothing. */
  NONE,
  /** They never answer. */
  SILENT,
  /** Nothing listens there: the machine says so at once. */
  PORT_CLOSED,
  /** They answer that they failed (SERVFAIL), or that they do not want to (REFUSED). */
  FAILS
}
