package io.github.puppetha.language;

/** Names, bare words, variables and keywords: where they end and what they are. */
final class Words {
  private Words() {}

  /** The end of the bare word at an index, {@code ::} before it allowed; -1 when there is none. */
  static int bareWordEnd(Scanner in, int start) {
    int end = segmentEnd(in, start);
    while (end > 0) {
      int next = segmentEnd(in, end);
      if (next < 0) {
        return end;
      }
      end = next;
    }
    return -1;
  }

  private static int segmentEnd(Scanner in, int start) {
    int i = in.startsWith(start, ':', ':') ? start + 2 : start;
    char first = in.at(i);
    if (!Scanner.isLower(first) && first != '_') {
      return -1;
    }
    int end = ++i;
    while (i < in.length) {
      char c = in.text[i];
      if (Scanner.isWord(c)) {
        end = i + 1;
      } else if (c != '-') {
        break;
      }
      i++;
    }
    return end;
  }

  /** A name, unless a part begins with an underscore or there is a hyphen; or a keyword. */
  static TokenKind kind(Lexer in, int start, int end) {
    char[] text = in.text;
    boolean first = true;
    boolean qualified = false;
    for (int i = start; i < end; i++) {
      char c = text[i];
      if (c == ':') {
        qualified = true;
        first = true;
        i++;
      } else if (c == '-' || first && c == '_') {
        return TokenKind.WORD;
      } else {
        first = false;
      }
    }
    return qualified ? TokenKind.NAME : keyword(in, start, end - start);
  }

  private static TokenKind keyword(Lexer in, int start, int size) {
    return switch (in.text[start]) {
      case 'a' ->
          is(in, start, size, "and")
              ? TokenKind.AND
              : is(in, start, size, "attr")
                  ? TokenKind.ATTR
                  : in.tasks && is(in, start, size, "apply") ? TokenKind.APPLY : TokenKind.NAME;
      case 'c' -> either(in, start, size, "case", TokenKind.CASE, "class", TokenKind.CLASS);
      case 'd' -> either(in, start, size, "default", TokenKind.DEFAULT, "define", TokenKind.DEFINE);
      case 'e' -> either(in, start, size, "else", TokenKind.ELSE, "elsif", TokenKind.ELSIF);
      case 'f' ->
          either(in, start, size, "false", TokenKind.BOOLEAN, "function", TokenKind.FUNCTION);
      case 'i' ->
          is(in, start, size, "inherits")
              ? TokenKind.INHERITS
              : either(in, start, size, "if", TokenKind.IF, "in", TokenKind.IN);
      case 'n' -> is(in, start, size, "node") ? TokenKind.NODE : TokenKind.NAME;
      case 'o' -> is(in, start, size, "or") ? TokenKind.OR : TokenKind.NAME;
      case 'p' ->
          is(in, start, size, "private")
              ? TokenKind.PRIVATE
              : in.tasks && is(in, start, size, "plan") ? TokenKind.PLAN : TokenKind.NAME;
      case 't' -> either(in, start, size, "true", TokenKind.BOOLEAN, "type", TokenKind.TYPE);
      case 'u' -> either(in, start, size, "undef", TokenKind.UNDEF, "unless", TokenKind.UNLESS);
      default -> TokenKind.NAME;
    };
  }

  private static TokenKind either(
      Lexer in, int start, int size, String one, TokenKind ofOne, String two, TokenKind ofTwo) {
    return is(in, start, size, one) ? ofOne : is(in, start, size, two) ? ofTwo : TokenKind.NAME;
  }

  private static boolean is(Lexer in, int start, int size, String word) {
    if (word.length() != size) {
      return false;
    }
    for (int i = 1; i < size; i++) {
      if (in.text[start + i] != word.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /** The end of a variable's name, after the dollar sign; -1 when there is none. */
  static int variableEnd(Scanner in, int start) {
    int i = in.startsWith(start, ':', ':') ? start + 2 : start;
    int end = -1;
    while (Scanner.isWord(in.at(i)) && i < in.length) {
      while (i < in.length && Scanner.isWord(in.text[i])) {
        i++;
      }
      end = i;
      if (!in.startsWith(i, ':', ':')) {
        break;
      }
      i += 2;
    }
    return end;
  }

  /** The end of a type's name; at least one part is there. */
  static int classReferenceEnd(Scanner in, int start) {
    int end = start;
    while (true) {
      int i = in.startsWith(end, ':', ':') ? end + 2 : end;
      if (!Scanner.isUpper(in.at(i))) {
        return end;
      }
      while (i < in.length && Scanner.isWord(in.text[i])) {
        i++;
      }
      end = i;
    }
  }
}
