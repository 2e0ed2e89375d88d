package io.github.puppetha.language;

/** Whether a text is Base64 to Ruby's strict decoder, once blanks are taken out of it. */
final class Base64Syntax {
  private Base64Syntax() {}

  static boolean isValid(String text) {
    int digits = 0;
    int padding = 0;
    int last = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (isLeftOut(c)) {
        continue;
      }
      if (c == '=') {
        padding++;
        continue;
      }
      last = digit(c);
      if (last < 0 || padding > 0) {
        return false;
      }
      digits++;
    }
    return switch (padding) {
      case 0 -> digits % 4 == 0;
      case 1 -> digits % 4 == 3 && (last & 3) == 0;
      case 2 -> digits % 4 == 2 && (last & 15) == 0;
      default -> false;
    };
  }

  /** Puppet takes these away before it decodes: line ends, blanks, and question marks too. */
  private static boolean isLeftOut(char c) {
    return c == '\n'
        || c == '\r'
        || c == '\t'
        || c == '?'
        || Character.getType(c) == Character.SPACE_SEPARATOR;
  }

  private static int digit(char c) {
    if (c >= 'A' && c <= 'Z') {
      return c - 'A';
    }
    if (c >= 'a' && c <= 'z') {
      return c - 'a' + 26;
    }
    if (c >= '0' && c <= '9') {
      return c - '0' + 52;
    }
    return c == '+' ? 62 : c == '/' ? 63 : -1;
  }
}
