package io.github.puppetha.discovery;

import io.github.puppetha.http.PuppetResponse;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/** The header by which a server says when it is to be asked again. */
final class RetryAfter {
  private RetryAfter() {}

  /** Seconds or a date (RFC 9110, 10.2.3); what is neither counts as absent. */
  static Optional<Duration> of(PuppetResponse response, Clock clock) {
    Optional<String> header = response.firstHeader("retry-after").map(String::trim);
    if (header.isEmpty()) {
      return Optional.empty();
    }
    try {
      if (header.get().matches("[0-9]{1,9}")) {
        return Optional.of(Duration.ofSeconds(Long.parseLong(header.get())));
      }
      Instant then =
          ZonedDateTime.parse(header.get(), DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
      Duration wait = Duration.between(clock.instant(), then);
      return Optional.of(wait.isNegative() ? Duration.ZERO : wait);
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
