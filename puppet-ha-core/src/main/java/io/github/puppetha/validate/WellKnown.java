package io.github.puppetha.validate;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/**
 * Functions and resource types without a module's name in theirs, and the module that has them, so
 * that nobody takes them for mistakes where the module is not at hand. Immutable.
 */
final class WellKnown {
  private static final WellKnown INSTANCE = read();

  private final Map<String, String> modules = new HashMap<>();

  private WellKnown() {}

  static WellKnown get() {
    return INSTANCE;
  }

  private static WellKnown read() {
    WellKnown known = new WellKnown();
    try (InputStream in = WellKnown.class.getResourceAsStream("well-known.txt")) {
      if (in == null) {
        throw new IllegalStateException("well-known.txt is missing");
      }
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      text.lines().filter(line -> !line.startsWith("#")).forEach(known::line);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return known;
  }

  private void line(String line) {
    String[] words = line.split(" ");
    for (int i = 1; i < words.length; i++) {
      modules.put(words[i], words[0]);
    }
  }

  /** The module of a name; empty when it is not well known. */
  String moduleOf(String name) {
    return modules.getOrDefault(name, "");
  }
}
