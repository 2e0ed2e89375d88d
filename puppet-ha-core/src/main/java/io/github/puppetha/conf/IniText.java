package io.github.puppetha.conf;

import java.util.Collection;

/** Writes a file in the form of {@code puppet.conf}; comments on lines of their own. */
final class IniText {
  private final StringBuilder text = new StringBuilder();

  IniText comment(String comment) {
    comment.lines().forEach(line -> text.append("# ").append(line).append('\n'));
    return this;
  }

  IniText section(String name) {
    text.append(text.isEmpty() ? "" : "\n").append('[').append(name).append("]\n");
    return this;
  }

  IniText set(String name, Object value) {
    text.append(name).append(" = ").append(value).append('\n');
    return this;
  }

  /** Nothing when there are no values. */
  IniText setAll(String name, Collection<?> values, String between) {
    return values.isEmpty()
        ? this
        : set(name, String.join(between, values.stream().map(String::valueOf).toList()));
  }

  String text() {
    return text.toString();
  }
}
