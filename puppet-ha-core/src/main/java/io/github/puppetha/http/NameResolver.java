package io.github.puppetha.http;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/** Turns host names into addresses. Implementations may be called from several threads at once. */
@FunctionalInterface
public interface NameResolver {
  /**
   * Looks a host up.
   *
   * @param host name or address literal
   * @return its addresses in the order to try them, at least one
   * @throws UnknownHostException when there is none; the message names the host
   */
  List<InetAddress> resolve(String host) throws UnknownHostException;

  /** Asks the operating system. */
  static NameResolver system() {
    return host -> List.of(InetAddress.getAllByName(host));
  }
}
