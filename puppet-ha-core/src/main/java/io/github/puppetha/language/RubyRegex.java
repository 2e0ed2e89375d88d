package io.github.puppetha.language;

import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Says whether Ruby would take a regular expression. It follows the syntax that Ruby documents for
 * its Regexp; Java's own differs in too much.
 */
final class RubyRegex {
  private static final String NO_TARGET = "a repetition such as '*' has nothing to repeat";

  final String pattern;

  /** The index of the next character. */
  int at;

  private int open;
  private boolean named;
  private boolean numberedReference;
  private int groups;
  private int highestReference;

  /** How many parentheses were open where the outermost look-behind began; below zero outside. */
  private int lookBehind = -1;

  private final Set<String> names = new HashSet<>();
  private final Set<String> references = new HashSet<>();

  private RubyRegex(String pattern) {
    this.pattern = pattern;
  }

  /** What is wrong with a pattern, as part of a sentence; null when it is right. */
  static @Nullable String problem(String pattern) {
    try {
      new RubyRegex(pattern).check();
      return null;
    } catch (Wrong e) {
      return e.getMessage();
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
          escape(false);
          target = true;
        }
        case '[' -> {
          RubyRegexClass.check(this);
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
    references();
  }

  private void references() throws Wrong {
    if (named && numberedReference) {
      throw new Wrong("a group that has names cannot be referred to by number");
    }
    if (!named && highestReference > groups) {
      throw new Wrong("there is no group of the number " + highestReference);
    }
    for (String reference : references) {
      if (!names.contains(reference)) {
        throw new Wrong("there is no group of the name '" + reference + "'");
      }
    }
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
      groups++;
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
      names.add(name('>'));
      named = true;
      return false;
    }
    if (skip("'")) {
      names.add(name('\''));
      named = true;
      return false;
    }
    if (skip("(")) {
      condition();
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

  private void condition() throws Wrong {
    int end = pattern.indexOf(')', at);
    String inside = end < 0 ? "" : pattern.substring(at, end);
    if (!inside.matches("[0-9]+|<\\w+>|'\\w+'")) {
      throw new Wrong("a condition must be the number or the name of a group");
    }
    if (Scanner.isDigit(inside.charAt(0))) {
      highestReference = Math.max(highestReference, Math.min(999, digitsOf(inside)));
    }
    at = end + 1;
  }

  private static int digitsOf(String digits) {
    return digits.length() > 3 ? 999 : Integer.parseInt(digits);
  }

  private boolean options() throws Wrong {
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

  private String name(char close) throws Wrong {
    int end = pattern.indexOf(close, at);
    int broken = pattern.indexOf(')', at);
    if (end < 0 || broken >= 0 && broken < end || end == at) {
      throw new Wrong("the name of a group is empty, or does not end");
    }
    String name = pattern.substring(at, end);
    if (!Character.isLetter(name.charAt(0)) && name.charAt(0) != '_') {
      throw new Wrong("'" + name + "' is no name for a group");
    }
    for (int i = 0; i < name.length(); i++) {
      if (!Character.isLetterOrDigit(name.charAt(i)) && name.charAt(i) != '_') {
        throw new Wrong("'" + name + "' is no name for a group");
      }
    }
    at = end + 1;
    return name;
  }

  /** After a backslash; gives the character that it stands for, below zero for a class of them. */
  int escape(boolean inClass) throws Wrong {
    if (!more()) {
      throw new Wrong("it ends in a backslash");
    }
    char c = pattern.charAt(at++);
    switch (c) {
      case 'x' -> {
        return hexadecimal();
      }
      case 'u' -> {
        return unicode();
      }
      case 'p', 'P' -> property();
      case 'k' -> {
        if (!inClass) {
          reference();
        }
      }
      case 'g' -> {
        if (!inClass) {
          reference();
        }
      }
      case 'c' -> control();
      case 'C', 'M' -> {
        if (!skip("-")) {
          throw new Wrong("'\\" + c + "' must be followed by '-'");
        }
        control();
      }
      case '0' -> {
        return octal(0);
      }
      case '1', '2', '3', '4', '5', '6', '7', '8', '9' -> {
        if (inClass) {
          return c < '8' ? octal(c - '0') : c;
        }
        backReference(c - '0');
      }
      default -> {
        int special = "tnrfvae".indexOf(c);
        return special >= 0
            ? "\t\n\r\f\u000b\u0007\u001b".charAt(special)
            : (inClass ? "dDwWsShH" : "dDwWsShHRXbBAzZG").indexOf(c) >= 0 ? -1 : c;
      }
    }
    return -1;
  }

  private int octal(int first) {
    int code = first;
    int start = at;
    while (at - start < 2 && peek() >= '0' && peek() <= '7') {
      code = code * 8 + peek() - '0';
      at++;
    }
    return code;
  }

  private void backReference(int first) {
    int number = first;
    while (Scanner.isDigit(peek()) && number < 1_000) {
      number = number * 10 + peek() - '0';
      at++;
    }
    numberedReference = true;
    if (number < 10) {
      highestReference = Math.max(highestReference, number);
    }
  }

  private void control() throws Wrong {
    if (!more()) {
      throw new Wrong("a control escape lacks its character");
    }
    if (pattern.charAt(at++) == '\\' && more()) {
      at++;
    }
  }

  private int hexadecimal() throws Wrong {
    if (!Scanner.isHex(peek())) {
      throw new Wrong("'\\x' must be followed by a hexadecimal digit");
    }
    int start = at;
    while (at - start < 2 && Scanner.isHex(peek())) {
      at++;
    }
    int code = Integer.parseInt(pattern.substring(start, at), 16);
    if (code > 127) {
      throw new Wrong("'\\x' above 7F is no character of UTF-8");
    }
    return code;
  }

  private int unicode() throws Wrong {
    if (skip("{")) {
      int end = pattern.indexOf('}', at);
      String inside = end < 0 ? "" : pattern.substring(at, end).trim();
      if (!inside.matches("[0-9A-Fa-f]{1,6}([ \\t]+[0-9A-Fa-f]{1,6})*")) {
        throw new Wrong("'\\u{' must hold hexadecimal digits and be closed");
      }
      at = end + 1;
      int code = inside.contains(" ") ? -1 : Integer.parseInt(inside, 16);
      if (code > Character.MAX_CODE_POINT) {
        throw new Wrong("'\\u{" + inside + "}' is no character of Unicode");
      }
      return code;
    }
    int start = at;
    while (at - start < 4) {
      if (!Scanner.isHex(peek())) {
        throw new Wrong("'\\u' must be followed by four hexadecimal digits");
      }
      at++;
    }
    return Integer.parseInt(pattern.substring(start, at), 16);
  }

  private void property() throws Wrong {
    if (!skip("{")) {
      return;
    }
    int end = pattern.indexOf('}', at);
    String name = end < 0 ? "" : pattern.substring(at, end);
    if (!RubyRegexClass.isProperty(name.startsWith("^") ? name.substring(1) : name)) {
      throw new Wrong("'\\p{" + name + "}' is no class of characters");
    }
    at = end + 1;
  }

  private void reference() throws Wrong {
    char close = peek() == '<' ? '>' : peek() == '\'' ? '\'' : '\0';
    if (close == '\0') {
      return;
    }
    at++;
    int end = pattern.indexOf(close, at);
    if (end <= at) {
      throw new Wrong("a reference to a group does not end");
    }
    String name = pattern.substring(at, end);
    if (Scanner.isDigit(name.charAt(0)) || name.charAt(0) == '-') {
      numberedReference = true;
      int number =
          name.length() < 4 && name.chars().allMatch(Character::isDigit)
              ? Integer.parseInt(name)
              : 0;
      if (number == 0 && name.equals("0")) {
        throw new Wrong("it calls itself without end");
      }
      highestReference = Math.max(highestReference, number);
    } else {
      references.add(name);
    }
    at = end + 1;
  }
}
