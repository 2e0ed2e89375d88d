package io.github.puppetha.language;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Keys and defaults that stand twice. */
final class KeyChecks {
  /** Up to this many plain keys are compared with each other, without a set. */
  private static final int FEW = 8;

  private final Diagnostics diagnostics;
  private final LiteralValues literals;

  KeyChecks(Diagnostics diagnostics) {
    this.diagnostics = diagnostics;
    this.literals = new LiteralValues(diagnostics.puppetVersion());
  }

  /** The keys of a hash; those that take evaluation are left out. */
  void hash(List<KeyedEntry> entries) {
    int size = entries.size();
    if (size > FEW || !arePlain(entries)) {
      anyKeys(entries);
      return;
    }
    for (int i = 1; i < size; i++) {
      String key = plain(entries.get(i).key());
      for (int j = 0; j < i; j++) {
        if (key != null && key.equals(plain(entries.get(j).key()))) {
          duplicate(entries.get(i), key);
          break;
        }
      }
    }
  }

  private static boolean arePlain(List<KeyedEntry> entries) {
    for (int i = 0; i < entries.size(); i++) {
      if (plain(entries.get(i).key()) == null) {
        return false;
      }
    }
    return true;
  }

  private static @Nullable String plain(Object key) {
    if (key instanceof Literal.LiteralString string) {
      return string.value();
    }
    return key instanceof Name.QualifiedName name ? name.value() : null;
  }

  private void anyKeys(List<KeyedEntry> entries) {
    Set<Object> seen = new HashSet<>();
    for (KeyedEntry entry : entries) {
      Object key = literals.of(entry.key());
      if (key == LiteralValues.Special.IMPOSSIBLE) {
        throw failure(entry.key(), Labels.of(entry.key()));
      }
      if (key != LiteralValues.Special.NOT_LITERAL && !seen.add(key)) {
        duplicate(entry, String.valueOf(key));
      }
    }
  }

  private void duplicate(KeyedEntry entry, String key) {
    diagnostics.add(
        Issue.DUPLICATE_KEY,
        entry,
        "the key '" + key + "' stands twice in this hash; the last one would hold");
  }

  /** The second and later {@code default} of a case. */
  void defaults(Control.Case cases) {
    boolean found = false;
    List<CaseOption> options = cases.options();
    for (int i = 0; i < options.size(); i++) {
      List<Expression> values = options.get(i).values();
      for (int j = 0; j < values.size(); j++) {
        if (values.get(j) instanceof Literal.LiteralDefault again) {
          if (found) {
            duplicateDefault(again, "case");
          }
          found = true;
        }
      }
    }
  }

  /** The second {@code default} of a selector. */
  void defaults(Operation.Selector selector) {
    int found = 0;
    List<SelectorEntry> entries = selector.entries();
    for (int i = 0; i < entries.size(); i++) {
      if (entries.get(i).matching() instanceof Literal.LiteralDefault again && ++found == 2) {
        duplicateDefault(again, "selector");
      }
    }
  }

  private void duplicateDefault(Node at, String container) {
    diagnostics.add(
        Issue.DUPLICATE_DEFAULT,
        at,
        "this " + container + " has a default already; this one is never reached");
  }

  /** Types of parameters that are not literal, which Puppet 8 warns of. */
  void parameterTypes(List<Parameter> parameters) {
    if (!Issue.ILLEGAL_NONLITERAL_PARAMETER_TYPE.isReported(diagnostics.puppetVersion())) {
      return;
    }
    for (int i = 0; i < parameters.size(); i++) {
      Parameter parameter = parameters.get(i);
      Expression type = parameter.type();
      if (type != null && !(type instanceof Name.QualifiedReference)) {
        parameterType(parameter, type);
      }
    }
  }

  private void parameterType(Parameter parameter, Expression type) {
    Object literal = literals.of(type);
    if (literal == LiteralValues.Special.IMPOSSIBLE) {
      throw failure(parameter, "the type of $" + parameter.name());
    }
    if (literal == LiteralValues.Special.NOT_LITERAL || literal == LiteralValues.Special.UNDEF) {
      diagnostics.add(
          Issue.ILLEGAL_NONLITERAL_PARAMETER_TYPE,
          parameter,
          "the type of $" + parameter.name() + " takes evaluation; write it out");
    }
  }

  private static CheckerStop failure(Node at, String what) {
    return CheckerStop.failure(
        at, "Puppet fails at " + what + ": a minus stands before something that is not a number");
  }
}
