package io.github.puppetha.discovery.zone;

import io.github.puppetha.HostPort;
import java.time.Instant;
import java.util.Optional;

/**
 * A server or gateway that a person has drained: a TXT record at {@link ZoneNames#drains()}. Nobody
 * but a person takes it away.
 *
 * @param server what is drained: a target of SRV records, or a server behind a gateway, which
 *     stands in no SRV record
 * @param since when, whole seconds
 * @param by who: one word of letters, digits and {@code _.@:+-}, others become {@code _}, at most
 *     100
 */
public record Drain(HostPort server, Instant since, String by) {
  /** Makes who it was one word. */
  public Drain {
    since = TxtFields.seconds(since);
    by = TxtFields.word(by);
  }

  /** The TXT record's text. */
  public String value() {
    return TxtFields.value("drain=%s since=%s by=%s".formatted(server, since, by));
  }

  /** Reads a TXT record's text; empty when it is none of this form. */
  public static Optional<Drain> parse(String value) {
    return TxtFields.read(
        value,
        f ->
            new Drain(
                HostPort.parse(f.text("drain"), HostPort.PUPPET_PORT),
                f.time("since"),
                f.text("by")));
  }
}
