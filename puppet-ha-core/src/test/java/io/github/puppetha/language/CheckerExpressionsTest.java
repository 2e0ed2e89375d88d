package io.github.puppetha.language;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CheckerExpressionsTest {
  @Test
  void functionsAndTypesAreCalled() {
    assertThat(Findings.of("f(1) Integer('1') Integer[1]('1')")).isEmpty();
    assertThat(Findings.of("1(2)")).containsExactly("illegal_expression 1:1");
    assertThat(Findings.of("$a[1](2)")).containsExactly("illegal_expression 1:1");
  }

  @Test
  void variablesHaveTheirForm() {
    assertThat(Findings.of("f($a, $::a, $a::_b, $_, $0, $10, \"${a}${1}\")")).isEmpty();
    assertThat(Findings.of("$Foo")).containsExactly("illegal_var_name 1:1");
    assertThat(Findings.of("f($_a::b)")).containsExactly("illegal_var_name 1:3");
    assertThat(Findings.of("$01")).containsExactly("illegal_numeric_var_name 1:1");
    assertThat(Findings.of("\"${01}\"")).containsExactly("illegal_numeric_var_name 1:4");
  }

  @Test
  void booleansAreNoNamesInInterpolations() {
    assertThat(Findings.of("f(\"$true\", \"${$true}\", $false)")).isEmpty();
    assertThat(Findings.of("$a::b = \"${true}\"")).containsExactly("error 1:12");
    assertThat(Findings.of("\"${false[1]}\"")).containsExactly("error 1:4");
  }

  @Test
  void wordsMayBeReserved() {
    assertThat(Findings.of("$x = 'private'")).isEmpty();
    assertThat(Findings.of("$x = private")).containsExactly("reserved_word 1:6");
    assertThat(Findings.of("attr")).containsExactly("reserved_word 1:1");
  }

  @Test
  void integersHave64Bits() {
    assertThat(Findings.of("$x = 9223372036854775807")).isEmpty();
    assertThat(Findings.of("$x = 9223372036854775808")).containsExactly("numeric_overflow 1:6");
    assertThat(Findings.of("$x = -9223372036854775808")).containsExactly("numeric_overflow 1:7");
    assertThat(Findings.of("$x = 0x8000000000000000")).containsExactly("numeric_overflow 1:6");
  }

  @Test
  void keysAreComparedAsRubyDoes() {
    assertThat(Findings.of("$x = {1 => 1, 1.0 => 2, '1' => 3, default => 1, 'default' => 2}"))
        .isEmpty();
    assertThat(Findings.of("$x = {a => 1, 'a' => 2, \"a\" => 3}"))
        .containsExactly("duplicate_key 1:19", "duplicate_key 1:29");
    assertThat(
            Findings.of("$x = {16 => 1, 0x10 => 2, true => 1, true => 2, undef => 1, undef => 2}"))
        .containsExactly("duplicate_key 1:21", "duplicate_key 1:43", "duplicate_key 1:67");
    assertThat(Findings.of("$x = {/a/ => 1, /a/ => 2, /b/ => 3, '/a/' => 4}"))
        .containsExactly("duplicate_key 1:21");
    assertThat(Findings.of("$x = {[1, [2]] => 1, [1, [2]] => 2, [1, [2.0]] => 3}"))
        .containsExactly("duplicate_key 1:31");
    assertThat(Findings.of("$x = {{a => 1, b => 2} => 1, {b => 2, a => 1} => 2}"))
        .containsExactly("duplicate_key 1:47");
    assertThat(Findings.of("$x = {$a => 1, $a => 2, \"${a}\" => 1, \"${a}\" => 2}")).isEmpty();
  }

  @Test
  void aKeyThatStandsTwiceIsAWarningInPuppet7() {
    String text = "$x = {a => 1, a => 2}";
    assertThat(PuppetParser.builder().puppetVersion(7).build().read("a.pp", text).problems())
        .extracting(problem -> problem.severity().label())
        .containsExactly("warning");
    assertThat(PuppetParser.parse("a.pp", text).problems())
        .extracting(problem -> problem.severity().label())
        .containsExactly("error");
  }

  @Test
  void puppet8KnowsTypesAndSignsInKeys() {
    String types = "$x = {Integer[1] => 1, String[1] => 2, [1] => 3, Foo => 1, foo => 2}";
    assertThat(Findings.of(8, types))
        .containsExactly("duplicate_key 1:34", "duplicate_key 1:44", "duplicate_key 1:64");
    assertThat(Findings.of(7, types)).isEmpty();
    assertThat(Findings.of(8, "$x = {0.0 => 1, -0.0 => 2, 1 => 1, - -1 => 1, -'a' => 1, a => 2}"))
        .containsExactly("duplicate_key 1:22", "duplicate_key 1:41", "duplicate_key 1:60");
  }

  @Test
  void puppet8FailsAtASignBeforeWhatIsNoNumber() {
    assertThat(Findings.of(8, "$y::z = 1 $x = {-undef => 1}")).containsExactly("error 1:17");
    assertThat(Findings.of(7, "$x = {-undef => 1}")).isEmpty();
    assertThat(Findings.of(8, "class a(Integer[-[1]] $b) { }")).containsExactly("error 1:23");
    assertThat(Findings.of(8, "$x = {-f() => 1, -$a => 1, [$a, -undef] => 1}")).isEmpty();
  }

  @Test
  void manyKeysAreComparedToo() {
    StringBuilder many = new StringBuilder("$x = {a => 1");
    for (int i = 0; i < 30; i++) {
      many.append(", a").append(i).append(" => 1");
    }
    assertThat(Findings.of(many + "}")).isEmpty();
    assertThat(Findings.of(many + ",\na29 => 1}")).containsExactly("duplicate_key 2:5");
  }

  @Test
  void hashesAreKeysOfHashesToAnyDepth() {
    String deep = "{c => 1, ".repeat(200) + "d => 1" + "} => 1".repeat(199) + "}";
    String other = "{c => 1, ".repeat(200) + "e => 1" + "} => 1".repeat(199) + "}";
    assertThat(Findings.of("$x = {" + deep + " => 1, " + other + " => 2}")).isEmpty();
    assertThat(Findings.of("$x = {" + deep + " => 1,\n" + deep + "\n=> 2}"))
        .containsExactly("duplicate_key 3:1");
  }

  @Test
  void thereIsOneDefault() {
    assertThat(Findings.of("case 1 { 2, default: { f() } }")).isEmpty();
    assertThat(Findings.of("case 1 { default: { f() } 2, default, default: { f() } }"))
        .containsExactly("duplicate_default 1:30", "duplicate_default 1:39");
    assertThat(Findings.of("1 ? { default => 1, default => 4, default => 5 }"))
        .containsExactly("duplicate_default 1:21");
  }
}
