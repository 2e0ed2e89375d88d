package io.github.puppetha.gateway;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Parameters of a query or a form, read and changed without touching the others. Only keys that are
 * written plainly are known: whoever encodes one gets what the server makes of it.
 */
final class Parameters {
  private Parameters() {}

  /** The value of a key that stands there once, as written; else null. */
  static @Nullable String only(String text, String key) {
    List<String> found = new ArrayList<>();
    int from = 0;
    while (from <= text.length()) {
      int end = end(text, from);
      if (isAt(text, from, end, key)) {
        found.add(text.substring(from + key.length() + 1, end));
      }
      from = end + 1;
    }
    return found.size() == 1 ? found.get(0) : null;
  }

  /** The same text with another value for a key that stands there. */
  static String with(String text, String key, String value) {
    int from = 0;
    while (from <= text.length()) {
      int end = end(text, from);
      if (isAt(text, from, end, key)) {
        return text.substring(0, from + key.length() + 1) + value + text.substring(end);
      }
      from = end + 1;
    }
    return text;
  }

  private static int end(String text, int from) {
    int end = text.indexOf('&', from);
    return end < 0 ? text.length() : end;
  }

  private static boolean isAt(String text, int from, int end, String key) {
    return from + key.length() < end
        && text.startsWith(key, from)
        && text.charAt(from + key.length()) == '=';
  }
}
