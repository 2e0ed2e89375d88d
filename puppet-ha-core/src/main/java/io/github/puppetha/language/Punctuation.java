package io.github.puppetha.language;

import org.jspecify.annotations.Nullable;

/** Tokens of one to three signs. */
final class Punctuation {
  private Punctuation() {}

  static @Nullable TokenKind one(char c) {
    return switch (c) {
      case '.' -> TokenKind.DOT;
      case ',' -> TokenKind.COMMA;
      case ']' -> TokenKind.RBRACK;
      case ')' -> TokenKind.RPAREN;
      case ';' -> TokenKind.SEMIC;
      case '?' -> TokenKind.QMARK;
      case '*' -> TokenKind.TIMES;
      case '|' -> TokenKind.PIPE;
      case '=' -> TokenKind.EQUALS;
      case '+' -> TokenKind.PLUS;
      case '!' -> TokenKind.NOT;
      case '~' -> TokenKind.TILDE;
      case '<' -> TokenKind.LESSTHAN;
      case '>' -> TokenKind.GREATERTHAN;
      default -> null;
    };
  }

  static @Nullable TokenKind two(char c, char next, char third) {
    return switch (c) {
      case '|' -> next != '>' ? null : third == '>' ? TokenKind.RRCOLLECT : TokenKind.RCOLLECT;
      case '=' ->
          next == '>'
              ? TokenKind.FARROW
              : next == '=' ? TokenKind.ISEQUAL : next == '~' ? TokenKind.MATCH : null;
      case '+' -> next == '>' ? TokenKind.PARROW : next == '=' ? TokenKind.APPENDS : null;
      case '!' -> next == '=' ? TokenKind.NOTEQUAL : next == '~' ? TokenKind.NOMATCH : null;
      case '~' -> next == '>' ? TokenKind.IN_EDGE_SUB : null;
      case '<' -> less(next, third);
      case '>' -> next == '>' ? TokenKind.RSHIFT : next == '=' ? TokenKind.GREATEREQUAL : null;
      default -> null;
    };
  }

  private static @Nullable TokenKind less(char next, char third) {
    return switch (next) {
      case '<' -> third == '|' ? TokenKind.LLCOLLECT : TokenKind.LSHIFT;
      case '=' -> TokenKind.LESSEQUAL;
      case '|' -> TokenKind.LCOLLECT;
      case '-' -> TokenKind.OUT_EDGE;
      case '~' -> TokenKind.OUT_EDGE_SUB;
      default -> null;
    };
  }
}
