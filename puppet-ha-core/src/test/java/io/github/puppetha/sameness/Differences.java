package io.github.puppetha.sameness;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Where this library's parser differs from what the tables say. */
final class Differences {
  /** Rows that differ, one a line, each below the reason, which begins with {@code #}. */
  static final Path KNOWN = SnippetTable.RESOURCES.resolve("known-differences.txt");

  /** One row that a version of Puppet judges otherwise. */
  record Difference(Snippet row, int version, String puppet, String ours) {
    @Override
    public String toString() {
      return row + "\n    " + version + " says " + puppet + "\n    we say " + ours;
    }
  }

  private Differences() {}

  static List<Difference> all() throws IOException {
    List<Difference> all = new ArrayList<>();
    for (int version : new int[] {7, 8}) {
      OurParser parser = new OurParser(version);
      for (Snippet row : SnippetTable.all()) {
        if (isText(row.bytes())) {
          Verdict ours = parser.judge(row.kind(), row.bytes());
          if (!ours.agrees(Verdict.parse(row.said(version)))) {
            all.add(new Difference(row, version, row.said(version), ours.toString()));
          }
        }
      }
    }
    return all;
  }

  /** The parser is given text: what is no UTF-8 never reaches it. */
  static boolean isText(byte[] bytes) {
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }

  /** Rows that are known to differ, with the reason. */
  static Map<String, String> known() throws IOException {
    Map<String, String> known = new LinkedHashMap<>();
    String reason = "";
    for (String line : Files.readAllLines(KNOWN)) {
      if (line.startsWith("# ")) {
        reason = line.substring(2);
      } else if (!line.isEmpty()) {
        known.put(line, reason);
      }
    }
    return known;
  }

  /** Prints every difference that is not known, or with an argument those whose row contains it. */
  public static void main(String[] args) throws IOException {
    Map<String, String> known = known();
    int count = 0;
    for (Difference difference : all()) {
      String row = difference.row().toString();
      if (args.length > 0 ? !row.contains(args[0]) : known.containsKey(row)) {
        continue;
      }
      System.out.println(difference);
      count++;
    }
    System.out.println(count + " differences");
  }
}
