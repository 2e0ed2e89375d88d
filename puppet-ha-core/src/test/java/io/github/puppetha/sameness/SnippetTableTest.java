package io.github.puppetha.sameness;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Row by row, this library's parser says what the real Puppets said when the tables were made. */
class SnippetTableTest {
  @Test
  void everyRowButTheKnownOnesIsJudgedAsPuppetJudgesIt() throws IOException {
    Map<String, String> known = Differences.known();
    List<String> unknown =
        Differences.all().stream()
            .filter(difference -> !known.containsKey(difference.row().toString()))
            .map(Differences.Difference::toString)
            .toList();
    assertThat(unknown).isEmpty();
  }

  @Test
  void whatIsKnownToDifferDoes() throws IOException {
    Set<String> differing =
        Differences.all().stream()
            .map(difference -> difference.row().toString())
            .collect(Collectors.toSet());
    Set<String> stale = new TreeSet<>(Differences.known().keySet());
    stale.removeAll(differing);
    assertThat(stale).isEmpty();
  }

  @Test
  void theTablesAreWhole() throws IOException {
    List<Snippet> rows = SnippetTable.all();
    assertThat(rows)
        .hasSizeGreaterThan(2_000)
        .extracting(Snippet::toString)
        .doesNotHaveDuplicates();
    assertThat(rows).noneMatch(row -> row.said7().isEmpty() || row.said8().isEmpty());
  }
}
