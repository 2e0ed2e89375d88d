package io.github.puppetha.validate;

/** Makes what stands in files harmless for terminals, logs and XML. */
final class Printable {
  private Printable() {}

  /**
   * Each character that would not show, or would steer what shows it, as {@code \}{@code u001b}.
   */
  static String text(String text) {
    StringBuilder result = new StringBuilder(text.length());
    text.codePoints()
        .forEach(
            c -> {
              if (shows(c)) {
                result.appendCodePoint(c);
              } else {
                result.append(String.format("\\u%04x", c));
              }
            });
    return result.toString();
  }

  /** The first so many UTF-16 units, one fewer where that would cut a character in two. */
  static String start(String text, int length) {
    if (text.length() <= length) {
      return text;
    }
    boolean cuts = Character.isHighSurrogate(text.charAt(length - 1));
    return text.substring(0, cuts ? length - 1 : length);
  }

  /** Is it neither a control, nor invisible, nor one that turns the direction of writing? */
  static boolean shows(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> codePoint % 0x10000 < 0xFFFE;
    };
  }
}
