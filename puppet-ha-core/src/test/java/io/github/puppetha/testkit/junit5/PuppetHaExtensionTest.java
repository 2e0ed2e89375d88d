package io.github.puppetha.testkit.junit5;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.puppetha.testkit.FakeDns;
import io.github.puppetha.testkit.FakeMaster;
import java.io.IOException;
import java.net.Socket;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

class PuppetHaExtensionTest {
  private static final Set<Integer> PORTS = new HashSet<>();

  @StartFakeMaster static FakeMaster ca = FakeMaster.builder().name("puppet.example.test").build();

  @StartFakeDns static FakeDns shared;

  @StartFakeMaster FakeMaster compiler = FakeMaster.builder().caOf(ca).build();
  @StartFakeMaster FakeMaster plain;
  @StartFakeDns FakeDns dns;

  @Test
  void allAreThere() throws IOException {
    assertThat(ca.name()).isEqualTo("puppet.example.test");
    assertThat(compiler.trust().authorities()).isEqualTo(ca.trust().authorities());
    assertThat(plain.name()).isEqualTo("localhost");
    assertThat(dns.port()).isNotEqualTo(shared.port());
    try (Socket socket = new Socket("127.0.0.1", plain.port())) {
      assertThat(socket.isConnected()).isTrue();
    }
  }

  @RepeatedTest(2)
  void anInstanceFieldIsNewForEachTest() {
    assertThat(PORTS.add(System.identityHashCode(plain))).isTrue();
  }

  @Nested
  class Inside {
    @StartFakeMaster FakeMaster inner;

    @Test
    void outerFieldsAreThereToo() {
      assertThat(inner.port()).isPositive();
      assertThat(plain.port()).isPositive();
    }
  }
}
