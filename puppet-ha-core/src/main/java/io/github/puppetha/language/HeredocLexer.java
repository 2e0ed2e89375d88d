package io.github.puppetha.language;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** {@code @(END)} and the text in the lines below. */
final class HeredocLexer {
  private static final String BLANK = "[\\p{Zs}\\t]*";
  private static final Pattern TAG =
      Pattern.compile(
          "@\\(([^:/\\r\\n\\)]+)(?::"
              + BLANK
              + "([a-z][a-zA-Z0-9_+]+)"
              + BLANK
              + ")?(?:/((?:\\w|[$])*)"
              + BLANK
              + ")?\\)");

  private final Lexer in;
  private final int afterTag;
  private final String endTag;
  private final boolean interpolates;
  private final @Nullable String escapes;

  private HeredocLexer(
      Lexer in, int afterTag, String endTag, boolean interpolates, @Nullable String escapes) {
    this.in = in;
    this.afterTag = afterTag;
    this.endTag = endTag;
    this.interpolates = interpolates;
    this.escapes = escapes;
  }

  /** From the at sign at the lexer's position. */
  static void heredoc(Lexer in) throws LexError {
    int start = in.pos;
    if (in.inHeredoc) {
      throw new LexError(Issue.ERROR, start, "a heredoc cannot stand in another one's text");
    }
    int close = in.find(')', start);
    if (close < 0) {
      throw new LexError(
          Issue.HEREDOC_UNCLOSED_PARENTHESIS, start, "'@(' of a heredoc is not closed by ')'");
    }
    in.pos = close + 1;
    Matcher tag = TAG.matcher(in.slice(start, close + 1));
    if (!tag.find()) {
      throw new LexError(
          Issue.HEREDOC_INVALID_SYNTAX, in.pos, "a heredoc begins as in @(END:syntax/escapes)");
    }
    String name = strip(tag.group(1));
    boolean quoted = name.length() > 1 && name.startsWith("\"") && name.endsWith("\"");
    String endTag = quoted ? strip(name.substring(1, name.length() - 1)) : name;
    if (endTag.isEmpty()) {
      throw new LexError(Issue.HEREDOC_EMPTY_ENDTAG, in.pos, "the heredoc's end tag is empty");
    }
    String escapes = tag.group(3) == null ? null : escapes(tag.group(3), in.pos);
    String syntax = tag.group(2) == null ? "" : tag.group(2);
    in.tokens.add(TokenKind.HEREDOC, start, in.pos, syntax);
    new HeredocLexer(in, in.pos, endTag, quoted, escapes).lines();
  }

  private static String strip(String text) {
    int start = 0;
    int end = text.length();
    while (start < end && isRubySpace(text.charAt(start))) {
      start++;
    }
    while (end > start && (isRubySpace(text.charAt(end - 1)))) {
      end--;
    }
    return text.substring(start, end);
  }

  private static boolean isRubySpace(char c) {
    return c == ' ' || c >= '\t' && c <= '\r' || c == 0;
  }

  private static String escapes(String flags, int at) throws LexError {
    String wanted = flags.isEmpty() ? "trnsuL$" : flags;
    if (wanted.chars().distinct().count() != wanted.length()) {
      throw new LexError(
          Issue.HEREDOC_MULTIPLE_AT_ESCAPES, at, "an escape is named twice in '" + wanted + "'");
    }
    StringBuilder result = new StringBuilder("\\");
    for (char c : wanted.toCharArray()) {
      if ("trnsu$L".indexOf(c) < 0) {
        throw new LexError(
            Issue.HEREDOC_INVALID_ESCAPE,
            at,
            "'" + c + "' is no escape of heredocs; there are t, r, n, s, u, L and $");
      }
      result.append(c == 'L' ? '\n' : c);
    }
    return result.toString();
  }

  /** Finds the line with the end tag. */
  private void lines() throws LexError {
    int textStart = in.newlineJump;
    if (textStart < 0) {
      int newline = in.find('\n', in.pos);
      if (newline < 0) {
        throw new LexError(Issue.HEREDOC_WITHOUT_TEXT, in.pos, "no text follows the heredoc");
      }
      textStart = newline + 1;
    }
    Pattern endLine = null;
    int line = textStart;
    while (line < in.length) {
      int newline = in.find('\n', line);
      int lineEnd = newline < 0 ? in.length : newline + 1;
      if (mayEnd(line, lineEnd)) {
        endLine = endLine == null ? endLine() : endLine;
        Matcher matcher = endLine.matcher(in.slice(line, lineEnd));
        if (matcher.find()) {
          in.newlineJump = lineEnd;
          text(textStart, line, matcher);
          in.pos = afterTag;
          return;
        }
      }
      line = lineEnd;
    }
    throw new LexError(
        Issue.HEREDOC_WITHOUT_END_TAGGED_LINE,
        textStart,
        "no line ends the heredoc with '" + endTag + "'");
  }

  private Pattern endLine() {
    return Pattern.compile(
        "("
            + BLANK
            + ")(?:([|])"
            + BLANK
            + ")?(?:(-)"
            + BLANK
            + ")?"
            + Pattern.quote(endTag)
            + BLANK
            + "\\r?(?:\\n|\\z)");
  }

  /** A quick look: does the line end in the tag? */
  private boolean mayEnd(int start, int lineEnd) {
    int end = lineEnd;
    if (end > start && in.text[end - 1] == '\n') {
      end--;
    }
    if (end > start && in.text[end - 1] == '\r') {
      end--;
    }
    while (end > start && Scanner.isBlank(in.text[end - 1])) {
      end--;
    }
    int trimmedTag = endTag.length();
    while (trimmedTag > 0 && (Scanner.isBlank(endTag.charAt(trimmedTag - 1)))) {
      trimmedTag--;
    }
    int at = end - trimmedTag;
    if (at < start) {
      return false;
    }
    for (int i = 0; i < trimmedTag; i++) {
      if (in.text[at + i] != endTag.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  private void text(int start, int end, Matcher endLine) throws LexError {
    String leading = endLine.group(1);
    boolean margin = endLine.group(2) != null;
    HeredocText text = HeredocText.of(in, start, end, margin ? leading : "", margin);
    in.tokens.add(TokenKind.SUBLOCATE, start, start);
    String kept = endLine.group(3) != null ? withoutLastBreak(text.text()) : text.text();
    if (kept.startsWith("\uFEFF")) {
      throw new LexError(Issue.ILLEGAL_BOM, -1, "the heredoc begins with a byte order mark");
    }
    Lexer sub = new Lexer(kept.toCharArray(), kept.length(), in.tasks, HeredocLexer::warn);
    sub.inHeredoc = true;
    try {
      new StringLexer(sub)
          .unquoted(new StringLexer.Part(false, interpolates, escapes == null ? "" : escapes));
    } catch (LexError e) {
      throw new LexError(Issue.ERROR, start, e.getMessage());
    }
    for (int i = 0; i < sub.tokens.size(); i++) {
      TokenKind kind = sub.tokens.kind(i);
      String value = sub.tokens.value(i);
      int from = sub.tokens.start(i);
      int to = sub.tokens.end(i);
      in.tokens.add(
          kind,
          text.global(from),
          text.global(to),
          value == null ? TokenText.of(kind, sub.text, from, to) : value);
    }
  }

  private static String withoutLastBreak(String text) {
    int end = text.length();
    if (end > 0 && text.charAt(end - 1) == '\n') {
      end--;
      if (end > 0 && text.charAt(end - 1) == '\r') {
        end--;
      }
    }
    return text.substring(0, end);
  }

  /** Puppet itself fails when it would warn within a heredoc. */
  private static void warn(Issue issue, int offset, String message) throws LexError {
    throw new LexError(Issue.ERROR, offset, message);
  }
}
