package io.github.puppetha.interop;

/** A Puppet release that the install script brings, each in a Debian tree of its own. */
enum Release {
  /** Puppet Server 7.9, agent 7.23 and BIND. */
  PUPPET7("puppet7", "puppet 7"),
  /** Puppet Server 8.7 and agent 8.10. */
  PUPPET8("puppet8", "puppet 8"),
  /** The OpenVox 9 agent; there is no server. */
  OPENVOX9("openvox9", "openvox 9");

  private final String part;
  private final String title;

  Release(String part, String title) {
    this.part = part;
    this.title = title;
  }

  /** The name of its directory among the installed parts. */
  String part() {
    return part;
  }

  @Override
  public String toString() {
    return title;
  }
}
