package io.github.puppetha.validate;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A range of versions such as {@code >= 1.2.0 < 3.0.0 || 4.x}, as Puppet's module tool reads it.
 */
public final class VersionRange {
  private static final Pattern PARTIAL =
      Pattern.compile("([xX*]|\\d{1,9})(?:\\.([xX*]|\\d{1,9})(?:\\.([xX*]|\\d{1,9})([-+].*)?)?)?");
  private static final Pattern SIMPLE = Pattern.compile("(<=|>=|~>|~=|[<>=~^]|)(.+)");
  private static final Pattern HYPHEN = Pattern.compile("(\\S+)\\s+-\\s+(\\S+)");
  private static final Pattern AFTER_OPERATOR = Pattern.compile("([><=~^])(?:\\s+|\\s*v)");

  private final List<Predicate<Number>> alternatives;

  private VersionRange(List<Predicate<Number>> alternatives) {
    this.alternatives = alternatives;
  }

  /** Three numbers. */
  private record Number(long major, long minor, long patch) {
    boolean atLeast(Number other) {
      return major != other.major
          ? major > other.major
          : minor != other.minor ? minor > other.minor : patch >= other.patch;
    }
  }

  /** A version of one to three numbers; the others are open, as are those that are {@code x}. */
  private record Partial(List<Long> parts) {
    Number first() {
      return new Number(part(0), part(1), part(2));
    }

    /** The first version after all that begin with the first parts. */
    Number after(int count) {
      return switch (count) {
        case 1 -> new Number(part(0) + 1, 0, 0);
        case 2 -> new Number(part(0), part(1) + 1, 0);
        default -> new Number(part(0), part(1), part(2) + 1);
      };
    }

    int size() {
      return parts.size();
    }

    private long part(int index) {
      return index < parts.size() ? parts.get(index) : 0;
    }
  }

  /** Reads a range; empty when it is none, or one with qualifiers such as {@code -rc1}. */
  public static Optional<VersionRange> parse(String text) {
    if (!SemanticVersions.isRange(text)) {
      return Optional.empty();
    }
    List<Predicate<Number>> alternatives = new ArrayList<>();
    String plain = AFTER_OPERATOR.matcher(text.strip()).replaceAll("$1");
    for (String alternative : plain.split("\\s*\\|\\|\\s*")) {
      Optional<Predicate<Number>> parsed = alternative(alternative.strip());
      if (parsed.isEmpty()) {
        return Optional.empty();
      }
      alternatives.add(parsed.get());
    }
    return Optional.of(new VersionRange(alternatives));
  }

  private static Optional<Predicate<Number>> alternative(String text) {
    Matcher hyphen = HYPHEN.matcher(text);
    if (hyphen.matches()) {
      return both(simple(">=", hyphen.group(1)), simple("<=", hyphen.group(2)));
    }
    Optional<Predicate<Number>> all = Optional.of(number -> true);
    for (String part : text.split("\\s+")) {
      Matcher simple = SIMPLE.matcher(part);
      all = simple.matches() ? both(all, simple(simple.group(1), simple.group(2))) : all;
    }
    return all;
  }

  private static Optional<Predicate<Number>> both(
      Optional<Predicate<Number>> one, Optional<Predicate<Number>> other) {
    return one.flatMap(a -> other.map(a::and));
  }

  private static Optional<Predicate<Number>> simple(String operator, String version) {
    Matcher matcher = PARTIAL.matcher(version);
    if (!matcher.matches() || matcher.group(4) != null) {
      return Optional.empty();
    }
    List<Long> parts = new ArrayList<>();
    for (int i = 1; i <= 3 && matcher.group(i) != null && !"xX*".contains(matcher.group(i)); i++) {
      parts.add(Long.valueOf(matcher.group(i)));
    }
    return Optional.of(parts.isEmpty() ? number -> true : simple(operator, new Partial(parts)));
  }

  private static Predicate<Number> simple(String operator, Partial version) {
    Number first = version.first();
    Number after = version.after(version.size());
    return switch (operator) {
      case ">=" -> number -> number.atLeast(first);
      case ">" -> number -> number.atLeast(after);
      case "<" -> number -> !number.atLeast(first);
      case "<=" -> number -> !number.atLeast(after);
      case "~", "~>", "~=" -> between(first, version.after(Math.min(2, version.size())));
      case "^" -> between(first, version.after(firstThatCounts(version)));
      default -> between(first, after);
    };
  }

  /** The part that may not change: the first that is not 0. */
  private static int firstThatCounts(Partial version) {
    for (int i = 0; i < version.size(); i++) {
      if (version.parts().get(i) > 0) {
        return i + 1;
      }
    }
    return version.size();
  }

  private static Predicate<Number> between(Number first, Number after) {
    return number -> number.atLeast(first) && !number.atLeast(after);
  }

  /** Is a version certainly outside? One with a qualifier, or that is none, is not. */
  public boolean excludes(String version) {
    Matcher matcher = PARTIAL.matcher(version);
    if (!SemanticVersions.isVersion(version)
        || !matcher.matches()
        || matcher.group(4) != null && matcher.group(4).startsWith("-")) {
      return false;
    }
    Number number =
        new Number(
            Long.parseLong(matcher.group(1)),
            Long.parseLong(matcher.group(2)),
            Long.parseLong(matcher.group(3)));
    return alternatives.stream().noneMatch(alternative -> alternative.test(number));
  }
}
