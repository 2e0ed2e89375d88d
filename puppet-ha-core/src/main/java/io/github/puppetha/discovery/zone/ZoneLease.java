package io.github.puppetha.discovery.zone;

import java.time.Duration;
import java.util.Optional;

/**
 * Who may change a zone by itself: one TXT record at {@link ZoneNames#lease()}, rewritten with a
 * higher beat while its holder lives. No clock is compared: it has ended when its value stayed the
 * same for its whole period on the watcher's own clock.
 *
 * @param holder who holds it: one word of letters, digits and {@code _.@:+-}, others become {@code
 *     _}, at most 100
 * @param beat rises with each renewal
 * @param period whole seconds, positive
 */
public record ZoneLease(String holder, long beat, Duration period) {
  /** Makes the holder one word; checks the numbers. */
  public ZoneLease {
    holder = TxtFields.word(holder);
    if (beat < 0 || period.toSeconds() < 1 || period.toSeconds() > 86_400) {
      throw new IllegalArgumentException(
          "a lease needs a beat from 0 on and a period of 1 to 86400 s: " + beat + ", " + period);
    }
    period = Duration.ofSeconds(period.toSeconds());
  }

  /** The TXT record's text. */
  public String value() {
    return TxtFields.value(
        "lease=%s beat=%d period=%d".formatted(holder, beat, period.toSeconds()));
  }

  /** Reads a TXT record's text; empty when it is none of this form. */
  public static Optional<ZoneLease> parse(String value) {
    return TxtFields.read(
        value,
        f ->
            new ZoneLease(
                f.text("lease"), f.number("beat"), Duration.ofSeconds(f.number("period"))));
  }
}
