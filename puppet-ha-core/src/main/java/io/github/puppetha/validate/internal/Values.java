package io.github.puppetha.validate.internal;

import io.github.puppetha.language.Expression;
import io.github.puppetha.language.KeyedEntry;
import io.github.puppetha.language.Literal;
import io.github.puppetha.language.Name;
import io.github.puppetha.language.Operation;
import io.github.puppetha.language.Text;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/** Makes {@link Value}s of expressions. */
final class Values {
  private static final int DEEPEST = 50;

  private Values() {}

  static Value of(Expression expression) {
    return of(expression, 0);
  }

  private static Value of(Expression expression, int depth) {
    if (depth > DEEPEST) {
      return Value.UNKNOWN;
    } else if (expression instanceof Literal literal) {
      return literal(literal, depth);
    } else if (expression instanceof Name.QualifiedName name) {
      return new Value.Text(name.value());
    } else if (expression instanceof Name.QualifiedReference reference) {
      return new Value.Type(reference.value(), List.of());
    } else if (expression instanceof Text text) {
      return text(text, depth);
    } else if (expression instanceof Operation operation) {
      return operation(operation, depth);
    }
    return Value.UNKNOWN;
  }

  private static Value literal(Literal literal, int depth) {
    if (literal instanceof Literal.LiteralString string) {
      return new Value.Text(string.value());
    } else if (literal instanceof Literal.LiteralInteger integer) {
      return whole(integer.value());
    } else if (literal instanceof Literal.LiteralFloat real) {
      return new Value.Real(real.value());
    } else if (literal instanceof Literal.LiteralBoolean flag) {
      return new Value.Flag(flag.value());
    } else if (literal instanceof Literal.LiteralUndef) {
      return new Value.Undef();
    } else if (literal instanceof Literal.LiteralDefault) {
      return new Value.Default();
    } else if (literal instanceof Literal.LiteralRegex regex) {
      return new Value.Regex(regex.pattern());
    } else if (literal instanceof Literal.LiteralList list) {
      return items(list.values(), depth);
    } else if (literal instanceof Literal.LiteralHash hash) {
      return entries(hash.entries(), depth);
    }
    return Value.UNKNOWN;
  }

  private static Value whole(BigInteger number) {
    return number.bitLength() < 64 ? new Value.Whole(number.longValue()) : Value.UNKNOWN;
  }

  private static Value items(List<Expression> expressions, int depth) {
    if (expressions.stream().anyMatch(Operation.Unfold.class::isInstance)) {
      return Value.UNKNOWN;
    }
    return new Value.Items(all(expressions, depth));
  }

  private static List<Value> all(List<Expression> expressions, int depth) {
    List<Value> values = new ArrayList<>(expressions.size());
    for (Expression expression : expressions) {
      values.add(of(expression, depth + 1));
    }
    return List.copyOf(values);
  }

  private static Value entries(List<KeyedEntry> entries, int depth) {
    List<Value.Entry> values = new ArrayList<>(entries.size());
    for (KeyedEntry entry : entries) {
      values.add(new Value.Entry(of(entry.key(), depth + 1), of(entry.value(), depth + 1)));
    }
    return new Value.Entries(List.copyOf(values));
  }

  private static Value text(Text text, int depth) {
    if (text instanceof Text.ConcatenatedString) {
      return new Value.AnyText();
    }
    return text instanceof Text.Heredoc heredoc ? of(heredoc.text(), depth + 1) : Value.UNKNOWN;
  }

  private static Value operation(Operation operation, int depth) {
    if (operation instanceof Operation.Parenthesized inner) {
      return of(inner.expression(), depth + 1);
    } else if (operation instanceof Operation.Negate negate) {
      Value value = of(negate.expression(), depth + 1);
      if (value instanceof Value.Whole whole && whole.number() != Long.MIN_VALUE) {
        return new Value.Whole(-whole.number());
      }
      return value instanceof Value.Real real ? new Value.Real(-real.number()) : Value.UNKNOWN;
    } else if (operation instanceof Operation.Access access
        && access.left() instanceof Name.QualifiedReference reference) {
      return new Value.Type(reference.value(), all(access.keys(), depth));
    }
    return Value.UNKNOWN;
  }
}
