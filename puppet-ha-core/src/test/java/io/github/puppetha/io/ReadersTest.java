package io.github.puppetha.io;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.puppetha.Problem;
import org.junit.jupiter.api.Test;

class ReadersTest {
  @Test
  void yamlKeepsPositions() {
    Tree.MapNode root =
        (Tree.MapNode) YamlReader.read("f", "a: 1\nb:\n  - x\n").root().orElseThrow();
    assertThat(root.get("b").orElseThrow().range().line()).isEqualTo(3);
    assertThat(((Tree.Scalar) root.get("a").orElseThrow()).type()).isEqualTo(Tree.Type.INTEGER);
  }

  @Test
  void yamlNamesDuplicateKeyAndTab() {
    assertThat(YamlReader.read("f", "a: 1\na: 2\n").problems())
        .extracting(Problem::toString)
        .containsExactly(
            "f:2:1: error: the key 'a' stands twice, first in line 1 [yaml/duplicate_key]");
    assertThat(YamlReader.read("f", "a:\n\tb: 1\n").problems())
        .extracting(Problem::rule)
        .containsExactly("yaml/tab");
  }

  @Test
  void jsonSaysWhereItBreaks() {
    Problem problem = JsonReader.read("f", "{\"a\": 1,\n  oops}").problems().get(0);
    assertThat(problem.rule()).isEqualTo("json/syntax");
    assertThat(problem.range().line()).isEqualTo(2);
  }
}
