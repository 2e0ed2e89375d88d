package io.github.puppetha.validate;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Names relative to a directory, with {@code /} between their parts. */
final class RelativeNames {
  private RelativeNames() {}

  /**
   * Resolves {@code .} and {@code ..}, without a look at the disk; the directory itself is the
   * empty name.
   *
   * @return empty when the name leads outside
   */
  static Optional<String> normalize(String name) {
    if (name.startsWith("/")) {
      return Optional.empty();
    }
    List<String> parts = new ArrayList<>();
    for (String part : name.split("/")) {
      if (part.equals("..")) {
        if (parts.isEmpty()) {
          return Optional.empty();
        }
        parts.remove(parts.size() - 1);
      } else if (!part.isEmpty() && !part.equals(".")) {
        parts.add(part);
      }
    }
    return Optional.of(String.join("/", parts));
  }

  /** The last part. */
  static String last(String name) {
    return name.substring(name.lastIndexOf('/') + 1);
  }

  /** All but the last part; empty when there is one only. */
  static String parent(String name) {
    return name.substring(0, Math.max(0, name.lastIndexOf('/')));
  }

  /** A name below a directory, which may be empty. */
  static String below(String directory, String name) {
    return directory.isEmpty() ? name : directory + "/" + name;
  }
}
