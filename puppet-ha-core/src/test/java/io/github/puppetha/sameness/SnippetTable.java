package io.github.puppetha.sameness;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The tables in {@code table/*.txt}: rows {@code kind: text}, written by hand, each followed by
 * what the real Puppets say of it, indented, filled in by {@link SnippetTableTool}: one line where
 * 7 and 8 agree, else one each, with {@code 7:} or {@code 8:} before it.
 */
final class SnippetTable {
  /** Where the resources of these tests are, from the module's directory. */
  static final Path RESOURCES =
      Path.of(System.getProperty("basedir", "."))
          .resolve("src/test/resources/io/github/puppetha/sameness");

  private static final String INDENT = "    ";

  private SnippetTable() {}

  static List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(RESOURCES.resolve("table"))) {
      return files.filter(file -> file.toString().endsWith(".txt")).sorted().toList();
    }
  }

  static List<Snippet> all() throws IOException {
    List<Snippet> all = new ArrayList<>();
    for (Path file : files()) {
      all.addAll(read(file));
    }
    return all;
  }

  static List<Snippet> read(Path file) throws IOException {
    List<Snippet> rows = new ArrayList<>();
    for (String line : Files.readAllLines(file)) {
      if (line.startsWith(INDENT)) {
        Snippet row = rows.remove(rows.size() - 1);
        String said = line.strip();
        boolean only7 = said.startsWith("7: ");
        boolean only8 = said.startsWith("8: ");
        String words = only7 || only8 ? said.substring(3) : said;
        rows.add(row.saying(only8 ? row.said7() : words, only7 ? row.said8() : words));
      } else if (!line.isEmpty() && !line.startsWith("#")) {
        int colon = line.indexOf(':');
        String text = line.substring(Math.min(colon + 2, line.length()));
        Kind kind = Kind.of(line.substring(0, colon));
        rows.add(new Snippet(file.getFileName().toString(), kind, text, "", ""));
      }
    }
    return rows;
  }

  /** Writes the rows' answers into their file, all else left as it is. */
  static void write(Path file, List<Snippet> rows) throws IOException {
    List<String> out = new ArrayList<>();
    int row = 0;
    for (String line : Files.readAllLines(file)) {
      if (line.startsWith(INDENT)) {
        continue;
      }
      out.add(line);
      if (!line.isEmpty() && !line.startsWith("#")) {
        Snippet snippet = rows.get(row++);
        if (snippet.said7().equals(snippet.said8())) {
          out.add(INDENT + snippet.said7());
        } else {
          out.add(INDENT + "7: " + snippet.said7());
          out.add(INDENT + "8: " + snippet.said8());
        }
      }
    }
    Files.write(file, out);
  }
}
