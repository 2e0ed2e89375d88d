package io.github.puppetha.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.puppetha.HostPort;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class DnsServersTest {
  private static final InetSocketAddress HERE = new InetSocketAddress("127.0.0.1", 5353);

  @Test
  void namesAreLookedUp() {
    assertThat(DnsServers.named(List.of(HostPort.parse("127.0.0.1:5353", 53))).servers())
        .containsExactly(HERE);
  }

  @Test
  void whatCannotBeAskedIsRefused() {
    assertThatThrownBy(() -> DnsServers.of()).hasMessageContaining("at least one DNS server");
    assertThatThrownBy(() -> DnsServers.of(InetSocketAddress.createUnresolved("ns.invalid", 53)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'ns.invalid'");
    assertThatThrownBy(
            () -> DnsServers.of(HERE).within(Duration.ofSeconds(2), Duration.ofSeconds(1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("deadline");
  }

  @Test
  void strangeHostsAreUnknownAndNothingWorse() {
    DnsNameResolver nobody =
        DnsNameResolver.of(
            DnsServers.of(new InetSocketAddress("127.0.0.1", 1))
                .within(Duration.ofMillis(50), Duration.ofMillis(100)));
    for (String host : List.of("[", "[x", "a..b", "x".repeat(300))) {
      assertThatThrownBy(() -> nobody.resolve(host))
          .as(host)
          .isInstanceOf(UnknownHostException.class);
    }
  }
}
