package io.github.puppetha.code;

import io.github.puppetha.Problem;
import io.github.puppetha.SourceRange;
import io.github.puppetha.code.PuppetfileToken.Kind;
import java.util.ArrayList;
import java.util.List;

/** Cuts a Puppetfile into tokens. Strings end on their line: one that does not was forgotten. */
final class PuppetfileLexer {
  private final String file;
  private final String text;
  private final List<Problem> problems;
  private final List<PuppetfileToken> tokens = new ArrayList<>();
  private int at;
  private int line = 1;
  private int lineStart;

  PuppetfileLexer(String file, String text, List<Problem> problems) {
    this.file = file;
    this.text = text.startsWith("\uFEFF") ? text.substring(1) : text;
    this.problems = problems;
  }

  List<PuppetfileToken> tokens() {
    while (at < text.length() && !atDataSection()) {
      next();
    }
    add(Kind.END, "\n", at);
    add(Kind.EOF, "", at);
    return tokens;
  }

  private boolean atDataSection() {
    return at == lineStart
        && text.startsWith("__END__", at)
        && (at + 7 == text.length() || "\r\n".indexOf(text.charAt(at + 7)) >= 0);
  }

  private void next() {
    char c = text.charAt(at);
    if (c == '\n') {
      add(Kind.END, "\n", at++);
      newLine();
    } else if (c == ' ' || c == '\t' || c == '\r' || c == '\f') {
      at++;
    } else if (c == '\\' && continued() > 0) {
      at += continued();
      newLine();
    } else if (c == '#') {
      skipLine();
    } else if (at == lineStart && text.startsWith("=begin", at)) {
      blockComment();
    } else if (c == '\'' || c == '"') {
      string(c);
    } else if (c == ';') {
      add(Kind.END, ";", at++);
    } else if (text.startsWith("=>", at)) {
      take(Kind.PUNCTUATION, 2);
    } else if ("(){},".indexOf(c) >= 0) {
      take(Kind.PUNCTUATION, 1);
    } else {
      word(c);
    }
  }

  private int continued() {
    if (text.startsWith("\\\r\n", at)) {
      return 3;
    }
    return text.startsWith("\\\n", at) ? 2 : 0;
  }

  private void word(char c) {
    if (c == ':' && at + 1 < text.length() && "'\"".indexOf(text.charAt(at + 1)) >= 0) {
      at++;
      string(text.charAt(at));
      PuppetfileToken quoted = tokens.remove(tokens.size() - 1);
      tokens.add(new PuppetfileToken(Kind.SYMBOL, quoted.text(), quoted.range()));
    } else if (c == ':' && nameEnd(at + 1) > at + 1) {
      int start = at;
      at = nameEnd(at + 1);
      add(Kind.SYMBOL, text.substring(start + 1, at), start);
    } else if (c >= '0' && c <= '9') {
      take(Kind.NUMBER, numberEnd() - at);
    } else if (nameEnd(at) > at) {
      int end = nameEnd(at);
      boolean key = end < text.length() && text.charAt(end) == ':' && !text.startsWith("::", end);
      take(key ? Kind.KEY : Kind.WORD, end - at);
      at += key ? 1 : 0;
    } else {
      take(Kind.OTHER, Character.charCount(text.codePointAt(at)));
    }
  }

  private int nameEnd(int from) {
    int end = from;
    while (end < text.length()
        && (text.charAt(end) == '_' || Character.isLetterOrDigit(text.charAt(end)))) {
      end++;
    }
    boolean question = end > from && end < text.length() && "?!".indexOf(text.charAt(end)) >= 0;
    return question ? end + 1 : end;
  }

  private int numberEnd() {
    int end = at;
    while (end < text.length()
        && (Character.isLetterOrDigit(text.charAt(end)) || "._".indexOf(text.charAt(end)) >= 0)) {
      end++;
    }
    return end;
  }

  private void string(char quote) {
    int start = at++;
    StringBuilder value = new StringBuilder();
    boolean computed = false;
    while (at < text.length() && text.charAt(at) != quote && text.charAt(at) != '\n') {
      if (text.charAt(at) == '\\') {
        escape(quote, value);
      } else {
        computed |= quote == '"' && text.startsWith("#{", at);
        value.append(text.charAt(at++));
      }
    }
    boolean closed = at < text.length() && text.charAt(at) == quote;
    if (closed) {
      at++;
      boolean key = quoteKey();
      add(computed ? Kind.UNKNOWN : key ? Kind.KEY : Kind.STRING, value.toString(), start);
      at += key ? 1 : 0;
    } else {
      problem(start, "syntax", "this string is not closed on its line; add " + quote);
      add(Kind.UNKNOWN, value.toString(), start);
    }
    if (computed) {
      problem(
          start,
          "unsupported_ruby",
          "'#{…}' in a string is computed by Ruby, which is not executed; write the value itself");
    }
  }

  private boolean quoteKey() {
    return text.startsWith(":", at)
        && !text.startsWith("::", at)
        && !tokens.isEmpty()
        && (tokens.get(tokens.size() - 1).is(",") || tokens.get(tokens.size() - 1).is("{"));
  }

  private void escape(char quote, StringBuilder value) {
    at++;
    if (at >= text.length() || text.charAt(at) == '\n') {
      value.append('\\');
      return;
    }
    char c = text.charAt(at++);
    if (quote == '\'') {
      value.append(c == '\'' || c == '\\' ? String.valueOf(c) : "\\" + c);
      return;
    }
    switch (c) {
      case 'n' -> value.append('\n');
      case 't' -> value.append('\t');
      case 'r' -> value.append('\r');
      case 's' -> value.append(' ');
      default -> value.append(c);
    }
  }

  private void blockComment() {
    int start = at;
    do {
      skipLine();
      if (at >= text.length()) {
        problem(start, "syntax", "this comment is not closed; end it with a line '=end'");
        return;
      }
      at++;
      newLine();
    } while (!text.startsWith("=end", at));
    skipLine();
  }

  private void skipLine() {
    int end = text.indexOf('\n', at);
    at = end < 0 ? text.length() : end;
  }

  private void newLine() {
    line++;
    lineStart = at;
  }

  private void take(Kind kind, int length) {
    int start = at;
    at += length;
    add(kind, text.substring(start, at), start);
  }

  private void add(Kind kind, String value, int start) {
    tokens.add(new PuppetfileToken(kind, value, range(start)));
  }

  private SourceRange range(int start) {
    int column = start - lineStart + 1;
    return new SourceRange(line, Math.max(1, column), line, Math.max(1, at - lineStart + 1));
  }

  private void problem(int start, String rule, String message) {
    problems.add(Problem.error(file, range(start), "puppetfile/" + rule, message));
  }
}
