package io.github.puppetha.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.DictionaryFile;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.puppetha.Problem;
import io.github.puppetha.language.Node;
import io.github.puppetha.language.ParseResult;
import io.github.puppetha.language.PuppetParser;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Whatever the text, the parser answers, and what it answers lies within the text. A normal test
 * run repeats the inputs kept beside this class; CONTRIBUTING.md says how to search for new ones.
 */
class LanguageFuzzTest {
  private static final String WORDS = "/io/github/puppetha/fuzz/puppet.dict";

  @FuzzTest
  @DictionaryFile(resourcePath = WORDS)
  void manifest(byte[] data) {
    read("it.pp", data, false);
  }

  @FuzzTest
  @DictionaryFile(resourcePath = WORDS)
  void plan(byte[] data) {
    read("it.pp", data, true);
  }

  @FuzzTest
  @DictionaryFile(resourcePath = WORDS)
  void template(byte[] data) {
    read("it.epp", data, false);
  }

  private static void read(String name, byte[] data, boolean tasks) {
    String text = new String(data, StandardCharsets.UTF_8);
    for (int version : new int[] {7, 8}) {
      PuppetParser parser = PuppetParser.builder().puppetVersion(version).tasks(tasks).build();
      check(text, parser.read(name, text));
    }
  }

  private static void check(String text, ParseResult result) {
    for (Problem problem : result.problems()) {
      if (problem.range() != null) {
        assertThat(problem.range().line()).isBetween(1, result.lines().count());
        assertThat(problem.range().column()).isLessThanOrEqualTo(text.length() + 1);
      }
    }
    Deque<Node> nodes = new ArrayDeque<>();
    result.program().ifPresent(nodes::add);
    while (!nodes.isEmpty()) {
      Node node = nodes.pop();
      assertThat(node.start()).isBetween(0, text.length());
      assertThat(node.end()).isBetween(node.start(), text.length());
      assertThat(node.offset()).isBetween(0, text.length());
      node.forEachChild(nodes::push);
    }
  }
}
