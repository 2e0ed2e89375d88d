package io.github.puppetha.sameness;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** All manifests and templates below a directory, in the order of their paths. */
record Corpus(List<Path> files, List<Judge.Text> texts) {

  static Corpus of(Path directory) throws IOException {
    List<Path> files = new ArrayList<>();
    List<Judge.Text> texts = new ArrayList<>();
    try (Stream<Path> all = Files.walk(directory)) {
      for (Path file : all.filter(Corpus::isPuppet).sorted().toList()) {
        Path below = directory.relativize(file);
        files.add(below);
        texts.add(new Judge.Text(Kind.ofFile(below.toString()), Files.readAllBytes(file)));
      }
    }
    return new Corpus(files, texts);
  }

  /** The rows of the tables, as far as they are text. */
  static Corpus ofTables() throws IOException {
    List<Snippet> rows =
        SnippetTable.all().stream().filter(row -> Differences.isText(row.bytes())).toList();
    return new Corpus(
        rows.stream().map(row -> Path.of(row.file())).toList(),
        rows.stream().map(row -> new Judge.Text(row.kind(), row.bytes())).toList());
  }

  private static boolean isPuppet(Path path) {
    String name = path.getFileName().toString();
    return (name.endsWith(".pp") || name.endsWith(".epp")) && Files.isRegularFile(path);
  }
}
