package io.github.puppetha.examples.embedding;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ReadManifestTest {
  @Test
  void listsDefinitions() {
    String text =
        """
        class web {
          class tls { }
        }
        define web::vhost(Integer $port = 80) { }
        """;
    assertThat(ReadManifest.definitions("web.pp", text))
        .containsExactly("web, line 1", "web::tls, line 2", "web::vhost, line 4");
  }
}
