package io.github.puppetha.discovery.zone;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The form {@code v=1 key=value …} of our TXT records; reading it is total. */
final class TxtFields {
  private static final String VERSION = "v=1 ";
  private final Map<String, String> fields;

  private TxtFields(Map<String, String> fields) {
    this.fields = fields;
  }

  /** What {@code read} makes of a value; empty when it is none of ours, or not whole. */
  static <T> Optional<T> read(String value, Function<TxtFields, T> read) {
    if (!value.startsWith(VERSION)) {
      return Optional.empty();
    }
    Map<String, String> fields = new HashMap<>();
    for (String word : value.substring(VERSION.length()).split(" ", -1)) {
      int equals = word.indexOf('=');
      if (equals < 1) {
        return Optional.empty();
      }
      fields.putIfAbsent(word.substring(0, equals), word.substring(equals + 1));
    }
    try {
      return Optional.of(read.apply(new TxtFields(fields)));
    } catch (IllegalArgumentException | DateTimeException e) {
      return Optional.empty();
    }
  }

  String text(String key) {
    String value = fields.get(key);
    if (value == null || value.isEmpty()) {
      throw new IllegalArgumentException("no " + key);
    }
    return value;
  }

  long number(String key) {
    return Long.parseLong(text(key));
  }

  int small(String key) {
    return Integer.parseInt(text(key));
  }

  Instant time(String key) {
    return Instant.parse(text(key));
  }

  static Instant seconds(Instant time) {
    return time.truncatedTo(ChronoUnit.SECONDS);
  }

  /** A name that a person or a machine has, so that it is one word of at most 100 characters. */
  static String word(String text) {
    String word = text.replaceAll("[^A-Za-z0-9_.@:+-]", "_");
    return word.isEmpty() ? "_" : word.substring(0, Math.min(100, word.length()));
  }

  static String value(String fields) {
    return VERSION + fields;
  }
}
