package io.github.puppetha.language;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.puppetha.Problem;
import io.github.puppetha.soak.Soak;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No text makes the parser throw, hang or overflow its stack. */
class HostileTextTest {

  @ParameterizedTest
  @ValueSource(strings = {"(", "[", "{ a => ", "- ", "! ", "@", "f(", "$a ? { 1 => ", "if ("})
  void deepNestingIsAProblemOfItsOwn(String open) {
    List<Problem> problems = PuppetParser.parse("a.pp", "$x = " + open.repeat(10_000)).problems();
    assertThat(problems)
        .singleElement()
        .satisfies(p -> assertThat(p.message()).contains("nested too deeply"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"${", "\"${[", "\"a${$b + "})
  void deepInterpolationIsAProblemOfItsOwn(String open) {
    List<Problem> problems = PuppetParser.parse("a.pp", "$x = " + open.repeat(10_000)).problems();
    assertThat(problems)
        .singleElement()
        .satisfies(p -> assertThat(p.message()).contains("nested too deeply"));
  }

  @ParameterizedTest
  @ValueSource(strings = {" + 1", " -> Class[a]", ".f", "[1]", " ? { 1 => 2 }", " in $b"})
  void longChainsAreAProblemOfTheirOwn(String link) {
    List<Problem> problems = PuppetParser.parse("a.pp", "$x" + link.repeat(50_000)).problems();
    assertThat(problems)
        .singleElement()
        .satisfies(p -> assertThat(p.message()).contains("nested too deeply"));
  }

  @ParameterizedTest
  @ValueSource(ints = {60, 300, 900})
  void whatPuppetTakesIsTaken(int depth) {
    String text = "$x = " + "(".repeat(depth) + "1" + ")".repeat(depth) + "\n";
    assertThat(PuppetParser.parse("a.pp", text).problems()).isEmpty();
    String elsifs = "if $a { f() }" + " elsif $b { f() }".repeat(depth);
    assertThat(PuppetParser.parse("a.pp", elsifs).problems()).isEmpty();
  }

  @Test
  void anySequenceOfPiecesIsRead() {
    String[] pieces = {
      "$a",
      "foo",
      "Foo",
      "'",
      "\"",
      "${",
      "{",
      "}",
      "(",
      ")",
      "[",
      "]",
      "=>",
      "=",
      "@(E)",
      "\n",
      "E\n",
      "/",
      "*",
      "\\",
      "#",
      "<%",
      "%>",
      "-%>",
      "|",
      "<|",
      "|>",
      "class",
      "if",
      "1",
      "0x",
      "::",
      ":",
      ";",
      ",",
      " ",
      "\r\n",
      "é",
      "\uD83D\uDE00",
      "\uD800",
      "\u0000",
      "%",
      "~>",
      "?",
      "type",
      "node",
      "@@",
      "\\u{",
      "/*",
      "*/",
      "@(\"E\"/L)"
    };
    Random random = Soak.random(HostileTextTest.class);
    for (int round = 0; round < Soak.rounds(200_000); round++) {
      StringBuilder text = new StringBuilder();
      int size = 1 + random.nextInt(30);
      for (int i = 0; i < size; i++) {
        text.append(pieces[random.nextInt(pieces.length)]);
      }
      String name = random.nextBoolean() ? "a.pp" : "a.epp";
      ParseResult result =
          PuppetParser.builder().tasks(random.nextBoolean()).build().read(name, text.toString());
      boolean failed =
          result.problems().stream()
              .anyMatch(p -> p.severity() == io.github.puppetha.Severity.ERROR);
      assertThat(result.program().isPresent() || failed).as(text.toString()).isTrue();
    }
  }
}
