package io.github.puppetha.examples.embedding;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.puppetha.HostPort;
import io.github.puppetha.testkit.FakeDns;
import io.github.puppetha.testkit.FakeMaster;
import io.github.puppetha.testkit.Fault;
import io.github.puppetha.testkit.junit5.StartFakeDns;
import io.github.puppetha.testkit.junit5.StartFakeMaster;
import org.junit.jupiter.api.Test;

class SelectServerTest {
  @StartFakeDns FakeDns dns = FakeDns.start();
  @StartFakeMaster FakeMaster first = FakeMaster.builder().name("puppet1.example.test").build();

  @StartFakeMaster
  FakeMaster second = FakeMaster.builder().name("puppet2.example.test").caOf(first).build();

  @Test
  void takesTheServerOfTheRecordsAndWithoutItTheOtherOne() {
    dns.srv("_x-puppet._tcp.example.test", 0, 1, first.port(), first.name());
    dns.a(first.name(), "127.0.0.1").a(second.name(), "127.0.0.1");
    HostPort nameServer = new HostPort("127.0.0.1", dns.port());

    HostPort chosen = SelectServer.select("example.test", nameServer, second.address());
    assertThat(chosen).isEqualTo(first.address());

    first.fault(new Fault.Refuse());
    chosen = SelectServer.select("example.test", nameServer, second.address());
    assertThat(chosen).isEqualTo(second.address());
  }
}
