package io.github.puppetha.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.SRVRecord;
import org.xbill.DNS.Section;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.Type;

class FakeDnsTest {
  private static final String PUPPET = "_x-puppet._tcp.example.test";

  private final FakeDns dns = FakeDns.start();

  @AfterEach
  void stop() {
    dns.close();
  }

  @Test
  void answersSrvRecordsWithTheirTimeToLive() throws Exception {
    dns.ttl(Duration.ofSeconds(7)).srv(PUPPET, 1, 2, 8141, "puppet1.example.test");

    SRVRecord srv = (SRVRecord) ask(PUPPET, Type.SRV).getSection(Section.ANSWER).get(0);

    assertThat(srv.getTTL()).isEqualTo(7);
    assertThat(List.of(srv.getPriority(), srv.getWeight(), srv.getPort()))
        .containsExactly(1, 2, 8141);
    assertThat(srv.getTarget()).hasToString("puppet1.example.test.");
  }

  @Test
  void takesRecordsAsZoneFileText() throws Exception {
    dns.records(
        """
        $ORIGIN example.test.
        _x-puppet._tcp 60 IN SRV 0 1 8140 puppet1
                       60 IN SRV 0 3 8140 puppet2
        puppet1        60 IN A   127.0.0.1
        """);

    assertThat(ask(PUPPET, Type.SRV).getSection(Section.ANSWER)).hasSize(2);
    assertThat(ask("puppet1.example.test", Type.A).getSection(Section.ANSWER)).hasSize(1);
  }

  @Test
  void refusesTextThatIsNoZoneFile() {
    assertThatThrownBy(() -> dns.records("what is this"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("not zone file text");
  }

  @Test
  void tellsAnUnknownNameFromOneWithoutSuchRecords() throws Exception {
    dns.negativeTtl(Duration.ofSeconds(9)).a("puppet1.example.test", "127.0.0.1");

    Message unknown = ask(PUPPET, Type.SRV);
    Message empty = ask("puppet1.example.test", Type.SRV);

    assertThat(unknown.getRcode()).isEqualTo(Rcode.NXDOMAIN);
    assertThat(empty.getRcode()).isEqualTo(Rcode.NOERROR);
    assertThat(empty.getSection(Section.ANSWER)).isEmpty();
    SOARecord soa = (SOARecord) empty.getSection(Section.AUTHORITY).get(0);
    assertThat(soa.getMinimum()).isEqualTo(9);
    assertThat(soa.getName()).hasToString("example.test.");
  }

  @Test
  void behavesAsToldUntilToldOtherwise() throws Exception {
    dns.srv(PUPPET, 0, 0, 8140, "puppet1.example.test");

    dns.behave(PUPPET, new FakeDnsBehaviour.ServFail());
    assertThat(ask(PUPPET, Type.SRV).getRcode()).isEqualTo(Rcode.SERVFAIL);
    dns.behave(PUPPET, new FakeDnsBehaviour.Refused());
    assertThat(ask(PUPPET, Type.SRV).getRcode()).isEqualTo(Rcode.REFUSED);
    dns.behave(PUPPET, new FakeDnsBehaviour.Drop());
    assertThatThrownBy(() -> ask(PUPPET, Type.SRV)).isInstanceOf(IOException.class);
    dns.behave(PUPPET, new FakeDnsBehaviour.NoData());
    assertThat(ask(PUPPET, Type.SRV).getSection(Section.ANSWER)).isEmpty();
    dns.behave(PUPPET, new FakeDnsBehaviour.Normal());
    assertThat(ask(PUPPET, Type.SRV).getSection(Section.ANSWER)).hasSize(1);
  }

  @Test
  void takesTurnsAndGivesRecordsInTurns() throws Exception {
    dns.records(
            """
            many.example.test. 60 IN A 127.0.0.1
            many.example.test. 60 IN A 127.0.0.2
            """)
        .behave(
            "many.example.test",
            new FakeDnsBehaviour.InTurns(
                List.of(
                    new FakeDnsBehaviour.ServFail(),
                    new FakeDnsBehaviour.Rotate(),
                    new FakeDnsBehaviour.Rotate())));

    assertThat(ask("many.example.test", Type.A).getRcode()).isEqualTo(Rcode.SERVFAIL);
    List<Record> first = ask("many.example.test", Type.A).getSection(Section.ANSWER);
    List<Record> second = ask("many.example.test", Type.A).getSection(Section.ANSWER);
    assertThat(second).hasSize(2).containsExactly(first.get(1), first.get(0));
    assertThat(ask("many.example.test", Type.A).getRcode()).isEqualTo(Rcode.SERVFAIL);
  }

  @Test
  void liesAsTold() throws Exception {
    dns.srv(PUPPET, 0, 0, 8140, "puppet1.example.test");
    dns.behave(PUPPET, new FakeDnsBehaviour.WrongId());
    assertThatThrownBy(() -> ask(PUPPET, Type.SRV)).hasMessageContaining("invalid message id");
    dns.behave(PUPPET, new FakeDnsBehaviour.WrongName("other.test"));
    assertThatThrownBy(() -> ask(PUPPET, Type.SRV)).hasMessageContaining("other.test");
    dns.behave(PUPPET, new FakeDnsBehaviour.Garbage());
    assertThatThrownBy(() -> ask(PUPPET, Type.SRV)).isInstanceOf(IOException.class);
    dns.behave(PUPPET, new FakeDnsBehaviour.OnlyType("A"));
    assertThatThrownBy(() -> ask(PUPPET, Type.SRV)).isInstanceOf(IOException.class);
    dns.behave(PUPPET, new FakeDnsBehaviour.NoEdns());
    assertThat(ask(PUPPET, Type.SRV).getRcode()).isEqualTo(Rcode.FORMERR);
    dns.behave(PUPPET, new FakeDnsBehaviour.Referral());
    assertThat(ask(PUPPET, Type.SRV).getSection(Section.AUTHORITY)).hasSize(1);
    dns.behave(PUPPET, new FakeDnsBehaviour.Unasked("evil.test. 60 IN A 127.0.0.1"));
    assertThat(ask(PUPPET, Type.SRV).getSection(Section.ANSWER)).hasSize(2);
    dns.behave(PUPPET, new FakeDnsBehaviour.TruncateWithoutTcp());
    assertThatThrownBy(() -> ask(PUPPET, Type.SRV)).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> new FakeDnsBehaviour.InTurns(List.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void slowAnswersComeLate() throws Exception {
    dns.srv(PUPPET, 0, 0, 8140, "puppet1.example.test")
        .behave(PUPPET, new FakeDnsBehaviour.Slow(Duration.ofMillis(100)));

    long begun = System.nanoTime();
    assertThat(ask(PUPPET, Type.SRV).getSection(Section.ANSWER)).hasSize(1);
    assertThat(System.nanoTime() - begun).isGreaterThan(90_000_000L);
  }

  @Test
  void truncatesOnDemandAndWhatDoesNotFit() throws Exception {
    dns.srv(PUPPET, 0, 0, 8140, "puppet1.example.test");
    for (int i = 0; i < 200; i++) {
      dns.srv("many.example.test", 0, 1, 8140, "puppet" + i + ".example.test");
    }
    dns.behave(PUPPET, new FakeDnsBehaviour.Truncate());

    SimpleResolver udp = resolver();
    udp.setIgnoreTruncation(true);
    assertThat(udp.send(query(PUPPET, Type.SRV)).getHeader().getFlag(Flags.TC)).isTrue();
    assertThat(udp.send(query("many.example.test", Type.SRV)).getHeader().getFlag(Flags.TC))
        .isTrue();
    assertThat(ask(PUPPET, Type.SRV).getSection(Section.ANSWER)).hasSize(1);
    assertThat(ask("many.example.test", Type.SRV).getSection(Section.ANSWER)).hasSize(200);
  }

  @Test
  void listsWhatItWasAsked() throws Exception {
    ask("A.Example.test", Type.A);
    SimpleResolver tcp = resolver();
    tcp.setTCP(true);
    tcp.send(query(PUPPET, Type.SRV));

    assertThat(dns.queries())
        .containsExactly(
            new FakeDnsQuery("a.example.test", "A", false), new FakeDnsQuery(PUPPET, "SRV", true));
    assertThat(dns.clearQueries().queries()).isEmpty();
  }

  private SimpleResolver resolver() {
    SimpleResolver resolver = new SimpleResolver(dns.address());
    resolver.setTimeout(Duration.ofMillis(500));
    return resolver;
  }

  private Message ask(String name, int type) throws IOException {
    return resolver().send(query(name, type));
  }

  private static Message query(String name, int type) throws IOException {
    return Message.newQuery(Record.newRecord(Name.fromString(name, Name.root), type, DClass.IN));
  }
}
