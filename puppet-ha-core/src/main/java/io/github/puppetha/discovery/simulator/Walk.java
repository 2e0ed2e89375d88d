package io.github.puppetha.discovery.simulator;

import io.github.puppetha.discovery.Service;
import java.util.List;

/**
 * One search for a server in the course of a run.
 *
 * @param service what a server is sought for
 * @param purpose what the run wants of it
 * @param reached how likely the run comes to it
 * @param orders every way in which it can go, the likeliest first
 * @param unlisted the probability of those that are not listed, because they are too many: those of
 *     six servers that are all tried are just listed, with seven no longer all
 */
public record Walk(
    Service service,
    Purpose purpose,
    Probability reached,
    List<Order> orders,
    Probability unlisted) {
  /** How many orders are listed at most. */
  public static final int MOST_ORDERS = 720;

  /** What the run wants. */
  public enum Purpose {
    /** Certificates, at first contact. */
    CERTIFICATES("certificates"),
    /** A fresh CA certificate. */
    CA_REFRESH("CA refresh"),
    /** A fresh list of revoked certificates. */
    CRL_REFRESH("CRL refresh"),
    /** One server of {@code server_list} for everything. */
    SELECTION("selection"),
    /** Its environment, when it does not know it from the last run. */
    NODE("node"),
    /** Plugins, and later files. */
    PLUGINS("plugins"),
    /** The catalog. */
    CATALOG("catalog"),
    /** Where the report goes. */
    REPORT("report");

    private final String title;

    Purpose(String title) {
      this.title = title;
    }

    @Override
    public String toString() {
      return title;
    }
  }

  /** Copies the list. */
  public Walk {
    orders = List.copyOf(orders);
  }
}
