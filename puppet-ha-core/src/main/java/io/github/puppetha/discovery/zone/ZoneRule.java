package io.github.puppetha.discovery.zone;

import io.github.puppetha.Severity;
import java.util.Locale;

/** What {@link ZoneCheck} finds, each with what triggers it. */
public enum ZoneRule {
  /** A set is not there at all: no {@code _x-puppet._tcp.ams.example.com}. */
  MISSING_SET(Severity.ERROR),
  /** A server or gateway of the topology has no record in a set that is there. */
  MISSING_RECORD(Severity.ERROR),
  /** A record has another priority or weight than the topology gives it. */
  WRONG_RECORD(Severity.ERROR),
  /** A record names a server that the topology does not have in that set. */
  UNWANTED_RECORD(Severity.ERROR),
  /**
   * {@code _x-puppet} has records and {@code _x-puppet-ca} has none: agents send certificate
   * requests to compilers, whatever {@code ca_server} says.
   */
  NO_CA_SET(Severity.ERROR),
  /**
   * {@code _x-puppet-report} or {@code _x-puppet-fileserver} has records, which hide {@code
   * _x-puppet}.
   */
  HIDES_GENERIC(Severity.WARNING),
  /** A record's target is {@code .}: every agent that meets it ends its run. */
  NOT_OFFERED(Severity.ERROR),
  /** The time to live is longer than the topology says, or is low though nothing is drained. */
  TTL(Severity.WARNING),
  /** A record is out because a person drained its server, or because it was not well. */
  TAKEN_OUT(Severity.INFO),
  /** A target has no address. */
  NO_ADDRESS(Severity.ERROR),
  /** An authoritative server cannot be asked. */
  SILENT(Severity.ERROR),
  /** Authoritative servers have different versions of the records. */
  SERVERS_DIFFER(Severity.WARNING);

  private final Severity severity;

  ZoneRule(Severity severity) {
    this.severity = severity;
  }

  /** {@code dns/…}. */
  public String id() {
    return "dns/" + name().toLowerCase(Locale.ROOT);
  }

  /** How grave it is. */
  public Severity severity() {
    return severity;
  }
}
