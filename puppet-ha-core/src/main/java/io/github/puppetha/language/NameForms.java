package io.github.puppetha.language;

/** The forms of names. All letters and digits are ASCII, as in Puppet's patterns. */
final class NameForms {
  private NameForms() {}

  /** {@code [a-z]\w*(::[a-z]\w*)*}: of a class, define, function or plan. */
  static boolean isDefinition(String name) {
    return isSegments(name, 0, 'a', 'z');
  }

  /** {@code [A-Z]\w*(::[A-Z]\w*)*}: of a type alias. */
  static boolean isTypeDefinition(String name) {
    return isSegments(name, 0, 'A', 'Z');
  }

  /** As {@link #isTypeDefinition}, perhaps with leading colons. */
  static boolean isTypeReference(String name) {
    return isSegments(name, name.startsWith("::") ? 2 : 0, 'A', 'Z');
  }

  /** {@code [a-z_]\w*}. */
  static boolean isParameter(String name) {
    return !name.isEmpty()
        && (isBetween(name.charAt(0), 'a', 'z') || name.charAt(0) == '_')
        && wordEnd(name, 1) == name.length();
  }

  /** A variable: lower case segments, the last may begin with an underscore; or a number. */
  static boolean isVariable(String name) {
    int at = name.startsWith("::") ? 2 : 0;
    while (at < name.length()) {
      char first = name.charAt(at);
      int end = wordEnd(name, at);
      if (end == name.length()) {
        return first == '_' || isBetween(first, 'a', 'z');
      }
      if (!isBetween(first, 'a', 'z') || !name.startsWith("::", end)) {
        return false;
      }
      at = end + 2;
    }
    return false;
  }

  /** {@code 0}, or digits that do not begin with it: what a match sets. */
  static boolean isMatchVariable(String name) {
    return isDigits(name, 0) && (name.length() == 1 || name.charAt(0) != '0');
  }

  /** Digits, perhaps after {@code 0x}. */
  static boolean isNumber(String name) {
    return isDigits(name, name.startsWith("0x") ? 2 : 0);
  }

  /** Has it only what {@code [-\w.]} matches? */
  static boolean isHostName(String name) {
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (!isWord(c) && c != '-' && c != '.') {
        return false;
      }
    }
    return true;
  }

  private static boolean isSegments(String name, int from, char first, char last) {
    int at = from;
    while (at < name.length() && isBetween(name.charAt(at), first, last)) {
      at = wordEnd(name, at);
      if (at == name.length()) {
        return true;
      }
      if (!name.startsWith("::", at)) {
        return false;
      }
      at += 2;
    }
    return false;
  }

  private static boolean isDigits(String name, int from) {
    for (int i = from; i < name.length(); i++) {
      if (!isBetween(name.charAt(i), '0', '9')) {
        return false;
      }
    }
    return from < name.length();
  }

  private static int wordEnd(String name, int from) {
    int at = from;
    while (at < name.length() && isWord(name.charAt(at))) {
      at++;
    }
    return at;
  }

  private static boolean isWord(char c) {
    return isBetween(c, 'a', 'z') || isBetween(c, 'A', 'Z') || isBetween(c, '0', '9') || c == '_';
  }

  private static boolean isBetween(char c, char first, char last) {
    return c >= first && c <= last;
  }
}
