package io.github.puppetha.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.puppetha.HostPort;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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

  @ParameterizedTest
  @ValueSource(
      strings = {"", ".", "a..b", "-a.test", "a b", "http://a.test", "a.test:53", "ä.test", "a/b"})
  void whatIsNoDomainIsSaidWithTheRule(String domain) {
    assertThatThrownBy(() -> ServerSelector.builder().srvDomain(domain))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("not a domain for SRV records: '" + domain + "'")
        .hasMessageContaining("letters, digits");
    assertThatThrownBy(() -> DnsServers.of(HERE).searching(List.of(domain), 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("not a search domain: '" + domain + "'");
  }

  @Test
  void namesThatAreTooLongAreRefusedBeforeDnsIsAsked() {
    String label = "x".repeat(63);
    String longest = String.join(".", label, label, label, "x".repeat(35));
    assertThat(SrvSource.domain(longest)).isEqualTo(longest);
    assertThatThrownBy(() -> SrvSource.domain(longest + "x")).hasMessageContaining("at most 253");
    assertThatThrownBy(() -> SrvSource.domain(label + "x.test")).hasMessageContaining("at most 63");
  }

  @Test
  void portsAndDotsThatCannotBeAreSaidWithTheirRange() {
    assertThatThrownBy(() -> new HostPort("a", 65536)).hasMessageContaining("1 to 65535");
    assertThatThrownBy(() -> HostPort.parse("a:x", 1))
        .hasMessageContaining("'a:x'")
        .hasMessageContaining("1 to 65535");
    assertThatThrownBy(() -> DnsServers.of(HERE).searching(List.of(), 16))
        .hasMessageContaining("0 to 15: 16");
    HostPort a = new HostPort("a", 1);
    assertThatThrownBy(() -> new WeightedServer(a, 0, 65536)).hasMessageContaining("0 to 65535");
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
