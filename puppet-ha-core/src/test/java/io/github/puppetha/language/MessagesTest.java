package io.github.puppetha.language;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Messages name what they are about. */
class MessagesTest {
  @ParameterizedTest
  @CsvSource(
      delimiterString = " ==> ",
      quoteCharacter = '`',
      textBlock =
          """
          class a { $x } ==> the variable $x
          class a { 'text' } ==> the string 'text'
          class a { 42 } ==> the number 42
          class a { 1.5 } ==> the number 1.5
          class a { true } ==> the value true
          class a { undef } ==> the value undef
          class a { default } ==> the word default
          class a { /x/ } ==> the pattern /x/
          class a { [1] } ==> the list
          class a { Foo } ==> the type Foo
          class a { foo } ==> the name 'foo'
          class a { 1 + 2 } ==> the operation '+'
          class a { -$x } ==> the operation '-'
          class a { !$x } ==> the operation '!'
          class a { ($x) } ==> the expression in parentheses
          class a { $x[1] } ==> the access with [ ]
          class a { $x ? { 1 => 2 } } ==> the selector
          class a { if $x { } } ==> the 'if'
          class a { unless $x { } } ==> the 'unless'
          class a { case $x { 1: { } } } ==> the 'case'
          class a { "a${b}" } ==> the string with interpolation
          define d() { 1 } ==> the define 'd'
          node n { 1 } ==> the node
          $x = File <<| |>> ==> the exported collector
          $x = File <| |> ==> the collector
          f() = 1 ==> the call of 'f'
          $x.g = 1 ==> the call of 'g'
          @File { mode => 1 } ==> the resource defaults
          @File['a'] { mode => 1 } ==> the resource override
          if true { function f() { } } ==> the function 'f'
          file { mode => 1 } ==> file { 'title'
          {a => 1, a => 2} ==> the key 'a'
          class a($b, $b) { } ==> $b stands twice
          class a { class ::b { } } ==> 'a::::b'
          $x::y = 1 ==> $x::y belongs
          node 'a b' { } ==> 'a b'
          """)
  void theySayWhatIsMeant(String text, String said) {
    assertThat(Findings.messages(text)).anySatisfy(message -> assertThat(message).contains(said));
  }
}
