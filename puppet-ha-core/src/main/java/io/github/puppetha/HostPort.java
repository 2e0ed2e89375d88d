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

  private static final String NAME =
      "(?=.{1,253}$)(?=[a-z0-9_])(?=.*[a-z0-9_]$)[a-z0-9_-]{1,63}(\\.[a-z0-9_-]{1,63})*";

  /** Takes off the final dot, lowers the case, and checks both parts. */
  public HostPort {
    host = host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
    host = host.toLowerCase(Locale.ROOT);
    if (!host.matches(NAME)) {
      throw new IllegalArgumentException(
          "not a host name: '"
              + host
              + "'; it has letters, digits, '-' and '_', in parts of at most 63 with dots between,"
              + " at most 253 together");
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
      throw new IllegalArgumentException(
          "not host:port: '" + text + "'; a port is a number from 1 to 65535", e);
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
