package io.github.puppetha.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.puppetha.HostPort;
import io.github.puppetha.PuppetHaException;
import io.github.puppetha.testkit.FakeDns;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResolvConfTest {
  @TempDir private Path directory;

  private ResolvConf conf(String text) throws IOException {
    Path file = directory.resolve("resolv.conf");
    Files.writeString(file, text);
    return ResolvConf.at(file);
  }

  @Test
  void saysWhomToAskAndWhereToLookForShortNames() throws Exception {
    DnsServers servers =
        conf("""
                # by hand
                nameserver 192.0.2.53
                nameserver 2001:db8::53 ; the other one
                search ams.example.test. example.test
                options timeout:1 ndots:2 rotate
                """)
            .get();

    assertThat(servers.servers())
        .extracting(server -> server.getAddress().getHostAddress() + ":" + server.getPort())
        .containsExactly("192.0.2.53:53", "2001:db8:0:0:0:0:0:53:53");
    assertThat(servers.search()).containsExactly("ams.example.test", "example.test");
    assertThat(servers.ndots()).isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource({
    "'domain a.test', a.test",
    "'domain a.test\nsearch b.test c.test', b.test",
    "'search b.test c.test\ndomain a.test', a.test",
    "'search\t. d.test', d.test",
    "'#search b.test', ''",
    "'search not/a/domain e.test', e.test",
  })
  void theLastOfDomainAndSearchSaysWhereTheMachineStands(String lines, String domain)
      throws Exception {
    assertThat(conf("nameserver 192.0.2.53\n" + lines + "\n").domain().orElse(""))
        .isEqualTo(domain);
  }

  @Test
  void strangeLinesArePassedOver() throws Exception {
    DnsServers servers =
        conf("nameserver\nnameserver ns.example.test\nnameserver 192.0.2.53\noptions ndots:99\n")
            .get();

    assertThat(servers.servers()).hasSize(1);
    assertThat(servers.ndots()).isEqualTo(15);
  }

  @Test
  void isReadAgainWhenItChangesAndHoldsWhileItIsBroken() throws Exception {
    ResolvConf conf = conf("nameserver 192.0.2.1\nsearch a.test\n");
    assertThat(conf.domain()).contains("a.test");

    conf("nameserver 192.0.2.1\nsearch b.test\n");
    assertThat(conf.domain()).contains("b.test");
    conf("");
    assertThat(conf.domain()).contains("b.test");
    Files.delete(directory.resolve("resolv.conf"));
    assertThat(conf.domain()).contains("b.test");
    conf("nameserver 192.0.2.2\n");
    assertThat(conf.domain()).isEmpty();
    assertThat(conf.get().servers().get(0).getAddress().getHostAddress()).isEqualTo("192.0.2.2");
  }

  @Test
  void saysWhatIsMissing() throws Exception {
    ResolvConf absent = ResolvConf.at(directory.resolve("nowhere"));
    assertThatThrownBy(absent::get)
        .isInstanceOf(PuppetHaException.class)
        .hasMessageContaining("nowhere");
    assertThatThrownBy(conf("search a.test\n")::get)
        .isInstanceOf(PuppetHaException.class)
        .hasMessageContaining("names no DNS server")
        .hasMessageContaining("nameserver ADDRESS");
    assertThat(absent.domain()).isEmpty();
    SrvAnswer answer = SrvResolver.of(absent, new TestClock()).lookup("_x-puppet._tcp.a.test");
    assertThat(answer.inWords()).contains("nowhere");
  }

  @Test
  void shortNamesMoveWithTheDomains() throws Exception {
    ResolvConf conf = conf("nameserver 192.0.2.1\nsearch ams.test example.test\n");
    TestClock clock = new TestClock();
    try (ServerSelector selector =
        ServerSelector.builder()
            .source(ServerSource.shortName("puppet", 8140, conf))
            .clock(clock)
            .probe(Probe.NONE)
            .build()) {
      assertThat(selector.candidates(Service.PUPPET))
          .containsExactly(
              new HostPort("puppet.ams.test", 8140), new HostPort("puppet.example.test", 8140));

      conf("nameserver 192.0.2.1\nsearch fra.test\n");
      clock.advance(Duration.ofSeconds(5));
      assertThat(selector.select(Service.CA)).isEqualTo(new HostPort("puppet.fra.test", 8140));
    }
    assertThatThrownBy(() -> ServerSource.shortName("puppet.ams", 8140, conf))
        .hasMessageContaining("'puppet.ams'");
    assertThatThrownBy(() -> ServerSource.shortName("puppet", 0, conf)).hasMessageContaining("0");
  }

  @Test
  void srvRecordsOfTheMachinesDomainMoveWithIt() throws Exception {
    ResolvConf conf = conf("nameserver 192.0.2.1\nsearch ams.test\n");
    TestClock clock = new TestClock();
    try (FakeDns dns = FakeDns.start()) {
      dns.srv("_x-puppet._tcp.ams.test", 0, 1, 8140, "puppet1.ams.test")
          .srv("_x-puppet._tcp.fra.test", 0, 1, 8140, "puppet1.fra.test");
      SrvResolver resolver = SrvResolver.of(DnsServers.of(dns.address()), clock);
      ServerSource source = ServerSource.localSrv(conf, resolver);

      assertThat(hosts(source)).containsExactly("puppet1.ams.test");
      conf("nameserver 192.0.2.1\nsearch fra.test\n");
      assertThat(hosts(source)).containsExactly("puppet1.fra.test");
      conf("nameserver 192.0.2.1\n");
      assertThat(hosts(source)).isEmpty();
    }
  }

  @Test
  void aChangeOfServersCountsAtOnce() throws Exception {
    TestClock clock = new TestClock();
    try (FakeDns one = FakeDns.start();
        FakeDns other = FakeDns.start()) {
      one.srv("_x-puppet._tcp.a.test", 0, 1, 8140, "one.a.test");
      other.srv("_x-puppet._tcp.a.test", 0, 1, 8140, "other.a.test");
      List<DnsServers> now = new CopyOnWriteArrayList<>(List.of(DnsServers.of(one.address())));
      SrvResolver resolver = SrvResolver.of(() -> now.get(0), clock);

      assertThat(resolver.lookup("_x-puppet._tcp.a.test").found().get(0).target())
          .isEqualTo("one.a.test");
      now.set(0, DnsServers.of(other.address()));
      assertThat(resolver.lookup("_x-puppet._tcp.a.test").found().get(0).target())
          .isEqualTo("other.a.test");
    }
  }

  private static List<String> hosts(ServerSource source) {
    return source.list(Service.PUPPET).groups().stream()
        .flatMap(List::stream)
        .map(server -> server.address().host())
        .toList();
  }
}
