package io.github.puppetha.discovery.zone.internal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.TXTRecord;
import org.xbill.DNS.Type;

/**
 * The text of a TXT record as {@link io.github.puppetha.discovery.zone.TxtSet} has it. What is read
 * and written again is the same to the byte, as RFC 2136 compares it so.
 */
final class TxtWire {
  private static final int LONGEST = 255;

  private TxtWire() {}

  static String text(TXTRecord txt) {
    List<byte[]> strings = new ArrayList<>();
    for (Object bytes : txt.getStringsAsByteArrays()) {
      strings.add((byte[]) bytes);
    }
    String plain =
        strings.stream()
            .map(bytes -> new String(bytes, StandardCharsets.ISO_8859_1))
            .collect(Collectors.joining());
    boolean evenlyCut =
        strings.size() == Math.max(1, (plain.length() + LONGEST - 1) / LONGEST)
            && strings.stream().limit(strings.size() - 1L).allMatch(s -> s.length == LONGEST);
    if (evenlyCut && plain.matches("[ -~&&[^\"\\\\]]*")) {
      return plain;
    }
    return strings.stream().map(TxtWire::quoted).collect(Collectors.joining(" "));
  }

  static Record record(Name name, long ttl, String text) throws IOException {
    if (text.startsWith("\"")) {
      return Record.fromString(name, Type.TXT, DClass.IN, ttl, text, Name.root);
    }
    List<String> strings = new ArrayList<>();
    for (int i = 0; i == 0 || i < text.length(); i += LONGEST) {
      strings.add(text.substring(i, Math.min(text.length(), i + LONGEST)));
    }
    return new TXTRecord(name, DClass.IN, ttl, strings);
  }

  private static String quoted(byte[] bytes) {
    StringBuilder text = new StringBuilder("\"");
    for (byte b : bytes) {
      int c = b & 0xFF;
      if (c == '"' || c == '\\') {
        text.append('\\').append((char) c);
      } else if (c < ' ' || c > '~') {
        text.append('\\').append("%03d".formatted(c));
      } else {
        text.append((char) c);
      }
    }
    return text.append('"').toString();
  }
}
