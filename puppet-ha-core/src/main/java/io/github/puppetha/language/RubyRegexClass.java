package io.github.puppetha.language;

import io.github.puppetha.language.RubyRegex.Wrong;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/** The classes of characters, {@code [a-z]}, of a Ruby regular expression. */
final class RubyRegexClass {
  private static final String NOT_CLOSED = "a class of characters, '[', is not closed";
  private static final Set<String> POSIX =
      Set.of(
          "alnum", "alpha", "ascii", "blank", "cntrl", "digit", "graph", "lower", "print", "punct",
          "space", "upper", "xdigit", "word");
  private static final Set<String> CATEGORIES =
      new HashSet<>(
          Arrays.asList(
              ("any assigned c cc cf cn co cs l ll lm lo lt lu m mc me mn n nd nl no p pc pd pe pf"
                      + " pi po ps s sc sk sm so z zl zp zs letter mark number symbol punctuation"
                      + " separator other")
                  .split(" ")));

  private static final int SEVERAL = -2;

  private final RubyRegex in;
  private final RubyRegexEscapes escapes;
  private int depth;

  /** The character before a hyphen, for a range; below zero without. */
  private int last = -1;

  private boolean range;

  private RubyRegexClass(RubyRegex in, RubyRegexEscapes escapes) {
    this.in = in;
    this.escapes = escapes;
  }

  /** After the opening bracket. */
  static void check(RubyRegex in, RubyRegexEscapes escapes) throws Wrong {
    new RubyRegexClass(in, escapes).run();
  }

  private void run() throws Wrong {
    open();
    while (depth > 0) {
      if (!in.more()) {
        throw new Wrong(NOT_CLOSED);
      }
      step();
    }
  }

  private void open() throws Wrong {
    depth++;
    in.skip("^");
    if (in.peek() == ']' && in.more()) {
      if (!closesLater()) {
        throw new Wrong("a class of characters, '[]', is empty");
      }
      in.at++;
      single(']');
    } else {
      reset();
    }
  }

  /** Is there another closing bracket that is not escaped? */
  private boolean closesLater() {
    for (int i = in.at + 1; i < in.pattern.length(); i++) {
      char c = in.pattern.charAt(i);
      if (c == '\\') {
        i++;
      } else if (c == ']') {
        return true;
      }
    }
    return false;
  }

  private void step() throws Wrong {
    int c = in.pattern.codePointAt(in.at);
    in.at += Character.charCount(c);
    switch (c) {
      case ']' -> {
        depth--;
        reset();
      }
      case '[' -> {
        if (!posix()) {
          if (range) {
            single(c);
          }
          open();
        }
      }
      case '\\' -> {
        int code = escapes.next(true);
        if (code < 0) {
          several();
        } else {
          single(code);
        }
      }
      case '-' -> hyphen();
      case '&' -> {
        if (in.skip("&")) {
          reset();
        } else {
          single(c);
        }
      }
      default -> single(c);
    }
  }

  /** What stands for several characters can be no end of a range. */
  private void several() throws Wrong {
    if (range) {
      throw new Wrong("a range in a class of characters ends in a class");
    }
    last = SEVERAL;
  }

  private void hyphen() throws Wrong {
    boolean follows = in.more() && in.peek() != ']' && !in.pattern.startsWith("&&", in.at);
    if (last == SEVERAL && follows) {
      throw new Wrong("a range in a class of characters begins with a class");
    }
    if (last >= 0 && !range && in.more() && in.peek() != ']') {
      range = true;
    } else {
      single('-');
    }
  }

  private void single(int code) throws Wrong {
    if (range) {
      if (last > code) {
        throw new Wrong("a range in a class of characters runs backwards");
      }
      reset();
    } else {
      last = code;
    }
  }

  private void reset() {
    last = -1;
    range = false;
  }

  /** {@code [:alpha:]}, after its bracket; false for what is another class in this one. */
  private boolean posix() throws Wrong {
    if (in.peek() != ':' || !closesAsPosix()) {
      return false;
    }
    int from = in.pattern.startsWith("^", in.at + 1) ? in.at + 2 : in.at + 1;
    for (String name : POSIX) {
      if (in.pattern.startsWith(name, from)) {
        int end = from + name.length();
        if (!in.pattern.startsWith(":]", end)) {
          throw unknownPosix();
        }
        in.at = end + 2;
        several();
        return true;
      }
    }
    int end = from;
    while (end < in.pattern.length() && ":]".indexOf(in.pattern.charAt(end)) < 0) {
      end++;
    }
    if (end - from <= 20 && in.pattern.startsWith(":]", end)) {
      throw unknownPosix();
    }
    single('[');
    return true;
  }

  private static Wrong unknownPosix() {
    return new Wrong("what stands between '[:' and ':]' is no class of characters");
  }

  /** Does {@code :]} come before any other bracket that closes? */
  private boolean closesAsPosix() {
    for (int i = in.at + 1; i < in.pattern.length(); i++) {
      char c = in.pattern.charAt(i);
      if (c == '\\') {
        i++;
      } else if (in.pattern.startsWith(":]", i)) {
        return true;
      } else if (c == ']') {
        return false;
      }
    }
    return false;
  }

  static boolean isProperty(String name) {
    String plain = name.toLowerCase(Locale.ROOT).replaceAll("[ _-]", "");
    if (POSIX.contains(plain) || CATEGORIES.contains(plain)) {
      return true;
    }
    try {
      Character.UnicodeScript.forName(name);
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
