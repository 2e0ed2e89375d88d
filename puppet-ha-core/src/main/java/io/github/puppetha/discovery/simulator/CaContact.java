package io.github.puppetha.discovery.simulator;

/** What an agent wants of the CA in a run. */
public enum CaContact {
  /** Nothing: it has its certificates, and they are fresh. */
  NONE,
  /** Everything: CA certificate, list of revoked ones, its own certificate. */
  FIRST,
  /** CA certificate and list of revoked ones are a day old, which Puppet 7 does not mind. */
  REFRESH
}
