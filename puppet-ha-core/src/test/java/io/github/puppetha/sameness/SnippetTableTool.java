package io.github.puppetha.sameness;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Fills in what the real Puppets say; run after a row was added. */
final class SnippetTableTool {
  private SnippetTableTool() {}

  /** Rewrites each table; arguments are not looked at. */
  public static void main(String[] args) throws IOException {
    try (RealPuppet seven = RealPuppet.start(7);
        RealPuppet eight = RealPuppet.start(8)) {
      for (Path file : SnippetTable.files()) {
        List<Snippet> rows = new ArrayList<>();
        for (Snippet row : SnippetTable.read(file)) {
          String said7 = seven.judge(row.kind(), row.bytes()).toString();
          rows.add(row.saying(said7, eight.judge(row.kind(), row.bytes()).toString()));
        }
        SnippetTable.write(file, rows);
        System.out.println(file.getFileName() + ": " + rows.size() + " rows");
      }
    }
  }
}
