package io.github.puppetha.topology;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What may stand at one place of the file. Both the check and the JSON Schema come from it. */
sealed interface Shape {
  /** How messages name it. */
  String expected();

  /** A text of some form. */
  record Text(Form form) implements Shape {
    @Override
    public String expected() {
      return form.expected();
    }
  }

  /** A whole number between two bounds, both included. */
  record Number(int min, int max) implements Shape {
    @Override
    public String expected() {
      return "a whole number from " + min + " to " + max;
    }
  }

  /** One of a few words. */
  record Choice(List<String> words) implements Shape {
    @Override
    public String expected() {
      return "one of " + String.join(", ", words);
    }
  }

  /** A list. */
  record Items(Shape item) implements Shape {
    @Override
    public String expected() {
      return "a list";
    }
  }

  /** A mapping whose keys are names that the user chooses. */
  record Named(Shape value, boolean empty) implements Shape {
    /** What such a name looks like. */
    static final String NAME = "[A-Za-z0-9][A-Za-z0-9_.-]*";

    @Override
    public String expected() {
      return "a mapping of names";
    }
  }

  /** A mapping with fixed keys. */
  record Keys(List<Key> keys) implements Shape {
    @Override
    public String expected() {
      return "a mapping";
    }

    Optional<Key> key(String name) {
      return keys.stream().filter(key -> key.name().equals(name)).findFirst();
    }

    List<String> names() {
      return keys.stream().map(Key::name).toList();
    }
  }

  /** One fixed key. */
  record Key(String name, Shape shape, boolean required, String doc, @Nullable Object standard) {}
}
