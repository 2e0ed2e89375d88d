package io.github.puppetha.language;

/** The kinds of tokens that Puppet's grammar knows. */
enum TokenKind {
  // operands, after which a slash divides
  NAME(false),
  WORD(false),
  CLASSREF(false),
  VARIABLE(false),
  STRING(false),
  NUMBER(false),
  BOOLEAN(false),
  REGEX(false),
  HEREDOC(false),
  DQPRE(false),
  DQMID(false),
  DQPOST(false),
  RPAREN(false),
  RBRACK(false),
  RCOLLECT(false),
  RRCOLLECT(false),
  SUBLOCATE,
  // brackets and separators
  LPAREN,
  WSLPAREN,
  LBRACK,
  LISTSTART,
  LBRACE,
  SELBRACE,
  RBRACE,
  COMMA,
  SEMIC,
  COLON,
  DOT,
  QMARK,
  PIPE,
  FARROW,
  PARROW,
  AT,
  ATAT,
  LCOLLECT,
  LLCOLLECT,
  // operators
  EQUALS,
  APPENDS,
  DELETES,
  IN_EDGE,
  IN_EDGE_SUB,
  OUT_EDGE,
  OUT_EDGE_SUB,
  ISEQUAL,
  NOTEQUAL,
  MATCH,
  NOMATCH,
  GREATERTHAN,
  GREATEREQUAL,
  LESSTHAN,
  LESSEQUAL,
  PLUS,
  MINUS,
  TIMES,
  DIV,
  MODULO,
  LSHIFT,
  RSHIFT,
  NOT,
  TILDE,
  // keywords
  AND,
  OR,
  IN,
  CASE,
  CLASS,
  DEFAULT,
  DEFINE,
  IF,
  ELSIF,
  ELSE,
  INHERITS,
  NODE,
  UNDEF,
  UNLESS,
  FUNCTION,
  TYPE,
  ATTR,
  PRIVATE,
  PLAN,
  APPLY,
  // templates
  EPP_START,
  EPP_END,
  EPP_END_TRIM,
  RENDER_STRING,
  RENDER_EXPR,
  /** A character that begins no token. */
  OTHER,
  /** Where the lexer gave up. */
  BAD,
  END;

  /** May a slash after it begin a regular expression? */
  final boolean regexMayFollow;

  TokenKind() {
    this(true);
  }

  TokenKind(boolean regexMayFollow) {
    this.regexMayFollow = regexMayFollow;
  }

  /** Is it a keyword that may name an attribute? */
  boolean isKeyword() {
    return compareTo(AND) >= 0 && compareTo(APPLY) <= 0;
  }
}
