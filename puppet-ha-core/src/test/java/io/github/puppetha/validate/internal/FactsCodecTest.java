package io.github.puppetha.validate.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.puppetha.language.PuppetParser;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** What is kept of a file comes back as it was. */
class FactsCodecTest {
  private static final String TEXT =
      """
      class web(Enum['a'] $a, Optional[Struct[{b => Integer[1]}]] $b = undef) inherits web::params {
        include web::x
        web::site { "a${b}": root => ['/', 1.5, -3, true, {x => default}, /r/, Type, $b], * => $a }
        notice($unknown, $facts['osfamily'], lookup("web::${a}"), template('web/é.erb'))
      }
      type Web::T = Variant[String, Undef]
      """;

  private static byte[] written(FileFacts facts) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    FactsCodec.write(facts, new DataOutputStream(bytes));
    return bytes.toByteArray();
  }

  private static FileFacts read(byte[] bytes) throws IOException {
    return FactsCodec.read(new DataInputStream(new ByteArrayInputStream(bytes)));
  }

  @Test
  void comesBack() throws IOException {
    FileFacts facts = FactsReader.read(PuppetParser.parse("x.pp", TEXT));
    assertThat(facts.definitions()).hasSize(3);
    assertThat(facts.uses()).isNotEmpty();
    assertThat(facts.declarations()).hasSize(1);
    assertThat(facts.reads()).hasSize(1);
    assertThat(read(written(facts))).isEqualTo(facts);
  }

  @Test
  void whatIsCutOffIsRefused() throws IOException {
    byte[] bytes = written(FactsReader.read(PuppetParser.parse("x.pp", TEXT)));
    byte[] half = java.util.Arrays.copyOf(bytes, bytes.length / 2);
    assertThatThrownBy(() -> read(half)).isInstanceOf(IOException.class);
  }
}
