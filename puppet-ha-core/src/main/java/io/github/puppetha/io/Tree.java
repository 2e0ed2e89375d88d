package io.github.puppetha.io;

import io.github.puppetha.SourceRange;
import java.util.List;
import java.util.Optional;

/** A YAML or JSON document whose every part knows where it stands. */
public sealed interface Tree {
  /** Where it stands. */
  SourceRange range();

  /** What it is, for messages: {@code a mapping}, {@code a list}, {@code a string} and so on. */
  String kind();

  /** One key with its value. */
  record Entry(Scalar key, Tree value) {}

  /** Keys with values, in the order of the file. Keys that stand twice are all here. */
  record MapNode(SourceRange range, List<Entry> entries) implements Tree {
    /** Copies the entries. */
    public MapNode {
      entries = List.copyOf(entries);
    }

    /** The value of a key; of a key that stands twice, the last one, as YAML readers take it. */
    public Optional<Tree> get(String key) {
      for (int i = entries.size() - 1; i >= 0; i--) {
        if (entries.get(i).key().text().equals(key)) {
          return Optional.of(entries.get(i).value());
        }
      }
      return Optional.empty();
    }

    @Override
    public String kind() {
      return "a mapping";
    }
  }

  /** Values in order. */
  record ListNode(SourceRange range, List<Tree> items) implements Tree {
    /** Copies the items. */
    public ListNode {
      items = List.copyOf(items);
    }

    @Override
    public String kind() {
      return "a list";
    }
  }

  /** A single value: its text as written (quotes and escapes resolved) and its type. */
  record Scalar(SourceRange range, String text, Type type) implements Tree {
    @Override
    public String kind() {
      return switch (type) {
        case STRING -> "a string";
        case INTEGER, FLOAT -> "a number";
        case BOOLEAN -> "a boolean";
        case NULL -> "nothing";
        case OTHER -> "a value of another type";
      };
    }
  }

  /** The type that YAML 1.1 (as Ruby reads it) or JSON gives to a scalar. */
  enum Type {
    /** Text. */
    STRING,
    /** A whole number. */
    INTEGER,
    /** A number with a fraction or exponent. */
    FLOAT,
    /** True or false. */
    BOOLEAN,
    /** Null, or nothing at all. */
    NULL,
    /** A date, binary data or a value with a tag of its own. */
    OTHER
  }
}
