package io.github.puppetha.code;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Relative paths that must not lead out of the directory that they are relative to. */
final class InsidePath {
  private InsidePath() {}

  /**
   * The path with {@code .}, {@code ..} and doubled {@code /} resolved; null when it is absolute,
   * leads outside, or goes through {@code .git} or our own store.
   */
  static @Nullable String clean(String path) {
    if (path.startsWith("/") || path.indexOf('\\') >= 0 || path.indexOf('\0') >= 0) {
      return null;
    }
    Deque<String> parts = new ArrayDeque<>();
    for (String part : path.split("/")) {
      if (part.equals("..")) {
        if (parts.pollLast() == null) {
          return null;
        }
      } else if (isReserved(part)) {
        return null;
      } else if (!part.isEmpty() && !part.equals(".")) {
        parts.addLast(part);
      }
    }
    return String.join("/", parts);
  }

  private static boolean isReserved(String part) {
    String lower = part.toLowerCase(Locale.ROOT);
    return lower.equals(".git") || lower.equals(".puppet-ha");
  }
}
