package io.github.puppetha.language;

import io.github.puppetha.language.RubyRegex.Wrong;

/** What follows a backslash in a Ruby regular expression. */
final class RubyRegexEscapes {
  private final RubyRegex in;
  private final RubyRegexGroups groups;

  RubyRegexEscapes(RubyRegex in, RubyRegexGroups groups) {
    this.in = in;
    this.groups = groups;
  }

  /** After a backslash; gives the character that it stands for, below zero for a class of them. */
  int next(boolean inClass) throws Wrong {
    if (!in.more()) {
      throw new Wrong("it ends in a backslash");
    }
    char c = in.pattern.charAt(in.at++);
    switch (c) {
      case 'x' -> {
        return hexadecimal();
      }
      case 'u' -> {
        return unicode();
      }
      case 'p', 'P' -> property();
      case 'k' -> {
        if (!inClass) {
          groups.reference();
        }
      }
      case 'g' -> {
        if (!inClass) {
          groups.reference();
        }
      }
      case 'c' -> control();
      case 'C', 'M' -> {
        if (!in.skip("-")) {
          throw new Wrong("'\\" + c + "' must be followed by '-'");
        }
        control();
      }
      case '0' -> {
        return octal(0);
      }
      case '1', '2', '3', '4', '5', '6', '7', '8', '9' -> {
        if (inClass) {
          return c < '8' ? octal(c - '0') : c;
        }
        groups.backReference(c - '0');
      }
      default -> {
        int special = "tnrfvae".indexOf(c);
        return special >= 0
            ? "\t\n\r\f\u000b\u0007\u001b".charAt(special)
            : (inClass ? "dDwWsShH" : "dDwWsShHRXbBAzZG").indexOf(c) >= 0 ? -1 : c;
      }
    }
    return -1;
  }

  private int octal(int first) {
    int code = first;
    int start = in.at;
    while (in.at - start < 2 && in.peek() >= '0' && in.peek() <= '7') {
      code = code * 8 + in.peek() - '0';
      in.at++;
    }
    return code;
  }

  private void control() throws Wrong {
    if (!in.more()) {
      throw new Wrong("a control escape lacks its character");
    }
    if (in.pattern.charAt(in.at++) == '\\' && in.more()) {
      in.at++;
    }
  }

  private int hexadecimal() throws Wrong {
    if (!Scanner.isHex(in.peek())) {
      throw new Wrong("'\\x' must be followed by a hexadecimal digit");
    }
    int start = in.at;
    while (in.at - start < 2 && Scanner.isHex(in.peek())) {
      in.at++;
    }
    int code = Integer.parseInt(in.pattern.substring(start, in.at), 16);
    if (code > 127) {
      throw new Wrong("'\\x' above 7F is no character of UTF-8");
    }
    return code;
  }

  private int unicode() throws Wrong {
    if (in.skip("{")) {
      int end = in.pattern.indexOf('}', in.at);
      String inside = end < 0 ? "" : in.pattern.substring(in.at, end).trim();
      if (!inside.matches("[0-9A-Fa-f]{1,6}([ \\t]+[0-9A-Fa-f]{1,6})*")) {
        throw new Wrong("'\\u{' must hold hexadecimal digits and be closed");
      }
      in.at = end + 1;
      int code = inside.matches("\\w+") ? Integer.parseInt(inside, 16) : -1;
      if (code > Character.MAX_CODE_POINT) {
        throw new Wrong("'\\u{" + inside + "}' is no character of Unicode");
      }
      return code;
    }
    int start = in.at;
    while (in.at - start < 4) {
      if (!Scanner.isHex(in.peek())) {
        throw new Wrong("'\\u' must be followed by four hexadecimal digits");
      }
      in.at++;
    }
    return Integer.parseInt(in.pattern.substring(start, in.at), 16);
  }

  private void property() throws Wrong {
    if (!in.skip("{")) {
      return;
    }
    int end = in.pattern.indexOf('}', in.at);
    String name = end < 0 ? "" : in.pattern.substring(in.at, end);
    if (!RubyRegexClass.isProperty(name.startsWith("^") ? name.substring(1) : name)) {
      throw new Wrong("'\\p{" + name + "}' is no class of characters");
    }
    in.at = end + 1;
  }
}
