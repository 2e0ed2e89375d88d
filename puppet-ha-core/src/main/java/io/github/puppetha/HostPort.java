package io.github.puppetha;

import java.util.Locale;

/**
 * A server's name and port, not looked up.
 *
 * @param host name or IPv4 literal, lower case, without a final dot
 * @param port 1 to 65535
 */
public record HostPort(String host, int port) implements Comparable<HostPort> {
  /** The port that Puppet Server listens on. */
  public static final int PUPPET_PORT = 8140;

  /** Takes off the final dot, lowers the case, and checks both parts. */
  public HostPort {
    host = host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
    host = host.toLowerCase(Locale.ROOT);
    if (!host.matches("[a-z0-9_]([a-z0-9_.-]{0,252}[a-z0-9_])?") || host.contains("..")) {
      throw new IllegalArgumentException("not a host name: '" + host + "'");
    }
    if (port < 1 || port > 65535) {
      throw new IllegalArgumentException("not a port (1 to 65535): " + port);
    }
  }

  /** Reads {@code host} or {@code host:port}. */
  public static HostPort parse(String text, int defaultPort) {
    int colon = text.lastIndexOf(':');
    if (colon < 0) {
      return new HostPort(text, defaultPort);
    }
    try {
      return new HostPort(text.substring(0, colon), Integer.parseInt(text.substring(colon + 1)));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("not host:port: '" + text + "'", e);
    }
  }

  @Override
  public int compareTo(HostPort other) {
    int byHost = host.compareTo(other.host);
    return byHost != 0 ? byHost : Integer.compare(port, other.port);
  }

  /** {@code host:port}. */
  @Override
  public String toString() {
    return host + ":" + port;
  }
}
