package io.github.puppetha.language;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Makes tokens of a text, up to the first place where Puppet's lexer gives up; there stands {@link
 * TokenKind#BAD}. What Puppet's lexer does in one step, a string with all that is interpolated in
 * it, fails or succeeds as one.
 */
class Lexer extends Scanner {
  final Tokens tokens;
  final boolean tasks;
  private final Warnings warnings;
  private final List<Comment> comments = new ArrayList<>();
  private final StringLexer strings = new StringLexer(this);
  private @Nullable LexError error;

  /** How many braces are open. */
  int braces;

  /** The kind of the token before, which decides what a slash and a brace are. */
  TokenKind after = TokenKind.SEMIC;

  /** How many tokens there were before the step that is being made. */
  int before;

  /** Where to go on at the end of this line, past the texts of its heredocs; or -1. */
  int newlineJump = -1;

  /** How many interpolations are open. */
  int interpolations;

  /** Whether the text is that of a heredoc. */
  boolean inHeredoc;

  /** Null outside of templates. */
  @Nullable EppLexer epp;

  private int lineStart;

  Lexer(char[] text, int length, boolean tasks, Warnings warnings) {
    super(text, length);
    this.tokens = new Tokens(16 + length / 8);
    this.tasks = tasks;
    this.warnings = warnings;
  }

  /** Where the lexer's warnings go. */
  interface Warnings {
    void warn(Issue issue, int offset, String message) throws LexError;
  }

  /** Why there is a {@link TokenKind#BAD}; null without. */
  @Nullable LexError error() {
    return error;
  }

  List<Comment> comments() {
    return comments;
  }

  void warn(Issue issue, String message) throws LexError {
    warnings.warn(issue, pos, message);
  }

  /** Reads all. */
  Tokens run(boolean template) {
    try {
      if (length > 0 && text[0] == '\uFEFF') {
        throw new LexError(
            Issue.ILLEGAL_BOM, -1, "the file begins with a byte order mark; remove it");
      }
      if (template) {
        epp = new EppLexer(this);
        tokens.add(TokenKind.EPP_START, 0, 0);
        before = 1;
        epp.text(false);
        after = tokens.kind(tokens.size() - 1);
      }
      while (pos < length) {
        before = tokens.size();
        next();
        if (tokens.size() > before) {
          after = tokens.kind(tokens.size() - 1);
        }
      }
      before = tokens.size();
      if (epp != null) {
        epp.end();
      }
      tokens.add(TokenKind.END, length, length);
    } catch (LexError e) {
      error = e;
      tokens.truncate(before);
      int at = Math.max(0, e.offset());
      tokens.add(TokenKind.BAD, at, at);
    }
    return tokens;
  }

  /** What a step came to. */
  enum Step {
    /** Blanks and the like, or tokens that Puppet's lexer puts in its queue. */
    NOTHING,
    /** One token. */
    TOKEN,
    /** A string with interpolations, all its tokens. */
    STRING_PARTS
  }

  /** One step of Puppet's lexer, from the current position. */
  Step next() throws LexError {
    char c = text[pos];
    if (isLower(c) || c == '_') {
      return word();
    }
    switch (c) {
      case ' ', '\t', '\r':
        blanks();
        return Step.NOTHING;
      case '\n':
        newline();
        return Step.NOTHING;
      case '#':
        comment();
        return Step.NOTHING;
      case '$':
        return variable();
      case '\'':
        return strings.single();
      case '"':
        return strings.interpolated();
      case '/':
        return slash();
      case '@':
        return at();
      case ':':
        return colon();
      case '%':
        return percent();
      case '-':
        return minus();
      case '{':
        braces++;
        return token(after == TokenKind.QMARK ? TokenKind.SELBRACE : TokenKind.LBRACE, 1);
      case '}':
        braces--;
        return token(TokenKind.RBRACE, 1);
      case '[':
        return token(spaceBefore() ? TokenKind.LISTSTART : TokenKind.LBRACK, 1);
      case '(':
        return token(firstOnLine() ? TokenKind.WSLPAREN : TokenKind.LPAREN, 1);
      default:
        return isDigit(c)
            ? NumberLexer.number(this)
            : isUpper(c) ? classReference() : punctuation(c);
    }
  }

  final Step token(TokenKind kind, int size) {
    tokens.add(kind, pos, pos + size);
    pos += size;
    return Step.TOKEN;
  }

  private void blanks() {
    int i = pos + 1;
    while (i < length && (text[i] == ' ' || text[i] == '\r' || isBlank(text[i]))) {
      i++;
    }
    pos = i;
  }

  private void newline() {
    if (newlineJump >= 0) {
      pos = newlineJump;
      newlineJump = -1;
    } else {
      pos++;
    }
    lineStart = pos;
  }

  private void comment() {
    int end = pos;
    while (end < length && text[end] != '\n') {
      end++;
    }
    int textEnd = end > pos && text[end - 1] == '\r' ? end - 1 : end;
    comments.add(new Comment(slice(pos, textEnd), pos));
    pos = end;
  }

  private Step slash() throws LexError {
    if (at(pos + 1) == '*') {
      int end = pos + 2;
      while (end < length && !startsWith(end, '*', '/')) {
        end++;
      }
      if (end >= length) {
        throw new LexError(
            Issue.UNCLOSED_MLCOMMENT, pos, "the comment that begins here is not closed by */");
      }
      comments.add(new Comment(slice(pos, end + 2), pos));
      pos = end + 2;
      return Step.NOTHING;
    }
    int end = after.regexMayFollow ? regexEnd() : -1;
    if (end < 0) {
      return token(TokenKind.DIV, 1);
    }
    String pattern = slice(pos + 1, end).replace("\\/", "/");
    Optional<String> problem = RubyRegex.problem(pattern);
    if (problem.isPresent()) {
      throw new LexError(Issue.ERROR, pos, "the regular expression is wrong: " + problem.get());
    }
    tokens.add(TokenKind.REGEX, pos, end + 1, pattern);
    pos = end + 1;
    return Step.TOKEN;
  }

  /** Where the slash is that closes the expression which begins here; -1 without. */
  private int regexEnd() {
    boolean escaped = false;
    for (int i = pos + 1; i < length; i++) {
      char c = text[i];
      if (c == '/' && !escaped) {
        return i;
      }
      escaped = c == '\\' && !escaped;
    }
    return -1;
  }

  private boolean spaceBefore() {
    if (pos == 0) {
      return true;
    }
    char c = text[pos - 1];
    return c == '\n' || c == '\r' || isBlank(c);
  }

  private boolean firstOnLine() {
    for (int i = pos - 1; i >= lineStart; i--) {
      if (text[i] != '\r' && !isBlank(text[i])) {
        return false;
      }
    }
    return true;
  }

  private Step at() throws LexError {
    char c = at(pos + 1);
    if (c == '(') {
      HeredocLexer.heredoc(this);
      return Step.NOTHING;
    }
    return c == '@' ? token(TokenKind.ATAT, 2) : token(TokenKind.AT, 1);
  }

  private Step percent() throws LexError {
    if (epp != null && at(pos + 1) == '>') {
      epp.close(2, TokenKind.EPP_END);
      return Step.NOTHING;
    }
    return token(TokenKind.MODULO, 1);
  }

  private Step minus() throws LexError {
    char c = at(pos + 1);
    if (epp != null && c == '%' && at(pos + 2) == '>') {
      epp.close(3, TokenKind.EPP_END_TRIM);
      return Step.NOTHING;
    }
    return switch (c) {
      case '>' -> token(TokenKind.IN_EDGE, 2);
      case '=' -> token(TokenKind.DELETES, 2);
      default -> token(TokenKind.MINUS, 1);
    };
  }

  private Step punctuation(char c) {
    TokenKind longer = Punctuation.two(c, at(pos + 1), at(pos + 2));
    if (longer != null) {
      int size = longer == TokenKind.LLCOLLECT || longer == TokenKind.RRCOLLECT ? 3 : 2;
      return token(longer, size);
    }
    TokenKind one = Punctuation.one(c);
    if (one != null) {
      return token(one, 1);
    }
    if (isBlank(c)) {
      blanks();
      return Step.NOTHING;
    }
    return token(TokenKind.OTHER, 1);
  }

  private Step variable() {
    int end = Words.variableEnd(this, pos + 1);
    if (end < 0) {
      return token(TokenKind.VARIABLE, 1);
    }
    return token(TokenKind.VARIABLE, end - pos);
  }

  private Step word() throws LexError {
    int start = pos;
    int end = Words.bareWordEnd(this, start);
    TokenKind kind = Words.kind(this, start, end);
    return token(kind, end - start);
  }

  private Step colon() throws LexError {
    if (at(pos + 1) != ':') {
      return token(TokenKind.COLON, 1);
    }
    if (isUpper(at(pos + 2))) {
      return classReference();
    }
    int end = Words.bareWordEnd(this, pos);
    if (end < 0) {
      throw new LexError(
          Issue.ILLEGAL_FULLY_QUALIFIED_NAME,
          pos + 2,
          "a name must follow '::', and begin with a small letter");
    }
    return token(Words.kind(this, pos, end), end - pos);
  }

  private Step classReference() throws LexError {
    int end = Words.classReferenceEnd(this, pos);
    if (startsWith(end, ':', ':')) {
      boolean qualified = text[pos] == ':';
      throw new LexError(
          qualified ? Issue.ILLEGAL_FULLY_QUALIFIED_CLASS_REFERENCE : Issue.ILLEGAL_CLASS_REFERENCE,
          pos + (qualified ? 3 + (end - pos) : 1 + (end - pos)),
          "each part of a type's name must begin with a capital letter, also what follows '"
              + slice(pos, end)
              + "::'");
    }
    return token(TokenKind.CLASSREF, end - pos);
  }
}
