package io.github.puppetha.discovery;

/** What an agent looks a server up for; each has its own SRV records (RFC 2782). */
public enum Service {
  /** Catalogs, facts, environments, and whatever has no records of its own. */
  PUPPET("_x-puppet._tcp"),
  /** Certificates. */
  CA("_x-puppet-ca._tcp"),
  /** Reports. */
  REPORT("_x-puppet-report._tcp"),
  /** File metadata and content. */
  FILESERVER("_x-puppet-fileserver._tcp");

  private final String prefix;

  Service(String prefix) {
    this.prefix = prefix;
  }

  /** The name of this service's SRV records in a domain, without a final dot. */
  public String srvName(String domain) {
    return prefix + "." + domain;
  }
}
