package io.github.puppetha.sameness;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Cuts a text into pieces that add up to it. Has nothing to do with the lexer under test: it only
 * needs to cut where a slip of the hand would.
 */
final class Pieces {
  private static final Pattern TOKEN =
      Pattern.compile(
          "\\s+|#[^\\n]*|'(?:[^'\\\\]|\\\\.)*+'|\"(?:[^\"\\\\]|\\\\.)*+\""
              + "|@\\([^)\\n]*\\)|\\$?(?:::)?\\w+(?:::\\w+)*"
              + "|<%[-=#|]?|-?%>|<<\\||\\|>>|<\\||\\|>|[-~=+]>|<[-~]|[=!<>]=|[=!]~|<<|>>|\\$\\{|.",
          Pattern.DOTALL);

  private Pieces() {}

  static List<String> tokens(String text) {
    List<String> tokens = new ArrayList<>();
    Matcher matcher = TOKEN.matcher(text);
    while (matcher.find()) {
      tokens.add(matcher.group());
    }
    return tokens;
  }

  static List<String> lines(String text) {
    return List.of(text.split("(?<=\n)"));
  }

  static List<String> characters(String text) {
    return text.codePoints().mapToObj(Character::toString).toList();
  }
}
