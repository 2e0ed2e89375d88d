package io.github.puppetha.language;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the parser makes of a text, as an S-expression. */
class TreeTest {

  @ParameterizedTest
  @CsvSource(
      delimiterString = "=>>",
      quoteCharacter = '`',
      value = {
        "$a = 1 =>> (assignment = (variable a) (integer 1))",
        "$a = $b = 0x1F =>> (assignment = (variable a) (assignment = (variable b) (integer 31)))",
        "1 + 2 * 3 - 4 =>> (binary - (binary + (integer 1) (binary * (integer 2) (integer 3)))"
            + " (integer 4))",
        "-$a[0] =>> (negate (access (variable a) (integer 0)))",
        "!$a == $b =>> (binary == (not (variable a)) (variable b))",
        "$a + $b ? { 1 => 2 } =>> (selector (binary + (variable a) (variable b))"
            + " (selector-entry (integer 1) (integer 2)))",
        "$a and $b ? { default => 2 } =>> (binary and (variable a)"
            + " (selector (variable b) (selector-entry (default) (integer 2))))",
        "include a, b =>> (function-call statement (qualified-name include)"
            + " (qualified-name a) (qualified-name b))",
        "notice \"x ${a[1].b} y\" =>> (function-call statement (qualified-name notice)"
            + " (concatenated-string (string 'x ') (interpolation (method-call (named-access"
            + " (access (variable a) (integer 1)) (qualified-name b)))) (string ' y')))",
        "f(a => 1, b => 2, 3) =>> (function-call statement (qualified-name f) (hash bare"
            + " (keyed-entry (qualified-name a) (integer 1))"
            + " (keyed-entry (qualified-name b) (integer 2))) (integer 3))",
        "@@file { 'a': mode => 1; 'b': * => $c } =>> (resource-expression exported"
            + " (qualified-name file) (resource-body (string 'a') (attribute mode (integer 1)))"
            + " (resource-body (string 'b') (attributes (variable c))))",
        "File['a'] { mode +> 1 } =>> (resource-override (access (qualified-reference File)"
            + " (string 'a')) (attribute mode +> (integer 1)))",
        "File <| tag == x |> -> Class[b] =>> (relationship -> (collector"
            + " (qualified-reference File) (query (binary == (qualified-name tag)"
            + " (qualified-name x)))) (access (qualified-reference Class) (qualified-name b)))",
        "class a { class b inherits c { } } =>> (host-class a (block"
            + " (host-class a::b inherits c)))",
        "define d(Integer[0] $a = 1, *$b) { } =>> (resource-type d (parameter a (integer 1)"
            + " (access (qualified-reference Integer) (integer 0))) (parameter *b))",
        "$x =~ /a\\/b/ =>> (binary =~ (variable x) (regex /a/b/))",
        "$x / 2 / 3 =>> (binary / (binary / (variable x) (integer 2)) (integer 3))",
        "type A = Struct[{b => C}] =>> (type-alias A (access (qualified-reference Struct) (hash"
            + " (keyed-entry (qualified-name b) (qualified-reference C)))))",
      })
  void trees(String source, String tree) {
    assertThat(tree(source)).isEqualTo("(program " + tree + ")");
  }

  @Test
  void heredocsLoseTheirMargin() {
    assertThat(tree("$a = @(\"END\"/n)\n    x ${y}\\n\n      z\n    | END\n"))
        .isEqualTo(
            "(program (assignment = (variable a) (heredoc (concatenated-string (string 'x ')"
                + " (interpolation (variable y)) (string '\\n\\n  z\\n')))))");
  }

  @Test
  void templates() {
    String source = "<%- | $a | -%>\nx <%= $a -%>\ny<%# no %>";
    assertThat(SExpression.print(PuppetParser.parse("a.epp", source).program().orElseThrow()))
        .isEqualTo(
            "(program (lambda (parameter a) (epp (block (render-string 'x ')"
                + " (render (variable a))))))");
  }

  @Test
  void nodesKnowWhereTheyAre() {
    ParseResult result = PuppetParser.parse("a.pp", "# é\n$x = [ 1,\n  $y + 22 ]\n");
    Operation.Assignment assignment = (Operation.Assignment) result.program().orElseThrow().body();
    Literal.LiteralList list = (Literal.LiteralList) assignment.right();
    Node sum = list.values().get(1);
    assertThat(result.lines().range(sum.start(), sum.end()))
        .isEqualTo(new io.github.puppetha.SourceRange(3, 3, 3, 10));
    assertThat(result.lines().line(assignment.offset())).isEqualTo(2);
    assertThat(result.lines().column(assignment.offset())).isEqualTo(4);
  }

  @Test
  void commentsAreKept() {
    ParseResult result = PuppetParser.parse("a.pp", "# one\r\nnotice 1 # two\n/* three\n */\n");
    assertThat(result.comments())
        .extracting(Comment::text)
        .containsExactly("# one", "# two", "/* three\n */");
    assertThat(result.comments()).extracting(Comment::offset).containsExactly(0, 16, 22);
  }

  private static String tree(String source) {
    ParseResult result = PuppetParser.parse("a.pp", source);
    assertThat(result.program()).as(result.problems().toString()).isPresent();
    return SExpression.print(result.program().orElseThrow());
  }
}
