package io.github.puppetha.gateway;

import io.github.puppetha.HostPort;
import java.util.List;

/**
 * Where requests may go. Asked for each request, by several threads at once, so it must answer at
 * once; the lists may change from call to call and may be empty.
 */
public interface Routes {
  /** The site's servers that may serve now, the best first. */
  List<HostPort> servers();

  /** The other sites' gateways, the best first: for when none of the servers answers. */
  List<HostPort> gateways();

  /** The site's servers that should not serve now: used only when nobody else answers. */
  default List<HostPort> behind() {
    return List.of();
  }

  /**
   * The CA, or what stands in for it, the best first. Another site's gateway, which is to be among
   * {@link #gateways()}, asks the CA for us.
   */
  List<HostPort> ca();

  /** Routes that never change. */
  static Routes of(List<HostPort> servers, List<HostPort> gateways, List<HostPort> ca) {
    record Fixed(List<HostPort> servers, List<HostPort> gateways, List<HostPort> ca)
        implements Routes {}
    return new Fixed(List.copyOf(servers), List.copyOf(gateways), List.copyOf(ca));
  }
}
