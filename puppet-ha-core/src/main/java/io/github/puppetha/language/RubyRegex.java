package io.github.puppetha.language;

import java.util.Optional;

/**
 * Says whether Ruby would take a regular expression. It follows the syntax that Ruby documents for
 * its Regexp; Java's own differs in too much.
 */
public final class RubyRegex {
  private static final String NO_TARGET = "a repetition such as '*' has nothing to repeat";

  final String pattern;

  /** The index of the next character. */
  int at;

  private int open;

  /** How many parentheses were open where the outermost look-behind began; below zero outside. */
  private int lookBehind = -1;

  private final RubyRegexGroups groups = new RubyRegexGroups(this);
  private final RubyRegexEscapes escapes = new RubyRegexEscapes(this, groups);

  private RubyRegex(String pattern) {
    this.pattern = pattern;
  }

  /** What is wrong with a pattern, as part of a sentence; empty when it is right. */
  public static Optional<String> problem(String pattern) {
    try {
      new RubyRegex(pattern).check();
      return Optional.empty();
    } catch (Wrong e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  static final class Wrong extends Exception {
    private static final long serialVersionUID = 1;

    Wrong(String message) {
      super(message, null, false, false);
    }
  }

  boolean more() {
    return at < pattern.length();
  }

  char peek() {
    return more() ? pattern.charAt(at) : '\0';
  }

  boolean skip(String text) {
    if (pattern.startsWith(text, at)) {
      at += text.length();
      return true;
    }
    return false;
  }

  private void check() throws Wrong {
    boolean target = false;
    while (more()) {
      char c = pattern.charAt(at++);
      switch (c) {
        case '\\' -> {
          escapes.next(false);
          target = true;
        }
        case '[' -> {
          RubyRegexClass.check(this, escapes);
          target = true;
        }
        case '(' -> target = group();
        case ')' -> {
          if (open-- == 0) {
            throw new Wrong("a closing parenthesis has none that opens");
          }
          if (open == lookBehind) {
            lookBehind = -1;
          }
          target = true;
        }
        case '|' -> target = false;
        case '*', '+', '?' -> {
          repeat(target);
          varies();
        }
        case '{' -> target = interval(target);
        default -> target = true;
      }
    }
    if (open > 0) {
      throw new Wrong("a parenthesis is not closed");
    }
    groups.check();
  }

  /** What may be of several lengths has no place in a look-behind. */
  private void varies() throws Wrong {
    if (lookBehind >= 0) {
      throw new Wrong("a look-behind must be of a known length");
    }
  }

  private static void repeat(boolean target) throws Wrong {
    if (!target) {
      throw new Wrong(NO_TARGET);
    }
  }

  /** A brace that may begin an interval; else it is a letter. */
  private boolean interval(boolean target) throws Wrong {
    int end = at;
    int low = digits(end);
    boolean any = low > end;
    end = low;
    if (end < pattern.length() && pattern.charAt(end) == ',') {
      int high = digits(end + 1);
      any |= high > end + 1;
      end = high;
    }
    if (!any || end >= pattern.length() || pattern.charAt(end) != '}') {
      return true;
    }
    repeat(target);
    String numbers = pattern.substring(at, end);
    interval(numbers);
    if (numbers.contains(",")) {
      varies();
    }
    at = end + 1;
    return true;
  }

  private static void interval(String numbers) throws Wrong {
    int low = 0;
    for (String number : numbers.split(",")) {
      int value = number.isEmpty() ? 0 : number.length() > 6 ? 999_999 : Integer.parseInt(number);
      if (value > 100_000) {
        throw new Wrong("the number in {" + numbers + "} is too big");
      }
      if (value < low) {
        throw new Wrong("the numbers in {" + numbers + "} are in the wrong order");
      }
      low = value;
    }
  }

  private int digits(int from) {
    int i = from;
    while (i < pattern.length() && Scanner.isDigit(pattern.charAt(i))) {
      i++;
    }
    return i;
  }

  /** After the opening parenthesis; says whether what it was can be repeated at once. */
  private boolean group() throws Wrong {
    if (peek() != '?') {
      open++;
      groups.addNumbered();
      return false;
    }
    at++;
    if (skip("#")) {
      comment();
      return true;
    }
    open++;
    if (skip(":") || skip("=") || skip("!") || skip(">") || skip("~")) {
      return false;
    }
    if (skip("<=") || skip("<!")) {
      lookBehind = lookBehind < 0 ? open - 1 : lookBehind;
      return false;
    }
    if (skip("<")) {
      groups.addNamed('>');
      return false;
    }
    if (skip("'")) {
      groups.addNamed('\'');
      return false;
    }
    if (skip("(")) {
      groups.condition();
      return false;
    }
    return options();
  }

  private void comment() throws Wrong {
    while (more()) {
      char c = pattern.charAt(at++);
      if (c == '\\') {
        at++;
      } else if (c == ')') {
        return;
      }
    }
    throw new Wrong("a parenthesis is not closed");
  }

  private boolean options() throws Wrong {
    if (peek() == ')') {
      throw new Wrong("'(?)' is no kind of group");
    }
    while (more()) {
      char c = pattern.charAt(at++);
      if (c == ':') {
        return false;
      }
      if (c == ')') {
        open--;
        return false;
      }
      if ("imxadu-".indexOf(c) < 0) {
        throw new Wrong("'(?" + c + "' is no kind of group");
      }
    }
    throw new Wrong("a parenthesis is not closed");
  }
}
