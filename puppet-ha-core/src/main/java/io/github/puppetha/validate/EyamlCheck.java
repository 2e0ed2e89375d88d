package io.github.puppetha.validate;

import io.github.puppetha.Severity;
import io.github.puppetha.io.Tree;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Checks that encrypted values are whole: {@code ENC[PKCS7,…]}. */
final class EyamlCheck {
  private static final String BEGIN = "ENC[";
  private static final Pattern BLOCK = Pattern.compile("ENC\\[(?:(\\w+),)([^\\]]*)\\]");
  private static final Pattern DECRYPTED =
      Pattern.compile("DEC(?:\\(\\d+\\))?::\\w+\\[.*\\]!", Pattern.DOTALL);
  private static final int SEQUENCE = 0x30;

  private EyamlCheck() {}

  static void check(Tree.Scalar scalar, Findings findings) {
    String text = scalar.text();
    if (text.startsWith("DEC") && DECRYPTED.matcher(text.strip()).matches()) {
      add(scalar, Severity.ERROR, "is open for all to read; let 'eyaml edit' encrypt it", findings);
    } else if (text.contains(BEGIN)) {
      blocks(scalar, findings);
    }
  }

  private static void blocks(Tree.Scalar scalar, Findings findings) {
    String text = scalar.text();
    int end = 0;
    Matcher block = BLOCK.matcher(text);
    while (block.find()) {
      end = block.end();
      String content = block.group(2).replaceAll("[ \\n]", "");
      Optional<byte[]> bytes = decode(content);
      if (bytes.isEmpty()) {
        add(scalar, Severity.ERROR, "is no Base64, so it cannot be decrypted", findings);
      } else if (block.group(1).equals("PKCS7") && isCut(bytes.get())) {
        add(scalar, Severity.WARNING, "is cut off, so it cannot be decrypted", findings);
      }
    }
    boolean open = text.stripLeading().startsWith(BEGIN + "PKCS7,") && end == 0;
    if (open) {
      add(scalar, Severity.ERROR, "has no ']' at its end, so it is not decrypted", findings);
    }
  }

  private static Optional<byte[]> decode(String text) {
    try {
      return text.isEmpty() || text.length() % 4 != 0
          ? Optional.empty()
          : Optional.of(Base64.getDecoder().decode(text));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** Does it begin as PKCS #7 in DER does, with a length greater than what there is? */
  private static boolean isCut(byte[] bytes) {
    if (bytes.length < 4 || bytes[0] != SEQUENCE || (bytes[1] & 0xFF) != 0x82) {
      return false;
    }
    int length = (bytes[2] & 0xFF) << 8 | bytes[3] & 0xFF;
    return bytes.length < length + 4;
  }

  private static void add(Tree.Scalar scalar, Severity severity, String what, Findings findings) {
    findings.add(HieraRule.EYAML, severity, scalar.range(), "this encrypted value " + what);
  }
}
