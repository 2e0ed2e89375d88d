package io.github.puppetha.language;

import org.jspecify.annotations.Nullable;

/** Numbers, right and wrong. */
final class NumberLexer {
  private NumberLexer() {}

  /** From a digit at the lexer's position. */
  static Lexer.Step number(Lexer in) throws LexError {
    int start = in.pos;
    int end = end(in, start);
    if (end < 0) {
      throw wrong(in, start);
    }
    LexError wrong = check(in.slice(start, end), start);
    if (wrong != null) {
      throw wrong;
    }
    return in.token(TokenKind.NUMBER, end - start);
  }

  /** The end of the longest number that ends at the end of a word; -1 without. */
  private static int end(Scanner in, int start) {
    if (in.text[start] == '0' && (in.at(start + 1) | 0x20) == 'x') {
      int hex = start + 2;
      while (Scanner.isHex(in.at(hex))) {
        hex++;
      }
      if (hex > start + 2 && !in.isWordAt(hex)) {
        return hex;
      }
    }
    int whole = digits(in, start);
    if (in.at(whole) == '.' && Scanner.isDigit(in.at(whole + 1))) {
      int fraction = digits(in, whole + 1);
      int exponent = exponent(in, fraction);
      if (!in.isWordAt(exponent)) {
        return exponent;
      }
      if (!in.isWordAt(fraction)) {
        return fraction;
      }
      return in.isWordAt(whole) ? -1 : whole;
    }
    int exponent = exponent(in, whole);
    if (!in.isWordAt(exponent)) {
      return exponent;
    }
    return in.isWordAt(whole) ? -1 : whole;
  }

  private static int digits(Scanner in, int from) {
    int i = from;
    while (Scanner.isDigit(in.at(i))) {
      i++;
    }
    return i;
  }

  private static int exponent(Scanner in, int from) {
    if ((in.at(from) | 0x20) != 'e') {
      return from;
    }
    int i = in.at(from + 1) == '-' ? from + 2 : from + 1;
    int end = digits(in, i);
    return end > i ? end : from;
  }

  /** What looked like a number but is none: Puppet takes the word, and digits and a dot before. */
  private static LexError wrong(Scanner in, int digit) {
    int end = digit;
    while (end < in.length && Scanner.isWord(in.text[end])) {
      end++;
    }
    int start = digit;
    if (digit > 1 && in.text[digit - 1] == '.') {
      int i = digit - 2;
      while (i >= 0 && Scanner.isDigit(in.text[i])) {
        start = i--;
      }
    }
    String word = in.slice(start, end);
    LexError error = check(word, start);
    return error != null ? error : illegal(word, start + 1);
  }

  private static LexError illegal(String word, int at) {
    return new LexError(Issue.ILLEGAL_NUMBER, at, "'" + word + "' is not a number");
  }

  private static @Nullable LexError check(String word, int at) {
    if (word.startsWith("0x") || word.startsWith("0X")) {
      return matches(word, 2, 16)
          ? null
          : new LexError(
              Issue.INVALID_HEX_NUMBER, at, "'" + word + "' is not a hexadecimal number");
    }
    if (word.length() > 1 && word.charAt(0) == '0' && word.charAt(1) != '.') {
      return matches(word, 1, 8)
          ? null
          : new LexError(
              Issue.INVALID_OCTAL_NUMBER,
              at,
              "'" + word + "' is not an octal number, which a leading 0 makes it");
    }
    int whole = digitsOf(word, 0);
    if (whole > 0 && whole < word.length() && ".eE".indexOf(word.charAt(whole)) >= 0) {
      return isDecimal(word, whole)
          ? null
          : new LexError(
              Issue.INVALID_DECIMAL_NUMBER, at, "'" + word + "' is not a decimal number");
    }
    return whole == word.length() && whole > 0 ? null : illegal(word, at);
  }

  private static boolean matches(String word, int from, int radix) {
    for (int i = from; i < word.length(); i++) {
      char c = word.charAt(i);
      if (c >= 128 || Character.digit(c, radix) < 0) {
        return false;
      }
    }
    return word.length() > from;
  }

  private static int digitsOf(String word, int from) {
    int i = from;
    while (i < word.length() && Scanner.isDigit(word.charAt(i))) {
      i++;
    }
    return i;
  }

  private static boolean isDecimal(String word, int whole) {
    int i = whole;
    if (word.charAt(i) == '.') {
      int fraction = digitsOf(word, i + 1);
      if (fraction == i + 1) {
        return false;
      }
      i = fraction;
    }
    if (i < word.length() && (word.charAt(i) | 0x20) == 'e') {
      int from = i + 1 < word.length() && word.charAt(i + 1) == '-' ? i + 2 : i + 1;
      i = digitsOf(word, from);
      return i > from && i == word.length();
    }
    return i == word.length();
  }
}
