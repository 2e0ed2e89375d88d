package io.github.puppetha.validate;

import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Globs as Ruby's {@code Dir.glob} has them. */
final class Globs {
  private final String glob;
  private final StringBuilder regex = new StringBuilder();
  private int braces;

  private Globs(String glob) {
    this.glob = glob;
  }

  /** A pattern for names relative to where the glob is; empty when it is no glob. */
  static Optional<Pattern> pattern(String glob) {
    try {
      return Optional.of(new Globs(glob).pattern());
    } catch (PatternSyntaxException e) {
      return Optional.empty();
    }
  }

  private Pattern pattern() {
    int at = 0;
    while (at < glob.length()) {
      if (glob.startsWith("**/", at) && (at == 0 || glob.charAt(at - 1) == '/')) {
        regex.append("(?:[^/]+/)*");
        at += 3;
      } else {
        at = one(at);
      }
    }
    return Pattern.compile(regex.toString());
  }

  private int one(int at) {
    char c = glob.charAt(at);
    switch (c) {
      case '*' -> regex.append("[^/]*");
      case '?' -> regex.append("[^/]");
      case '{' -> {
        braces++;
        regex.append("(?:");
      }
      case '}' -> regex.append(braces-- > 0 ? ")" : "\\}");
      case ',' -> regex.append(braces > 0 ? "|" : ",");
      case '[' -> {
        return characters(at);
      }
      case '\\' -> {
        regex.append(at + 1 < glob.length() ? Pattern.quote(glob.substring(at + 1, at + 2)) : "");
        return at + 2;
      }
      default -> regex.append(Pattern.quote(String.valueOf(c)));
    }
    return at + 1;
  }

  private int characters(int at) {
    int end = glob.indexOf(']', at + 1);
    if (end < 0) {
      throw new PatternSyntaxException("not closed", glob, at);
    }
    String inside = glob.substring(at + 1, end).replace("\\", "\\\\").replace("[", "\\[");
    boolean not = inside.startsWith("^") || inside.startsWith("!");
    regex.append(not ? "[^" + inside.substring(1) + "]" : "[" + inside + "]");
    return end + 1;
  }
}
