package io.github.puppetha.language;

import org.jspecify.annotations.Nullable;

/** The text between the tags of a template, and the tags. */
final class EppLexer {
  private enum Mode {
    TEXT,
    CODE,
    EXPRESSION
  }

  private final Lexer in;
  private Mode mode = Mode.TEXT;
  private boolean open;

  EppLexer(Lexer in) {
    this.in = in;
  }

  /** A closing tag of this size at the lexer's position. */
  void close(int size, TokenKind kind) throws LexError {
    int start = in.pos;
    in.pos += size;
    if (mode == Mode.EXPRESSION) {
      in.tokens.add(kind, start, in.pos);
    }
    if (kind == TokenKind.EPP_END) {
      mode = Mode.TEXT;
    }
    text(kind == TokenKind.EPP_END_TRIM);
  }

  /** The template has ended. */
  void end() throws LexError {
    if (open) {
      throw new LexError(
          Issue.EPP_UNBALANCED_TAG, in.pos, "the template ends within a tag; close it by %>");
    }
  }

  /** Text up to the next opening tag, or to the end. */
  void text(boolean trimLine) throws LexError {
    int start = in.pos;
    StringBuilder text = new StringBuilder();
    Mode next = scan(text, trimLine);
    if (next == null) {
      open = false;
      if (lastKept) {
        in.tokens.add(TokenKind.RENDER_STRING, start, in.pos, text.toString());
      }
      return;
    }
    if (text.length() > 0) {
      in.tokens.add(TokenKind.RENDER_STRING, start, in.pos, text.toString());
    }
    if (next == Mode.EXPRESSION) {
      in.tokens.add(TokenKind.RENDER_EXPR, start, start);
    }
    mode = next;
    open = true;
  }

  /**
   * Whether text that goes to the end is handed on; Puppet drops it after a comment or {@code <%%}.
   */
  private boolean lastKept;

  /** What the tag is that ends the text; null at the end. */
  private @Nullable Mode scan(StringBuilder text, boolean trimLine) throws LexError {
    boolean trim = trimLine;
    lastKept = false;
    while (!in.atEnd()) {
      boolean tag = part(text, trim);
      trim = false;
      if (in.atEnd()) {
        if (endsInTag(text)) {
          throw new LexError(
              Issue.EPP_UNBALANCED_EXPRESSION, in.pos, "the template ends in an opening tag");
        }
        lastKept = true;
        return null;
      }
      if (!tag) {
        continue;
      }
      switch (in.text[in.pos]) {
        case '-' -> {
          in.pos++;
          text.setLength(text.length() - 2);
          trimEnd(text);
          return Mode.CODE;
        }
        case '%' -> in.pos++;
        case '=' -> {
          in.pos++;
          text.setLength(text.length() - 2);
          return Mode.EXPRESSION;
        }
        case '#' -> {
          text.setLength(text.length() - 2);
          trim = comment(text);
        }
        default -> {
          text.setLength(text.length() - 2);
          return Mode.CODE;
        }
      }
    }
    return null;
  }

  private static boolean endsInTag(StringBuilder text) {
    int size = text.length();
    return size > 1 && text.charAt(size - 2) == '<' && text.charAt(size - 1) == '%';
  }

  /** Adds text with the opening tag that ends it; false when there is none. */
  private boolean part(StringBuilder text, boolean trim) {
    int end = in.pos;
    while (end < in.length && !in.startsWith(end, '<', '%')) {
      end++;
    }
    boolean tag = end < in.length;
    end = tag ? end + 2 : in.length;
    int from = in.pos;
    if (trim) {
      while (from < end && (in.text[from] == ' ' || in.text[from] == '\t')) {
        from++;
      }
      if (from < end && in.text[from] == '\r') {
        from++;
      }
      if (from < end && in.text[from] == '\n') {
        from++;
      }
    }
    text.append(in.slice(from, end).replace("%%>", "%>"));
    in.pos = end;
    return tag;
  }

  private static void trimEnd(StringBuilder text) {
    int end = text.length();
    while (end > 0 && (text.charAt(end - 1) == ' ' || text.charAt(end - 1) == '\t')) {
      end--;
    }
    text.setLength(end);
  }

  /** Skips a comment; true when the rest of its line is to be trimmed. */
  private boolean comment(StringBuilder text) throws LexError {
    int start = in.pos;
    int end = start;
    while (true) {
      end = in.find('>', end + 1);
      if (end < 0) {
        throw new LexError(
            Issue.EPP_UNBALANCED_COMMENT, start, "the comment <%# is not closed by %>");
      }
      if (end - start >= 2 && in.text[end - 1] == '%' && in.text[end - 2] != '%') {
        break;
      }
    }
    if (in.at(start + 1) == '-') {
      trimEnd(text);
    }
    in.pos = end + 1;
    return end - start >= 2 && in.text[end - 2] == '-';
  }
}
