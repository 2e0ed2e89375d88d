package io.github.puppetha.sameness;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * A row of a table: a text and what each version of Puppet says of it.
 *
 * @param text as the table has it: on one line, {@code ␊ ␍ ␉ ␠} for line feed, carriage return, tab
 *     and space, {@code ⟨EF BB⟩} for bytes
 * @param said7 what Puppet 7 says, in {@link Verdict}'s form
 * @param said8 what Puppet 8 says
 */
record Snippet(String file, Kind kind, String text, String said7, String said8) {
  private static final String PICTURES = "␊␍␉␠";
  private static final String PICTURED = "\n\r\t ";

  String said(int version) {
    return version == 7 ? said7 : said8;
  }

  Snippet saying(String seven, String eight) {
    return new Snippet(file, kind, text, seven, eight);
  }

  byte[] bytes() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    int i = 0;
    while (i < text.length()) {
      int end = text.charAt(i) == '⟨' ? text.indexOf('⟩', i) : -1;
      if (end > 0) {
        out.writeBytes(HexFormat.ofDelimiter(" ").parseHex(text.substring(i + 1, end)));
        i = end + 1;
        continue;
      }
      int length = Character.charCount(text.codePointAt(i));
      int picture = PICTURES.indexOf(text.codePointAt(i));
      String as =
          picture < 0 ? text.substring(i, i + length) : PICTURED.substring(picture, picture + 1);
      out.writeBytes(as.getBytes(StandardCharsets.UTF_8));
      i += length;
    }
    return out.toByteArray();
  }

  @Override
  public String toString() {
    return kind + ": " + text;
  }
}
