package io.github.puppetha.discovery.monitor;

import io.github.puppetha.discovery.zone.ZoneContent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hears what a {@link DnsMonitor} does, in its thread. What is not overridden is logged. */
public interface MonitorListener {
  /** Logs everything. */
  MonitorListener LOGGED = new MonitorListener() {};

  /** The zone was read, as it is in each round. Does nothing. */
  default void read(ZoneContent zone) {}

  /** A record was changed, and the primary has said so. */
  default void done(Deed deed) {
    log().warn("{}", deed.inWords());
  }

  /**
   * The lease was taken or lost.
   *
   * @param domain whose records it is about
   * @param held whether this monitor may change them from now on
   */
  default void holds(String domain, boolean held) {
    log().info("{} of DNS records of {}", held ? "taking care" : "no longer taking care", domain);
  }

  /** DNS does not say what it should, and is left alone. */
  default void raised(DnsAlarm alarm) {
    log().error("{}", alarm.message());
  }

  /** That is over. */
  default void cleared(DnsAlarm alarm) {
    log().info("over: {}", alarm.message());
  }

  private static Logger log() {
    return LoggerFactory.getLogger(DnsMonitor.class);
  }
}
