package io.github.puppetha.code;

import io.github.puppetha.SourceRange;
import java.util.List;

/** A directive with its literal arguments; options follow the plain arguments. */
record PuppetfileStatement(PuppetfileToken word, List<Value> arguments, List<Option> options) {

  /** A literal. */
  record Value(Type type, String text, SourceRange range) {
    boolean string() {
      return type == Type.STRING;
    }

    boolean unknown() {
      return type == Type.UNKNOWN;
    }

    boolean symbol(String name) {
      return type == Type.SYMBOL && text.equals(name);
    }
  }

  /** What a literal is. */
  enum Type {
    STRING("a string"),
    SYMBOL("a symbol"),
    BOOLEAN("true or false"),
    NIL("nil"),
    NUMBER("a number"),
    UNKNOWN("something else");

    final String label;

    Type(String label) {
      this.label = label;
    }
  }

  /** {@code name: value} or {@code :name => value}. */
  record Option(String name, SourceRange range, Value value) {}
}
