package io.github.puppetha.validate.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.puppetha.language.PuppetParser;
import io.github.puppetha.validate.internal.FileFacts.Defined;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Values against types, as Puppet has it. */
class TypeFitTest {
  private static final Value PORT = type("Variant[Integer[1, 65535], Pattern[/\\A\\d+\\z/]]");

  private static Defined first(String text) {
    FileFacts facts = FactsReader.read(PuppetParser.parse("x.pp", text));
    return facts.definitions().get(1);
  }

  private static Value type(String text) {
    return first("type X = " + text).type();
  }

  private static boolean fits(String type, String value) {
    TypeFit types =
        new TypeFit(name -> name.equals("web::port") ? Optional.of(PORT) : Optional.empty());
    FileFacts facts =
        FactsReader.read(PuppetParser.parse("x.pp", "web { 'a': x => " + value + " }"));
    List<FileFacts.Argument> arguments = facts.declarations().get(0).arguments();
    return types.fits(type(type), arguments.get(0).value());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '#',
      value = {
        "Integer; 1",
        "Integer[1, 5]; 5",
        "Integer[default, 5]; -7",
        "Float; 1.5",
        "Numeric; 1",
        "Boolean; true",
        "String; 'x'",
        "String; x",
        "String[1]; \"${x}\"",
        "Enum[a, b]; a",
        "Enum['A', true]; a",
        "Pattern[/^a/]; \"b\\na\"",
        "Optional[String]; undef",
        "Variant[Integer, Enum[x]]; x",
        "Array[String]; []",
        "Array[Integer, 1, 2]; [1, 2]",
        "Array[Array[Integer]]; [[1], []]",
        "Hash[String, Integer]; {a => 1}",
        "Hash; {}",
        "Struct[{a => Integer, Optional[b] => String}]; {a => 1}",
        "Struct[{a => Integer, b => Optional[String]}]; {a => 1, b => undef}",
        "Tuple[String, Integer]; [a, 1]",
        "Tuple[String, 0, 3]; [a, b]",
        "Data; {a => [1, undef]}",
        "Web::Port; 80",
        "Web::Port; '80'",
        "Web::Unknown; 1",
        "Integer; $x",
        "Integer; f()",
        "Type; Integer",
        "Regexp; /x/",
        "Scalar; /x/",
        "NotUndef; 1",
        "Any; undef",
        "Callable; $x",
        "Sensitive; Sensitive('x')",
        "Collection[1]; [1]",
        "Default; default",
        "Iterable; x",
        "Pattern[/(?i:x)/]; X",
        "Pattern['^a']; a",
        "Undef; undef",
        "Array[String]; [*$x]",
        "Integer[0, $x]; 5"
      })
  void fitsIt(String type, String value) {
    assertThat(fits(type, value)).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '#',
      value = {
        "Integer; '1'",
        "Integer; 1.5",
        "Integer[1, 5]; 6",
        "Integer[1]; -1",
        "Float; 1",
        "Numeric; '1'",
        "Boolean; 'true'",
        "String; 1",
        "String; undef",
        "String[1]; ''",
        "String[1, 2]; abc",
        "Enum[a, b]; c",
        "Enum[a]; 1",
        "Pattern[/\\Aa/]; ba",
        "Optional[String]; 1",
        "Variant[Integer, Enum[x]]; y",
        "Array[String]; a",
        "Array[Integer, 1]; []",
        "Array[Array[Integer]]; [[a]]",
        "Hash[String, Integer]; {a => b}",
        "Hash; []",
        "Struct[{a => Integer}]; {}",
        "Struct[{a => Integer}]; {a => 1, b => 2}",
        "Struct[{a => Integer, Optional[b] => String}]; {a => 1, b => 2}",
        "Tuple[String, Integer]; [a]",
        "Tuple[String, Integer]; [1, a]",
        "Data; [/x/]",
        "Web::Port; 'http'",
        "Web::Port; 0",
        "Regexp; 'x'",
        "Scalar; []",
        "NotUndef; undef",
        "Sensitive; 'x'",
        "Callable; 'x'",
        "Collection[2]; [1]",
        "Default; 'default'",
        "Undef; 1",
        "Type; 'x'"
      })
  void doesNotFit(String type, String value) {
    assertThat(fits(type, value)).isFalse();
  }
}
