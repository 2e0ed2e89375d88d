package io.github.puppetha.validate.internal;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Says when a value certainly does not fit a type, as Puppet's type system has it. What cannot be
 * told fits.
 */
public final class TypeFit {
  private static final int DEEPEST = 30;

  private final Function<String, Optional<Value>> aliases;

  /**
   * With a look-up of type aliases.
   *
   * @param aliases from a name in lower case to the type; empty when there is no such alias
   */
  public TypeFit(Function<String, Optional<Value>> aliases) {
    this.aliases = aliases;
  }

  /** False when it certainly does not fit. */
  public boolean fits(Value type, Value value) {
    return fits(type, value, 0);
  }

  private boolean fits(Value type, Value value, int depth) {
    if (!(type instanceof Value.Type t) || value instanceof Value.Unknown || depth > DEEPEST) {
      return true;
    }
    return switch (t.name()) {
      case "any", "richdata" -> true;
      case "undef" -> value instanceof Value.Undef;
      case "notundef" -> !(value instanceof Value.Undef) && inner(t, value, depth);
      case "optional" -> value instanceof Value.Undef || inner(t, value, depth);
      case "variant" -> t.arguments().isEmpty() || any(t.arguments(), value, depth);
      case "enum", "pattern", "string" -> ofText(t, value, depth);
      case "integer", "float", "numeric", "boolean", "scalar", "scalardata" -> scalar(t, value);
      case "array", "tuple", "collection", "hash", "struct" -> collection(t, value, depth);
      case "data" -> isData(value, 0);
      case "regexp" -> value instanceof Value.Regex || value instanceof Value.Type;
      case "default" -> value instanceof Value.Default;
      case "type" -> value instanceof Value.Type;
      case "sensitive", "callable" -> value instanceof Value.Type || value instanceof Value.Default;
      default -> aliases.apply(t.name()).map(alias -> fits(alias, value, depth + 1)).orElse(true);
    };
  }

  /** The argument of {@code Optional[T]} and {@code NotUndef[T]}; a string stands for itself. */
  private boolean inner(Value.Type type, Value value, int depth) {
    if (type.arguments().isEmpty()) {
      return true;
    }
    Value argument = type.arguments().get(0);
    if (argument instanceof Value.Text text) {
      return value instanceof Value.AnyText
          || value instanceof Value.Text given && given.text().equals(text.text())
          || value instanceof Value.Type;
    }
    return fits(argument, value, depth + 1);
  }

  private boolean any(List<Value> types, Value value, int depth) {
    return types.stream().anyMatch(type -> fits(type, value, depth + 1));
  }

  private boolean ofText(Value.Type type, Value value, int depth) {
    if (value instanceof Value.AnyText || value instanceof Value.Type) {
      return true;
    }
    if (!(value instanceof Value.Text text)) {
      return false;
    }
    List<Value> arguments = type.arguments();
    return switch (type.name()) {
      case "enum" -> arguments.isEmpty() || isOneOf(arguments, text.text());
      case "pattern" ->
          arguments.isEmpty() || arguments.stream().anyMatch(p -> matches(p, text.text(), depth));
      default -> Bounds.of(arguments, 0).holds(text.text().codePointCount(0, text.text().length()));
    };
  }

  private static boolean isOneOf(List<Value> arguments, String text) {
    boolean ignoreCase = arguments.contains(new Value.Flag(true));
    for (Value argument : arguments) {
      if (argument instanceof Value.Text word) {
        boolean same = ignoreCase ? word.text().equalsIgnoreCase(text) : word.text().equals(text);
        if (same) {
          return true;
        }
      } else if (!(argument instanceof Value.Flag)) {
        return true;
      }
    }
    return false;
  }

  private boolean matches(Value pattern, String text, int depth) {
    if (pattern instanceof Value.Regex regex) {
      return RubyPattern.mayMatch(regex.pattern(), text);
    } else if (pattern instanceof Value.Text source) {
      return RubyPattern.mayMatch(source.text(), text);
    }
    return !(pattern instanceof Value.Type type)
        || !type.name().equals("pattern")
        || fits(type, new Value.Text(text), depth + 1);
  }

  private static boolean scalar(Value.Type type, Value value) {
    if (value instanceof Value.Type) {
      return true;
    }
    boolean whole = value instanceof Value.Whole;
    boolean real = value instanceof Value.Real;
    boolean text = value instanceof Value.Text || value instanceof Value.AnyText;
    boolean flag = value instanceof Value.Flag;
    return switch (type.name()) {
      case "integer" ->
          whole && Bounds.of(type.arguments(), 0).holds(((Value.Whole) value).number());
      case "float" -> real && Bounds.of(type.arguments(), 0).holds(((Value.Real) value).number());
      case "numeric" -> whole || real;
      case "boolean" -> flag && (type.arguments().isEmpty() || type.arguments().contains(value));
      case "scalar" -> whole || real || text || flag || value instanceof Value.Regex;
      default -> whole || real || text || flag;
    };
  }

  private boolean collection(Value.Type type, Value value, int depth) {
    List<Value> arguments = type.arguments();
    if (value instanceof Value.Items items) {
      return switch (type.name()) {
        case "array" -> array(arguments, items.items(), depth);
        case "tuple" -> TupleFit.fits(arguments, items.items(), (t, v) -> fits(t, v, depth + 1));
        case "collection" -> Bounds.of(arguments, 0).holds(items.items().size());
        default -> false;
      };
    } else if (value instanceof Value.Entries entries) {
      return switch (type.name()) {
        case "hash" -> hash(arguments, entries.entries(), depth);
        case "struct" ->
            StructFit.fits(arguments, entries.entries(), (t, v) -> fits(t, v, depth + 1));
        case "collection" -> Bounds.of(arguments, 0).holds(entries.entries().size());
        default -> false;
      };
    }
    return value instanceof Value.Type;
  }

  private boolean array(List<Value> arguments, List<Value> items, int depth) {
    boolean typed = !arguments.isEmpty() && arguments.get(0) instanceof Value.Type;
    return Bounds.of(arguments, typed ? 1 : 0).holds(items.size())
        && (!typed || items.stream().allMatch(item -> fits(arguments.get(0), item, depth + 1)));
  }

  private boolean hash(List<Value> arguments, List<Value.Entry> entries, int depth) {
    boolean typed = arguments.size() > 1 && arguments.get(0) instanceof Value.Type;
    boolean sized = Bounds.of(arguments, typed ? 2 : 0).holds(entries.size());
    return sized
        && (!typed
            || entries.stream()
                .allMatch(
                    entry ->
                        fits(arguments.get(0), entry.key(), depth + 1)
                            && fits(arguments.get(1), entry.value(), depth + 1)));
  }

  private static boolean isData(Value value, int depth) {
    if (value instanceof Value.Items items) {
      return items.items().stream().allMatch(item -> isData(item, depth + 1));
    } else if (value instanceof Value.Entries entries) {
      return entries.entries().stream()
          .allMatch(
              e ->
                  isData(e.value(), depth + 1)
                      && !(e.key() instanceof Value.Whole || e.key() instanceof Value.Real));
    }
    return !(value instanceof Value.Regex);
  }
}
