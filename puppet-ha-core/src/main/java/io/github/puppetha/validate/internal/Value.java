package io.github.puppetha.validate.internal;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A value as far as it can be told from source text; types are values too. Immutable. */
public sealed interface Value {
  /** Nothing is known. */
  Value UNKNOWN = new Unknown();

  /** The type that all values have. */
  Value ANY = new Type("any", List.of());

  /** A string. */
  record Text(String text) implements Value {}

  /** A string that is made at run time. */
  record AnyText() implements Value {}

  /** An integer of 64 bits. */
  record Whole(long number) implements Value {}

  /** A number with a fraction. */
  record Real(double number) implements Value {}

  /** True or false. */
  record Flag(boolean value) implements Value {}

  /** {@code undef}. */
  record Undef() implements Value {}

  /** {@code default}. */
  record Default() implements Value {}

  /** A regular expression. */
  record Regex(String pattern) implements Value {}

  /** An array. */
  record Items(List<Value> items) implements Value {}

  /** A hash. */
  record Entries(List<Entry> entries) implements Value {}

  /** One entry of a hash. */
  record Entry(Value key, Value value) {}

  /**
   * A type, or a reference to a resource.
   *
   * @param name in lower case
   * @param arguments what stands in brackets
   */
  record Type(String name, List<Value> arguments) implements Value {
    @Override
    public String toString() {
      String shown =
          List.of(name.split("::")).stream()
              .map(part -> part.isEmpty() ? part : Type.capital(part))
              .collect(Collectors.joining("::"));
      return arguments.isEmpty()
          ? shown
          : shown
              + arguments.stream().map(Value::shown).collect(Collectors.joining(", ", "[", "]"));
    }

    private static String capital(String part) {
      return part.substring(0, 1).toUpperCase(Locale.ROOT) + part.substring(1);
    }
  }

  /** What no look at the source tells. */
  record Unknown() implements Value {}

  /** As source text, shortened. */
  static String shown(Value value) {
    if (value instanceof Text text) {
      return "'"
          + (text.text().length() > 40 ? text.text().substring(0, 40) + "…" : text.text())
          + "'";
    } else if (value instanceof Whole whole) {
      return String.valueOf(whole.number());
    } else if (value instanceof Real real) {
      return String.valueOf(real.number());
    } else if (value instanceof Flag flag) {
      return String.valueOf(flag.value());
    } else if (value instanceof Regex regex) {
      return "/" + regex.pattern() + "/";
    } else if (value instanceof Type type) {
      return type.toString();
    } else if (value instanceof Undef) {
      return "undef";
    } else if (value instanceof Default) {
      return "default";
    } else if (value instanceof Items items) {
      return items.items().isEmpty() ? "[]" : "an array";
    } else if (value instanceof Entries entries) {
      return entries.entries().isEmpty() ? "{}" : "a hash";
    }
    return value instanceof AnyText ? "a string" : "…";
  }
}
