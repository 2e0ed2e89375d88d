package io.github.puppetha.language;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CheckerHeredocsTest {
  private static String heredoc(String tag, String text) {
    return "$x = @(" + tag + ")\n" + text + "\nEND\n";
  }

  @Test
  void textsAreWhatTheirTagsSay() {
    assertThat(Findings.of(heredoc("END:json", "{\"a\": 1}"))).isEmpty();
    assertThat(Findings.of(heredoc("END:base64", "Zm9v"))).isEmpty();
    assertThat(Findings.of(heredoc("END:pp", "class a { } class a { }"))).isEmpty();
    assertThat(Findings.of(heredoc("END:epp", "<%= $x %>"))).isEmpty();
    assertThat(Findings.of(heredoc("END:yaml", "{a"))).isEmpty();
    assertThat(Findings.of(heredoc("\"END\":json", "{${x}"))).isEmpty();
    assertThat(Findings.of(heredoc("END:json", "{a}"))).containsExactly("illegal_json 2:1");
    assertThat(Findings.of(heredoc("END:base64", "Zm9"))).containsExactly("illegal_base64 2:1");
    assertThat(Findings.of(heredoc("END:pp", "f("))).containsExactly("illegal_pp 2:1");
    assertThat(Findings.of(heredoc("END:pp", "$a::b = 1"))).containsExactly("illegal_pp 2:1");
    assertThat(Findings.of(heredoc("END:epp", "<%= $x"))).containsExactly("illegal_epp 2:1");
  }

  @Test
  void theEndOfASyntaxCounts() {
    assertThat(Findings.of(heredoc("END:data+json", "{a}"))).containsExactly("illegal_json 2:1");
    assertThat(Findings.of(heredoc("END:json+data", "{a}"))).isEmpty();
    assertThat(Findings.of(heredoc("END:data+pp", "f()"))).containsExactly("error 2:1");
  }

  @Test
  void aBadTextIsAllThatIsReported() {
    assertThat(Findings.of("$a::b = 1\n" + heredoc("END:json", "no") + "$c::d = 1"))
        .containsExactly("illegal_json 3:1");
  }

  @Test
  void warningsAboutATextAreKept() {
    String text = heredoc("END:pp", "$a = \"\\q\"");
    assertThat(Findings.of(text)).containsExactly("unrecognized_escape 2:1");
    assertThat(Findings.of(text + heredoc("END:json", "no")))
        .containsExactly("illegal_json 5:1", "unrecognized_escape 2:1");
  }

  @Test
  void textsInTextsAreReadToADepth() {
    StringBuilder text = new StringBuilder("f(");
    for (int i = 0; i < 3; i++) {
      text.insert(0, "$x = @(E" + i + ":pp)\n").append("\nE" + i);
    }
    assertThat(Findings.of(text.toString())).containsExactly("illegal_pp 2:1");
    for (int i = 3; i < 2_000; i++) {
      text.insert(0, "$x = @(E" + i + ":pp)\n").append("\nE" + i);
    }
    assertThat(Findings.of(text.toString())).isEmpty();
  }
}
