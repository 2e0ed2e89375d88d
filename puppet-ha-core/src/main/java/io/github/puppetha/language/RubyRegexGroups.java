package io.github.puppetha.language;

import io.github.puppetha.language.RubyRegex.Wrong;
import java.util.HashSet;
import java.util.Set;

/** The groups of a Ruby regular expression, and what refers to them. */
final class RubyRegexGroups {
  private final RubyRegex in;
  private final Set<String> names = new HashSet<>();
  private final Set<String> references = new HashSet<>();
  private int numbered;
  private int highestReference;
  private boolean numberedReference;

  RubyRegexGroups(RubyRegex in) {
    this.in = in;
  }

  void addNumbered() {
    numbered++;
  }

  void addNamed(char close) throws Wrong {
    names.add(name(close));
  }

  /** Once all is read: is there what was referred to? */
  void check() throws Wrong {
    if (!names.isEmpty() && numberedReference) {
      throw new Wrong("a group that has names cannot be referred to by number");
    }
    if (names.isEmpty() && highestReference > numbered) {
      throw new Wrong("there is no group of the number " + highestReference);
    }
    for (String reference : references) {
      if (!names.contains(reference)) {
        throw new Wrong("there is no group of the name '" + reference + "'");
      }
    }
  }

  /** {@code (?(1)yes|no)}, after its second parenthesis. */
  void condition() throws Wrong {
    int end = in.pattern.indexOf(')', in.at);
    String inside = end < 0 ? "" : in.pattern.substring(in.at, end);
    if (!inside.matches("[0-9]+|<\\w+>|'\\w+'")) {
      throw new Wrong("a condition must be the number or the name of a group");
    }
    if (Scanner.isDigit(inside.charAt(0))) {
      highestReference = Math.max(highestReference, Math.min(999, digitsOf(inside)));
    }
    in.at = end + 1;
  }

  private static int digitsOf(String digits) {
    return digits.length() > 3 ? 999 : Integer.parseInt(digits);
  }

  private String name(char close) throws Wrong {
    int end = in.pattern.indexOf(close, in.at);
    int broken = in.pattern.indexOf(')', in.at);
    if (end < 0 || broken >= 0 && broken < end || end == in.at) {
      throw new Wrong("the name of a group is empty, or does not end");
    }
    String name = in.pattern.substring(in.at, end);
    if (!Character.isLetter(name.charAt(0)) && name.charAt(0) != '_') {
      throw new Wrong("'" + name + "' is no name for a group");
    }
    for (int i = 0; i < name.length(); i++) {
      if (!Character.isLetterOrDigit(name.charAt(i)) && name.charAt(i) != '_') {
        throw new Wrong("'" + name + "' is no name for a group");
      }
    }
    in.at = end + 1;
    return name;
  }

  /** A reference by number, its first digit read. */
  void backReference(int first) {
    int number = first;
    while (Scanner.isDigit(in.peek()) && number < 1_000) {
      number = number * 10 + in.peek() - '0';
      in.at++;
    }
    numberedReference = true;
    if (number < 10) {
      highestReference = Math.max(highestReference, number);
    }
  }

  /** {@code \\k<name>} or {@code \\g<1>}, after the letter. */
  void reference() throws Wrong {
    char close = in.peek() == '<' ? '>' : in.peek() == '\'' ? '\'' : '\0';
    if (close == '\0') {
      return;
    }
    in.at++;
    int end = in.pattern.indexOf(close, in.at);
    if (end <= in.at) {
      throw new Wrong("a reference to a group does not end");
    }
    String name = in.pattern.substring(in.at, end);
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
    in.at = end + 1;
  }
}
