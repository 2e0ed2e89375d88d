package io.github.puppetha.validate;

import io.github.puppetha.SourceRange;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Reads a file as UTF-8 and says where it is not. */
final class SourceText {
  /** Larger files are not looked into. In bytes. */
  static final long LARGEST = 64L << 20;

  private SourceText() {}

  /** The text without a byte order mark; empty, with a problem, when there is none to check. */
  static Optional<String> read(SourceFile file, Findings findings) {
    return bytes(file, findings).flatMap(bytes -> decode(bytes, findings));
  }

  /** The content; empty, with a problem, when there is none to check. */
  static Optional<byte[]> bytes(SourceFile file, Findings findings) {
    try {
      if (file.size() > LARGEST) {
        findings.add(
            LayoutRule.TOO_LARGE, null, "the file is larger than 64 MiB and was not checked");
        return Optional.empty();
      }
      return Optional.of(file.read());
    } catch (IOException e) {
      findings.add(LayoutRule.UNREADABLE, null, "the file cannot be read: " + e.getMessage());
      return Optional.empty();
    }
  }

  /** The text of a content, without a byte order mark; empty, with a problem, if it is none. */
  static Optional<String> decode(byte[] bytes, Findings findings) {
    return decodeAll(bytes, findings)
        .map(text -> text.startsWith("\uFEFF") ? text.substring(1) : text);
  }

  /** The text of a content, its byte order mark included; empty, with a problem, if it is none. */
  static Optional<String> decodeAll(byte[] bytes, Findings findings) {
    CharsetDecoder decoder =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    ByteBuffer in = ByteBuffer.wrap(bytes);
    CharBuffer out = CharBuffer.allocate(bytes.length);
    CoderResult result = decoder.decode(in, out, true);
    out.flip();
    String text = out.toString();
    if (result.isError()) {
      String message =
          String.format("the byte 0x%02X is not UTF-8; convert the file", bytes[in.position()]);
      findings.add(LayoutRule.NOT_UTF8, end(text), message);
      return Optional.empty();
    }
    return Optional.of(text);
  }

  private static SourceRange end(String text) {
    int line = 1 + (int) text.chars().filter(c -> c == '\n').count();
    return SourceRange.at(line, text.length() - text.lastIndexOf('\n'));
  }
}
