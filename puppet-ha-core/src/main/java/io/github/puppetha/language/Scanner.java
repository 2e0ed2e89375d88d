package io.github.puppetha.language;

/** A position in a text, and what all parts of the lexer ask about the characters there. */
class Scanner {
  /** What {@link #at(int)} gives past the end. */
  static final char NONE = '\0';

  final char[] text;
  final int length;
  int pos;

  Scanner(char[] text, int length) {
    this.text = text;
    this.length = length;
  }

  final char at(int index) {
    return index < length ? text[index] : NONE;
  }

  final boolean atEnd() {
    return pos >= length;
  }

  final boolean startsWith(int index, char first, char second) {
    return index + 1 < length && text[index] == first && text[index + 1] == second;
  }

  final String slice(int start, int end) {
    return new String(text, start, end - start);
  }

  /** The next place of a character at or after an index; -1 without. */
  final int find(char wanted, int from) {
    for (int i = from; i < length; i++) {
      if (text[i] == wanted) {
        return i;
      }
    }
    return -1;
  }

  /** A letter, digit or underscore, of ASCII only, as Ruby's {@code \w}. */
  static boolean isWord(char c) {
    return c < 128 && WORD[c];
  }

  /** Does a word go on here in the sense of Ruby's {@code \b}, which knows all of Unicode? */
  final boolean isWordAt(int index) {
    if (index >= length) {
      return false;
    }
    char c = text[index];
    return c < 128 ? WORD[c] : isUnicodeWord(Character.codePointAt(text, index, length));
  }

  private static boolean isUnicodeWord(int c) {
    return switch (Character.getType(c)) {
      case Character.NON_SPACING_MARK,
          Character.ENCLOSING_MARK,
          Character.COMBINING_SPACING_MARK,
          Character.CONNECTOR_PUNCTUATION,
          Character.DECIMAL_DIGIT_NUMBER,
          Character.LETTER_NUMBER,
          Character.OTHER_NUMBER ->
          true;
      default -> Character.isLetter(c);
    };
  }

  static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  static boolean isLower(char c) {
    return c >= 'a' && c <= 'z';
  }

  static boolean isUpper(char c) {
    return c >= 'A' && c <= 'Z';
  }

  static boolean isHex(char c) {
    return isDigit(c) || c >= 'a' && c <= 'f' || c >= 'A' && c <= 'F';
  }

  /** Blank in Ruby's sense: a tab, or a space of any script. */
  static boolean isBlank(char c) {
    return c == ' ' || c == '\t' || c >= 0x80 && Character.getType(c) == Character.SPACE_SEPARATOR;
  }

  private static final boolean[] WORD = new boolean[128];

  static {
    for (char c = 0; c < 128; c++) {
      WORD[c] = c == '_' || c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
    }
  }
}
