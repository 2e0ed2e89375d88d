package io.github.puppetha.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.puppetha.discovery.internal.AddressOrder;
import io.github.puppetha.testkit.FakeDns;
import io.github.puppetha.testkit.FakeDnsBehaviour;
import io.github.puppetha.testkit.FakeDnsQuery;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DnsNameResolverTest {
  private final FakeDns dns = FakeDns.start();
  private final TestClock clock = new TestClock();
  private final DnsNameResolver resolver = DnsNameResolver.of(DnsServers.of(dns.address()), clock);

  @AfterEach
  void stop() {
    dns.close();
  }

  @Test
  void bothFamiliesUnderTheNameAskedFor() throws Exception {
    dns.aaaa("puppet1.example.test", "::1").a("puppet1.example.test", "127.0.0.2");

    assertThat(patient(AddressOrder.ofThisMachine()).resolve("puppet1.example.test"))
        .containsExactlyInAnyOrder(InetAddress.getByName("127.0.0.2"), InetAddress.getByName("::1"))
        .extracting(InetAddress::getHostName)
        .containsOnly("puppet1.example.test");
  }

  @Test
  void aFamilyThatThisMachineCannotReachComesLast() throws Exception {
    dns.aaaa("puppet1.example.test", "2001:db8::1").a("puppet1.example.test", "192.0.2.1");
    AddressOrder withoutIpv6 =
        new AddressOrder(
            to -> to instanceof Inet4Address ? Optional.of(to) : Optional.<InetAddress>empty());
    AddressOrder withIpv6 = new AddressOrder(Optional::of);

    assertThat(ordered(withoutIpv6)).containsExactly("192.0.2.1", "2001:db8:0:0:0:0:0:1");
    assertThat(ordered(withIpv6)).containsExactly("2001:db8:0:0:0:0:0:1", "192.0.2.1");
  }

  /** Waits for both families, however slow this machine is. */
  private DnsNameResolver patient(AddressOrder order) {
    DnsServers servers = DnsServers.of(dns.address());
    return DnsNameResolver.of(() -> servers, clock, order, Duration.ofSeconds(20));
  }

  private List<String> ordered(AddressOrder order) throws Exception {
    return patient(order).resolve("puppet1.example.test").stream()
        .map(InetAddress::getHostAddress)
        .toList();
  }

  @Test
  void theMachinesOwnAddressesAreInThatOrderToo() throws Exception {
    List<InetAddress> found = DnsNameResolver.ofMachine().resolve("localhost");

    assertThat(found)
        .isEqualTo(AddressOrder.ofThisMachine().sort(found))
        .allMatch(InetAddress::isLoopbackAddress)
        .extracting(InetAddress::getHostName)
        .containsOnly("localhost");
  }

  @Test
  void shortNamesAreLookedForInTheSearchDomainsFirst() throws Exception {
    dns.a("puppet.fra.example.test", "127.0.0.7").a("puppet", "127.0.0.8");
    DnsNameResolver searching =
        DnsNameResolver.of(
            DnsServers.of(dns.address())
                .searching(List.of("ams.example.test", "fra.example.test."), 1),
            clock);

    List<InetAddress> found = searching.resolve("puppet");
    assertThat(found).extracting(InetAddress::getHostAddress).containsExactly("127.0.0.7");
    assertThat(found).extracting(InetAddress::getHostName).containsExactly("puppet");
    dns.clearQueries();
    assertThatThrownBy(() -> searching.resolve("nobody"))
        .hasMessageContaining("nobody.ams.example.test: A: no such name")
        .hasMessageContaining("; nobody: A: no such name");
    assertThatThrownBy(() -> searching.resolve("puppet.ams"))
        .as("a name with a dot is absolute")
        .hasMessageContaining("puppet.ams: A: no such name");
    assertThat(dns.queries())
        .extracting(FakeDnsQuery::name)
        .doesNotContain("puppet.ams.fra.example.test");
  }

  @Test
  void whereNobodyAnswersOtherNamesAreNotTried() {
    dns.behaveAlways(new FakeDnsBehaviour.Drop());
    DnsNameResolver searching =
        DnsNameResolver.of(
            DnsServers.of(dns.address())
                .within(Duration.ofMillis(50), Duration.ofMillis(100))
                .searching(List.of("ams.example.test", "fra.example.test"), 1),
            clock);

    assertThatThrownBy(() -> searching.resolve("puppet")).hasMessageContaining("silent for 100 ms");
    assertThat(dns.queries())
        .extracting(FakeDnsQuery::name)
        .containsOnly("puppet.ams.example.test");
  }

  @Test
  void oneFamilyIsNotHeldUpByTheOther() throws Exception {
    dns.a("puppet1.example.test", "127.0.0.2");
    try (FakeDns half = FakeDns.start()) {
      half.aaaa("puppet1.example.test", "::1")
          .behave("puppet1.example.test", new FakeDnsBehaviour.OnlyType("AAAA"));
      DnsNameResolver names =
          DnsNameResolver.of(
              DnsServers.of(half.address()).within(Duration.ofSeconds(1), Duration.ofSeconds(20)),
              clock);

      long begun = System.nanoTime();
      assertThat(names.resolve("puppet1.example.test"))
          .extracting(InetAddress::getHostAddress)
          .containsExactly("0:0:0:0:0:0:0:1");
      assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(10));
    }
  }

  @Test
  void addressesServePastTheirTimeWhileDnsIsDown() throws Exception {
    dns.ttl(Duration.ofSeconds(30)).a("puppet1.example.test", "127.0.0.2");
    resolver.resolve("puppet1.example.test");
    dns.behaveAlways(new FakeDnsBehaviour.ServFail());

    clock.advance(Duration.ofHours(23));
    assertThat(resolver.resolve("puppet1.example.test").get(0).getHostAddress())
        .isEqualTo("127.0.0.2");
    clock.advance(Duration.ofHours(2));
    assertThat(catchResolve("puppet1.example.test")).contains("SERVFAIL");
  }

  @Test
  void followsAliasesToTheirEnd() throws Exception {
    dns.cname("puppet.example.test", "p.example.test")
        .cname("p.example.test", "puppet1.example.test")
        .a("puppet1.example.test", "127.0.0.3");

    assertThat(resolver.resolve("puppet.example.test").get(0).getHostAddress())
        .isEqualTo("127.0.0.3");
  }

  @Test
  void aliasesInACircleAreAnErrorAndNotALoop() {
    dns.cname("a.example.test", "b.example.test").cname("b.example.test", "a.example.test");

    assertThatThrownBy(() -> resolver.resolve("a.example.test"))
        .isInstanceOf(UnknownHostException.class)
        .hasMessageContaining("circle");
  }

  @Test
  void asksAgainOnlyAfterTheTimeToLive() throws Exception {
    dns.ttl(Duration.ofSeconds(30)).a("puppet1.example.test", "127.0.0.2");
    resolver.resolve("puppet1.example.test");
    dns.remove("puppet1.example.test").a("puppet1.example.test", "127.0.0.9");

    clock.advance(Duration.ofSeconds(29));
    assertThat(resolver.resolve("puppet1.example.test").get(0).getHostAddress())
        .isEqualTo("127.0.0.2");
    clock.advance(Duration.ofSeconds(2));
    assertThat(resolver.resolve("puppet1.example.test").get(0).getHostAddress())
        .isEqualTo("127.0.0.9");
  }

  @Test
  void unknownNamesAreRememberedAsLongAsTheZoneSays() {
    dns.negativeTtl(Duration.ofSeconds(10));
    for (int i = 0; i < 3; i++) {
      assertThatThrownBy(() -> resolver.resolve("nobody.example.test"))
          .isInstanceOf(UnknownHostException.class)
          .hasMessageContaining("nobody.example.test")
          .hasMessageContaining("NXDOMAIN");
    }
    assertThat(dns.queries())
        .containsExactlyInAnyOrder(
            new FakeDnsQuery("nobody.example.test", "A", false),
            new FakeDnsQuery("nobody.example.test", "AAAA", false));

    dns.a("nobody.example.test", "127.0.0.4");
    clock.advance(Duration.ofSeconds(11));
    assertThat(catchResolve("nobody.example.test")).isEqualTo("127.0.0.4");
  }

  @Test
  void aTruncatedAnswerIsFetchedByTcp() throws Exception {
    dns.a("puppet1.example.test", "127.0.0.5")
        .behave("puppet1.example.test", new FakeDnsBehaviour.Truncate());

    assertThat(resolver.resolve("puppet1.example.test").get(0).getHostAddress())
        .isEqualTo("127.0.0.5");
    assertThat(dns.queries()).contains(new FakeDnsQuery("puppet1.example.test", "A", true));
  }

  @Test
  void theNextDnsServerIsAskedWhenOneIsSilentOrFails() throws Exception {
    dns.a("puppet1.example.test", "127.0.0.6");
    try (FakeDns silent = FakeDns.start();
        FakeDns failing = FakeDns.start()) {
      silent.behaveAlways(new FakeDnsBehaviour.Drop());
      failing.behaveAlways(new FakeDnsBehaviour.ServFail());
      InetSocketAddress[] servers = {silent.address(), failing.address(), dns.address()};
      DnsNameResolver several =
          DnsNameResolver.of(
              DnsServers.of(servers).within(Duration.ofMillis(100), Duration.ofSeconds(5)));

      assertThat(several.resolve("puppet1.example.test").get(0).getHostAddress())
          .isEqualTo("127.0.0.6");
      assertThat(silent.queries()).isNotEmpty();
      assertThat(failing.queries()).isNotEmpty();
    }
  }

  @Test
  void silenceEndsAtTheDeadlineAndSaysWhoWasAsked() {
    dns.behaveAlways(new FakeDnsBehaviour.Drop());
    DnsNameResolver hasty =
        DnsNameResolver.of(
            DnsServers.of(dns.address()).within(Duration.ofMillis(50), Duration.ofMillis(200)));

    assertThatThrownBy(() -> hasty.resolve("puppet1.example.test"))
        .isInstanceOf(UnknownHostException.class)
        .hasMessageContaining("127.0.0.1:" + dns.port())
        .hasMessageContaining("silent for 200 ms");
  }

  @Test
  void literalsAndLocalhostNeedNoDns() throws Exception {
    assertThat(resolver.resolve("127.0.0.1")).containsExactly(InetAddress.getByName("127.0.0.1"));
    assertThat(resolver.resolve("[::1]")).containsExactly(InetAddress.getByName("::1"));
    assertThat(resolver.resolve("localhost").get(0).isLoopbackAddress()).isTrue();
    assertThat(dns.queries()).isEmpty();
  }

  private String catchResolve(String host) {
    try {
      return resolver.resolve(host).get(0).getHostAddress();
    } catch (UnknownHostException e) {
      return e.getMessage();
    }
  }
}
