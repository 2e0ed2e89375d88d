package io.github.puppetha.validate;

import io.github.puppetha.Problem;
import java.util.List;
import java.util.Optional;

/** The text of a manifest or an EPP template, as Puppet itself takes it from its bytes. */
final class CodeText {
  private static final List<byte[]> MARKS =
      List.of(
          bytes(0x00, 0x00, 0xFE, 0xFF),
          bytes(0xFF, 0xFE),
          bytes(0xFE, 0xFF),
          bytes(0xF7, 0x64, 0x4C),
          bytes(0xDD, 0x73, 0x66, 0x73),
          bytes(0x0E, 0xFE, 0xFF),
          bytes(0xFB, 0xEE, 0x28),
          bytes(0x84, 0x31, 0x95, 0x33));

  private CodeText() {}

  /**
   * Decodes a file, its byte order mark included, which the parser reports. What is not UTF-8 is
   * Puppet's own error; Puppet does not say where it is.
   */
  static Optional<String> decode(byte[] bytes, Findings findings) {
    if (MARKS.stream().anyMatch(mark -> beginsWith(bytes, mark))) {
      String message =
          "Illegal Byte Order mark at beginning of input: the file is not UTF-8; convert it";
      findings.addAll(List.of(Problem.error(findings.file(), null, "syntax/illegal_bom", message)));
      return Optional.empty();
    }
    Findings utf8 = new Findings(findings.file());
    Optional<String> text = SourceText.decodeAll(bytes, utf8);
    for (Problem problem : utf8.problems()) {
      String message = "invalid byte sequence in UTF-8: " + problem.message();
      findings.addAll(
          List.of(Problem.error(problem.file(), problem.range(), "syntax/error", message)));
    }
    return text;
  }

  private static boolean beginsWith(byte[] bytes, byte[] mark) {
    if (bytes.length < mark.length) {
      return false;
    }
    for (int i = 0; i < mark.length; i++) {
      if (bytes[i] != mark[i]) {
        return false;
      }
    }
    return true;
  }

  private static byte[] bytes(int... values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return bytes;
  }
}
