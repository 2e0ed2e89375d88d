package io.github.puppetha.validate.internal;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Ruby's regular expressions, as far as Java's mean the same. */
final class RubyPattern {
  /** What the two read differently, or Java not at all. */
  private static final Pattern DIFFERENT =
      Pattern.compile("\\\\[hHRXKpPGgk]|\\(\\?|\\[\\[|\\[:|&&|[*+?}]\\+|\\\\Q|\\\\E|#");

  private static final int STEPS = 100_000;

  private RubyPattern() {}

  /** False when a text certainly does not match. */
  static boolean mayMatch(String pattern, String text) {
    String plain = pattern.replace("(?:", "(");
    if (text.length() > 1000 || DIFFERENT.matcher(plain).find()) {
      return true;
    }
    try {
      Matcher matcher =
          Pattern.compile(pattern, Pattern.MULTILINE | Pattern.UNIX_LINES)
              .matcher(new Counted(text, new int[] {STEPS}));
      return matcher.find();
    } catch (PatternSyntaxException | TooLongException | StackOverflowError e) {
      return true;
    }
  }

  /** It takes too long to find out. */
  private static final class TooLongException extends RuntimeException {
    private static final long serialVersionUID = 1;

    TooLongException() {
      super("too many steps", null, false, false);
    }
  }

  /** A text that can be looked at only so many times. */
  private record Counted(String text, int[] left) implements CharSequence {
    @Override
    public int length() {
      return text.length();
    }

    @Override
    public char charAt(int index) {
      if (--left[0] < 0) {
        throw new TooLongException();
      }
      return text.charAt(index);
    }

    @Override
    public CharSequence subSequence(int start, int end) {
      return new Counted(text.substring(start, end), left);
    }

    @Override
    public String toString() {
      return text;
    }
  }
}
