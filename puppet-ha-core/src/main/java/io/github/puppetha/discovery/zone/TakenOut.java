package io.github.puppetha.discovery.zone;

import io.github.puppetha.HostPort;
import io.github.puppetha.discovery.Service;
import io.github.puppetha.discovery.SrvRecord;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * An SRV record that was taken out and is to come back: a TXT record at {@link ZoneNames#out()},
 * written in the message that takes the SRV record out, and removed in the one that puts it back.
 *
 * @param service whose set it belongs to
 * @param record the SRV record as it was
 * @param ttl the set's time to live, in seconds, before anything was taken out
 * @param why for what
 * @param since when, whole seconds
 */
public record TakenOut(Service service, SrvRecord record, long ttl, Why why, Instant since) {
  /** For what a record was taken out, and so who may put it back. */
  public enum Why {
    /** A person's {@link Drain}: comes back by {@code undrain} only. */
    DRAIN,
    /** What stood in the set was not well: the monitor puts it back. */
    HEALTH
  }

  /** Brings the record into the form that sets have it in, and checks it. */
  public TakenOut {
    record = new SrvSet("check.invalid", ttl, List.of(record)).records().get(0);
    since = TxtFields.seconds(since);
  }

  /**
   * The server that the record names.
   *
   * @throws IllegalArgumentException when it names none, as the target {@code .} does
   */
  public HostPort server() {
    return new HostPort(record.target(), record.port());
  }

  /** Does the record name this server? */
  public boolean names(HostPort server) {
    return record.port() == server.port() && record.target().equals(server.host());
  }

  /** The TXT record's text. */
  public String value() {
    return TxtFields.value(
        "out=%s priority=%d weight=%d port=%d target=%s ttl=%d why=%s since=%s"
            .formatted(
                prefix(service),
                record.priority(),
                record.weight(),
                record.port(),
                record.target(),
                ttl,
                why.name().toLowerCase(Locale.ROOT),
                since));
  }

  /** Reads a TXT record's text; empty when it is none of this form. */
  public static Optional<TakenOut> parse(String value) {
    return TxtFields.read(
        value,
        f ->
            new TakenOut(
                service(f.text("out")),
                new SrvRecord(
                    f.small("priority"), f.small("weight"), f.small("port"), f.text("target")),
                f.number("ttl"),
                Why.valueOf(f.text("why").toUpperCase(Locale.ROOT)),
                f.time("since")));
  }

  private static String prefix(Service service) {
    String name = service.srvName("x");
    return name.substring(0, name.length() - 2);
  }

  private static Service service(String prefix) {
    return Arrays.stream(Service.values())
        .filter(service -> prefix(service).equals(prefix))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException(prefix));
  }
}
