package io.github.puppetha.discovery.simulator;

import io.github.puppetha.discovery.Service;
import java.util.List;

/**
 * What {@link io.github.puppetha.discovery.ServerSelector} would choose for a service, cold, from
 * the same records and settings, probing TLS and status.
 *
 * @param service what a server is sought for
 * @param orders every way in which it can go, the likeliest first
 * @param unlisted as in {@link Walk}
 */
public record Selection(Service service, List<Order> orders, Probability unlisted) {
  /** Copies the list. */
  public Selection {
    orders = List.copyOf(orders);
  }
}
