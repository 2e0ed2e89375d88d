package io.github.puppetha.language;

/** The token that the parser is at, and what all parts of the parser do with it. */
class TokenStream {
  private final Tokens tokens;
  private final char[] text;
  private final Names names;
  private final Lexer lexer;
  private final int maxDepth;
  private int at;
  private int depth;
  private int deepest;
  private int chained;

  TokenStream(Lexer lexer, int maxDepth) {
    this.lexer = lexer;
    this.tokens = lexer.tokens;
    this.text = lexer.text;
    this.names = new Names(text);
    this.maxDepth = maxDepth;
  }

  final TokenKind kind() {
    return tokens.kind(at);
  }

  /** The kind of a token further on. */
  final TokenKind kind(int ahead) {
    return at + ahead < tokens.size() ? tokens.kind(at + ahead) : TokenKind.END;
  }

  /** The index of the current token. */
  final int position() {
    return at;
  }

  final void moveTo(int token) {
    at = token;
  }

  final int start() {
    return tokens.start(at);
  }

  final int start(int token) {
    return tokens.start(token);
  }

  final int end(int token) {
    return tokens.end(token);
  }

  /** Is the current token the first of its line, without a blank before it? */
  final boolean isFirstOnLine() {
    int start = tokens.start(at);
    return start == 0 || text[start - 1] == '\n';
  }

  /** Where the token before the current one ends. */
  final int lastEnd() {
    return at == 0 ? 0 : tokens.end(at - 1);
  }

  /** Moves on; gives the index of the token left behind. */
  final int next() {
    return at++;
  }

  /** Moves over a token of a kind, else fails; gives its index. */
  final int expect(TokenKind kind) throws SyntaxError {
    if (kind() != kind) {
      throw unexpected();
    }
    return at++;
  }

  final boolean skip(TokenKind kind) {
    if (kind() == kind) {
      at++;
      return true;
    }
    return false;
  }

  /** What the token stands for. */
  final String value(int token) {
    String value = tokens.value(token);
    if (value != null) {
      return value;
    }
    TokenKind kind = tokens.kind(token);
    int end = tokens.end(token);
    int from = TokenText.from(kind, text, tokens.start(token), end);
    int to = TokenText.to(kind, end);
    return kind == TokenKind.STRING ? new String(text, from, to - from) : names.of(from, to);
  }

  /** One level deeper; {@link #leave()} ends it. */
  final void enter() throws SyntaxError {
    if (++depth > maxDepth) {
      throw SyntaxError.tooDeep(tokens.start(at));
    }
    if (depth > deepest) {
      deepest = depth;
    }
  }

  final void leave() {
    depth--;
  }

  /** One more operation upon operations that go left: {@code a + b + c}. */
  final void chain(int length) {
    if (length > 20) {
      chained++;
    }
  }

  /** May the tree be so high that its height must be looked at? */
  final boolean mayBeHigh() {
    return deepest > 120 || chained > 300;
  }

  /** Begins again after an error. */
  final void restart() {
    depth = 0;
  }

  /** The current token may not stand here. */
  final SyntaxError unexpected() {
    return switch (kind()) {
      case BAD -> bad();
      case END -> {
        int last = Math.max(0, at - 1);
        int start = tokens.start(last);
        yield new SyntaxError(
            Issue.SYNTAX_ERROR,
            start,
            tokens.end(last),
            "the text ends where more is expected: something is not closed, or lacks its end");
      }
      default -> {
        int start = tokens.start(at);
        int end = tokens.end(at);
        String shown = new String(text, start, Math.min(end - start, 40));
        int line = shown.indexOf('\n');
        yield new SyntaxError(
            Issue.SYNTAX_ERROR,
            start,
            end,
            "'"
                + (line < 0 ? shown : shown.substring(0, line))
                + "' cannot stand here; what is wrong may be before it");
      }
    };
  }

  private SyntaxError bad() {
    LexError error = lexer.error();
    if (error == null) {
      throw new IllegalStateException("a bad token without an error");
    }
    return new SyntaxError(error.issue(), error.offset(), error.offset(), error.getMessage());
  }
}
