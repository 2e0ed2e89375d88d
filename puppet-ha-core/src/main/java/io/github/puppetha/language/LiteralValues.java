package io.github.puppetha.language;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The values that Puppet knows without evaluation. They are equal where Ruby's {@code eql?} says
 * so: {@code 1} is not {@code 1.0}, nor is either of them {@code '1'}.
 */
final class LiteralValues {
  /** What is not a plain value. */
  enum Special {
    /** It takes evaluation. */
    NOT_LITERAL,
    /** Puppet fails when it looks at it. */
    IMPOSSIBLE,
    UNDEF,
    DEFAULT
  }

  private record Regex(String pattern) {}

  /** A list or hash; equal to itself alone. */
  private static final class Composite {
    private final Object content;

    Composite(Object content) {
      this.content = content;
    }

    @Override
    public String toString() {
      return content instanceof List ? "[…]" : "{…}";
    }
  }

  private final boolean knowsTypes;
  private final Map<Object, Object> known = new IdentityHashMap<>(0);
  private final Map<Object, Composite> ones = new HashMap<>(0);

  LiteralValues(int puppetVersion) {
    this.knowsTypes = puppetVersion > 7;
  }

  /** The value: a string, number, boolean, {@link Special} or what stands for a list or hash. */
  Object of(Object expression) {
    if (expression instanceof Literal.LiteralString string) {
      return string.value();
    }
    if (expression instanceof Name.QualifiedName name) {
      return name.value();
    }
    if (expression instanceof Literal.LiteralInteger integer) {
      return integer.value();
    }
    if (expression instanceof Literal.LiteralList
        || expression instanceof Literal.LiteralHash
        || knowsTypes && expression instanceof Operation.Access) {
      return composite(expression);
    }
    return knowsTypes ? typeOr(expression) : other(expression);
  }

  /** Each node once: hashes may be keys of hashes to any depth. */
  private Object composite(Object expression) {
    Object value = known.get(expression);
    if (value == null) {
      if (expression instanceof Literal.LiteralList list) {
        value = list(list.values());
      } else if (expression instanceof Literal.LiteralHash hash) {
        value = hash(hash.entries());
      } else {
        value = access(((Operation.Access) expression).keys());
      }
      known.put(expression, value);
    }
    return value;
  }

  private Object access(List<Expression> keys) {
    return keys.size() == 1 && keys.get(0) instanceof Literal.LiteralList
        ? Special.NOT_LITERAL
        : list(keys);
  }

  /** The one that stands for all that are equal to it, so that equality need not look inside. */
  private Object one(Object content) {
    Composite value = new Composite(content);
    Composite other = ones.putIfAbsent(content, value);
    return other == null ? value : other;
  }

  private Object typeOr(Object expression) {
    if (expression instanceof Name.QualifiedReference reference) {
      return reference.casedValue().toLowerCase(Locale.ROOT);
    }
    return expression instanceof Operation.Negate negate ? negated(negate) : other(expression);
  }

  private static Object other(Object expression) {
    if (expression instanceof Literal.LiteralFloat number) {
      return positiveZero(number.value());
    }
    if (expression instanceof Literal.LiteralBoolean bool) {
      return bool.value();
    }
    if (expression instanceof Literal.LiteralUndef) {
      return Special.UNDEF;
    }
    if (expression instanceof Literal.LiteralDefault) {
      return Special.DEFAULT;
    }
    if (expression instanceof Literal.LiteralRegex regex) {
      return new Regex(regex.pattern());
    }
    if (expression instanceof Text.ConcatenatedString text
        && text.segments().size() == 1
        && text.segments().get(0) instanceof Literal.LiteralString string) {
      return string.value();
    }
    return expression instanceof Text.RenderString text ? text.value() : Special.NOT_LITERAL;
  }

  private Object list(List<Expression> values) {
    List<Object> list = new ArrayList<>(values.size());
    for (Expression value : values) {
      Object literal = of(value);
      if (isNoValue(literal)) {
        return literal;
      }
      list.add(literal);
    }
    return one(list);
  }

  private Object hash(List<KeyedEntry> entries) {
    Map<Object, Object> map = new HashMap<>();
    for (KeyedEntry entry : entries) {
      Object key = of(entry.key());
      Object value = isNoValue(key) ? key : of(entry.value());
      if (isNoValue(value)) {
        return value;
      }
      map.put(key, value);
    }
    return one(map);
  }

  /** Ruby negates numbers, takes strings as they are, and has no minus for anything else. */
  private Object negated(Operation.Negate negate) {
    int signs = 1;
    Object inner = negate.expression();
    while (inner instanceof Operation.Negate next) {
      signs++;
      inner = next.expression();
    }
    Object value = of(inner);
    if (value == Special.NOT_LITERAL || value instanceof String) {
      return value;
    }
    boolean odd = signs % 2 == 1;
    if (value instanceof BigInteger integer) {
      return odd ? integer.negate() : integer;
    }
    if (value instanceof Double number) {
      return odd ? positiveZero(-number) : number;
    }
    return Special.IMPOSSIBLE;
  }

  private static Double positiveZero(double value) {
    return value == 0 ? 0.0 : value;
  }

  static boolean isNoValue(Object literal) {
    return literal == Special.NOT_LITERAL || literal == Special.IMPOSSIBLE;
  }
}
