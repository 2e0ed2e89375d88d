package io.github.puppetha.sameness;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The tables say what the real Puppets say. */
class SnippetTableInteropTest {
  @BeforeAll
  static void need() {
    RealPuppet.need();
  }

  @ParameterizedTest
  @ValueSource(ints = {7, 8})
  void theTablesAreUpToDate(int version) throws IOException {
    List<String> wrong = new ArrayList<>();
    try (RealPuppet puppet = RealPuppet.start(version)) {
      for (Snippet row : SnippetTable.all()) {
        String says = puppet.judge(row.kind(), row.bytes()).toString();
        if (!says.equals(row.said(version))) {
          wrong.add(row + " -> " + says);
        }
      }
    }
    assertThat(wrong).isEmpty();
  }
}
