package io.github.puppetha.discovery.simulator;

/** An agent whose way of choosing servers is known, by its major version. */
public enum AgentVersion {
  /** Puppet 7. */
  PUPPET_7("Puppet 7"),
  /** Puppet 8. It also asks the CA for fresh certificates and lists of revoked ones, once a day. */
  PUPPET_8("Puppet 8"),
  /** OpenVox 9: as Puppet 8, but it chooses nothing unless {@code server} is set. */
  OPENVOX_9("OpenVox 9");

  private final String title;

  AgentVersion(String title) {
    this.title = title;
  }

  boolean needsServerSetting() {
    return this == OPENVOX_9;
  }

  boolean refreshesCa() {
    return this != PUPPET_7;
  }

  @Override
  public String toString() {
    return title;
  }
}
