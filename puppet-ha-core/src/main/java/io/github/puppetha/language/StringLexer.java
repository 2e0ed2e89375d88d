package io.github.puppetha.language;

import org.jspecify.annotations.Nullable;

/** Strings, and the expressions interpolated in them. */
final class StringLexer {
  /** How many interpolations may be open within one another. */
  private static final int DEEPEST = 500;

  private final Lexer in;

  /** Where the piece of text read last ends; what follows ended it. */
  private int pieceEnd;

  /** Whether the piece read last holds a backslash. */
  private boolean escapes;

  StringLexer(Lexer in) {
    this.in = in;
  }

  /** A string in single quotes. */
  Lexer.Step single() throws LexError {
    int start = in.pos++;
    boolean escaped = false;
    boolean any = false;
    int from = isFirstText('\'', '\'') ? in.pos + 1 : in.pos;
    for (int i = from; i < in.length; i++) {
      char c = in.text[i];
      if (c == '\'' && !escaped) {
        in.tokens.add(
            TokenKind.STRING, start, i + 1, any ? Escapes.single(in.slice(start + 1, i)) : null);
        in.pos = i + 1;
        return Lexer.Step.TOKEN;
      }
      escaped = c == '\\' && !escaped;
      any |= escaped;
    }
    throw unclosed();
  }

  /**
   * Puppet takes the first character of a piece for text, whatever it is, when what ends the piece
   * follows, perhaps after pairs of backslashes: {@code '''} is a string of one quote.
   */
  private boolean isFirstText(char end, char otherEnd) {
    char first = in.at(in.pos);
    if (first != end && first != otherEnd) {
      return false;
    }
    int i = in.pos + 1;
    while (in.at(i) == '\\' && in.at(i + 1) == '\\') {
      i += 2;
    }
    return in.at(i) == end || in.at(i) == otherEnd;
  }

  private LexError unclosed() {
    return new LexError(
        Issue.UNCLOSED_QUOTE,
        in.pos,
        "a string that begins on this line, or before it, is not closed");
  }

  /** A string in double quotes: one token, or one for each part of it. */
  Lexer.Step interpolated() throws LexError {
    int start = in.pos;
    in.pos++;
    String text = piece(Part.QUOTED);
    if (in.text[pieceEnd] == '"') {
      in.tokens.add(TokenKind.STRING, start, in.pos, text);
      return Lexer.Step.TOKEN;
    }
    parts(start, TokenKind.DQPRE, text, Part.QUOTED);
    return Lexer.Step.STRING_PARTS;
  }

  /** A text without quotes to its end, as a heredoc has it. */
  void unquoted(Part part) throws LexError {
    int start = in.pos;
    String text = piece(part);
    if (pieceEnd >= in.length) {
      in.tokens.add(TokenKind.STRING, start, in.pos, text);
    } else {
      parts(start, TokenKind.DQPRE, text, part);
    }
  }

  /** The rest of a string, of which the first piece has been read up to a dollar sign. */
  private void parts(int firstStart, TokenKind firstKind, String firstText, Part part)
      throws LexError {
    int start = firstStart;
    String text = firstText;
    TokenKind kind = firstKind;
    while (pieceEnd < in.length && in.text[pieceEnd] == '$') {
      int dollar = pieceEnd;
      if (in.at(dollar + 1) == '{') {
        int count = in.braces++;
        in.tokens.add(kind, start, in.pos, text);
        expression(count);
      } else {
        in.tokens.add(kind, start, dollar, text);
        in.tokens.add(TokenKind.VARIABLE, dollar, in.pos);
      }
      kind = TokenKind.DQMID;
      start = in.pos;
      text = piece(part);
    }
    in.tokens.add(TokenKind.DQPOST, start, in.pos, text);
  }

  /** What ends a text, and what backslashes mean in it. */
  record Part(boolean quoted, boolean interpolates, @Nullable String escapes) {
    static final Part QUOTED = new Part(true, true, null);

    /** May the backslash take a dollar sign or quote its meaning? */
    boolean escapable() {
      return quoted || escapes != null && escapes.indexOf('$') >= 0;
    }
  }

  /**
   * Text up to what ends it. Leaves the lexer after that, and {@link #pieceEnd} before it. A dollar
   * sign that begins no variable is text.
   */
  private String piece(Part part) throws LexError {
    StringBuilder before = null;
    while (true) {
      int start = in.pos;
      int end = pieceEnd(part);
      if (end < 0) {
        if (part.quoted()) {
          throw unclosed();
        }
        throw new LexError(Issue.ERROR, -1, "the text of this heredoc ends in a lone backslash");
      }
      boolean plain = !escapes;
      pieceEnd = end;
      in.pos = Math.min(in.length, end + 1);
      String text = in.slice(start, end);
      if (!plain) {
        boolean dollar = end < in.length && in.text[end] == '$';
        in.pos += dollar && in.at(end + 1) == '{' ? 1 : 0;
        text = Escapes.unescape(text, part, in);
      }
      if (end >= in.length || in.text[end] != '$' || endsAtDollar(end)) {
        return before == null ? text : before.append(text).toString();
      }
      before = (before == null ? new StringBuilder() : before).append(text).append('$');
    }
  }

  /** Moves past the dollar sign's brace or variable, if it has one. */
  private boolean endsAtDollar(int dollar) {
    if (in.at(dollar + 1) == '{') {
      in.pos = dollar + 2;
      return true;
    }
    int end = Words.variableEnd(in, dollar + 1);
    if (end < 0) {
      in.pos = dollar + 1;
      return false;
    }
    in.pos = end;
    return true;
  }

  /** Where the text from here ends; the end of all for texts without quotes; -1 without. */
  private int pieceEnd(Part part) {
    escapes = false;
    if (!part.interpolates()) {
      escapes = in.find('\\', in.pos) >= 0;
      return in.length;
    }
    boolean escapable = part.escapable();
    boolean escaped = false;
    int from = part.quoted() && isFirstText('"', '$') ? in.pos + 1 : in.pos;
    for (int i = from; i < in.length; i++) {
      char c = in.text[i];
      if (c == '\\') {
        escapes = true;
        escaped = !escaped;
      } else {
        if (c == '$' && !(escaped && escapable) || c == '"' && part.quoted() && !escaped) {
          return i;
        }
        escaped = false;
      }
    }
    return part.quoted() || escaped && escapable ? -1 : in.length;
  }

  /** Tokens up to the brace that closes an interpolation; or to the end of the text. */
  private void expression(int count) throws LexError {
    Tokens tokens = in.tokens;
    int first = tokens.size();
    if (++in.interpolations > DEEPEST) {
      throw new LexError(Issue.ERROR, in.pos, "strings are nested too deeply in one another");
    }
    while (!in.atEnd()) {
      Lexer.Step step = in.next();
      if (step != Lexer.Step.TOKEN) {
        continue;
      }
      int last = tokens.size() - 1;
      in.after = tokens.kind(last);
      if (in.after == TokenKind.RBRACE && in.braces == count) {
        tokens.truncate(last);
        nameToVariable(first);
        break;
      }
    }
    in.interpolations--;
  }

  /** A lone name, or one that is accessed, is a variable: <code>${name}</code>. */
  private void nameToVariable(int first) {
    Tokens tokens = in.tokens;
    int size = tokens.size() - first;
    if (size == 0) {
      return;
    }
    boolean accessed =
        size > 1
            && (tokens.kind(first + 1) == TokenKind.DOT
                || tokens.kind(first + 1) == TokenKind.LBRACK);
    if (size == 1 || accessed) {
      TokenKind kind = tokens.kind(first);
      if (kind == TokenKind.NAME
          || kind == TokenKind.NUMBER
          || kind == TokenKind.WORD
          || kind == TokenKind.BOOLEAN
          || kind.isKeyword() && kind != TokenKind.PLAN && kind != TokenKind.APPLY) {
        tokens.change(first, TokenKind.VARIABLE);
      }
    }
  }
}
