package io.github.puppetha.discovery.zone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.puppetha.HostPort;
import io.github.puppetha.PuppetHaException;
import io.github.puppetha.discovery.Service;
import io.github.puppetha.discovery.SrvRecord;
import io.github.puppetha.soak.Soak;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/**
 * Primaries that are silent, broken or not who they say: nothing is believed that is not signed.
 */
class LyingPrimaryTest {
  private static final byte[] NOTHING = {};
  private static final ZoneNames NAMES = new ZoneNames("ams.example.com");
  private static final ZoneChange CHANGE =
      ZoneChange.of(ZoneContent.empty(NAMES))
          .set(
              SrvSet.none(NAMES.srv(Service.PUPPET))
                  .with(new SrvRecord(0, 1, 8140, "puppet1.ams.example.com"))
                  .withTtl(300))
          .build();
  private static final TsigKey KEY =
      TsigKey.of(
          "ddns", TsigKey.Algorithm.HMAC_SHA256, Base64.getEncoder().encodeToString(new byte[32]));

  private final ServerSocket socket = socket();

  @AfterEach
  void close() throws IOException {
    socket.close();
  }

  @Test
  void silenceMayHaveBeenDone() {
    answer(query -> new byte[0]);
    assertUnanswered(server(), "no answer within 300 ms", "it may have been done: read again");
  }

  @Test
  void aConnectionThatIsClosedMayHaveBeenDone() {
    answer(query -> NOTHING);
    assertUnanswered(
        server(), "closed the connection without a whole answer", "may have been done");
  }

  @Test
  void aYesThatIsNotSignedIsNoYes() {
    answer(query -> reply(query, Rcode.NOERROR, false));
    UpdateResult result = server(KEY).update(CHANGE);
    assertThat(result)
        .isInstanceOfSatisfying(
            UpdateResult.Unanswered.class, u -> assertThat(u.mayBeDone()).isTrue());
    assertThat(result.inWords()).contains("the answer is not signed by our key");
    assertThatThrownBy(() -> server(KEY).read())
        .isInstanceOf(PuppetHaException.class)
        .hasMessageContainingAll("ams.example.com SOA", "not signed by our key");
  }

  @Test
  void anAnswerToAnotherQuestionAndRubbishAreNone() {
    answer(
        query -> {
          byte[] reply = reply(query, Rcode.NOERROR, true);
          reply[0] ^= 1;
          return reply;
        });
    assertUnanswered(server(), "an answer to another question came");
  }

  @Test
  void rubbishIsNoAnswer() {
    answer(query -> new byte[] {1, 2, 3, 4, 5});
    assertUnanswered(server(), "may have been done");
  }

  @ParameterizedTest
  @CsvSource({
    "1, FORMERR, could not read the message",
    "2, SERVFAIL, its log says why",
    "4, NOTIMP, takes no updates at all",
    "5, REFUSED, update-policy",
    "9, NOTAUTH, not authoritative for this zone",
    "10, NOTZONE, outside of the zone",
  })
  void refusalsInWords(int rcode, String label, String words) {
    answer(query -> reply(query, rcode, false));
    assertThat(server().update(CHANGE))
        .isInstanceOfSatisfying(
            UpdateResult.Refused.class,
            r -> {
              assertThat(r.rcode()).isEqualTo(label);
              assertThat(r.inWords())
                  .contains(label + " (", words, "_x-puppet._tcp.ams.example.com to 1 SRV record");
            });
  }

  @Test
  void whoIsNotAuthoritativeIsNotBelieved() {
    answer(query -> reply(query, Rcode.NOERROR, false));
    assertThatThrownBy(() -> server().read())
        .hasMessageContainingAll("cannot read the zone", "it is not authoritative for that");
  }

  @Test
  void anAliasIsNotChanged() {
    answer(LyingPrimaryTest::aliased);
    assertThatThrownBy(() -> server().read())
        .hasMessageContaining("_x-puppet._tcp.ams.example.com is an alias (CNAME)");
  }

  @Test
  void mangledAnswersAreFailuresInWords() {
    Random random = Soak.random(LyingPrimaryTest.class);
    answer(
        query -> {
          byte[] reply = aliased(query);
          for (int i = 0; i < 3; i++) {
            reply[2 + random.nextInt(reply.length - 2)] = (byte) random.nextInt(256);
          }
          return reply;
        });
    for (int round = 0; round < Soak.rounds(2000); round++) {
      try {
        (random.nextBoolean() ? server(KEY) : server()).read();
      } catch (PuppetHaException e) {
        assertThat(e.getMessage()).startsWith("cannot read the zone ams.example.com at 127.0.0.1:");
      }
      assertThat(server(KEY).update(CHANGE)).isNotInstanceOf(UpdateResult.Done.class);
    }
  }

  @Test
  void aNameOutsideOfTheZoneIsNotEvenSent() {
    SrvSet elsewhere =
        SrvSet.none("_x-puppet._tcp.fra.example.com").with(new SrvRecord(0, 0, 1, "a")).withTtl(1);
    ZoneChange change = new ZoneChange(List.of(), List.of(new ZoneChange.Edit.Srv(elsewhere)));
    assertThatThrownBy(() -> server().update(change))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll(
            "_x-puppet._tcp.fra.example.com", "not in the zone ams.example.com");
  }

  private void assertUnanswered(ZoneServer server, String... words) {
    UpdateResult result = server.update(CHANGE);
    assertThat(result)
        .isInstanceOfSatisfying(
            UpdateResult.Unanswered.class, u -> assertThat(u.mayBeDone()).isTrue());
    assertThat(result.inWords()).contains(words);
  }

  private ZoneServer server(TsigKey... key) {
    ZoneAccess access =
        ZoneAccess.of(new HostPort("127.0.0.1", socket.getLocalPort()), NAMES.domain())
            .within(Duration.ofMillis(300));
    return ZoneServer.at(key.length == 0 ? access : access.signedWith(key[0]));
  }

  private static byte[] reply(byte[] wire, int rcode, boolean authoritative) {
    try {
      Message reply = new Message(new Message(wire).getHeader().getID());
      reply.getHeader().setFlag(Flags.QR);
      if (authoritative) {
        reply.getHeader().setFlag(Flags.AA);
      }
      reply.getHeader().setRcode(rcode);
      return reply.toWire();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] aliased(byte[] wire) {
    try {
      Message query = new Message(wire);
      Message reply = new Message(query.getHeader().getID());
      reply.getHeader().setFlag(Flags.QR);
      reply.getHeader().setFlag(Flags.AA);
      Name name = query.getQuestion().getName();
      Name other = Name.fromString("other.example.");
      reply.addRecord(
          query.getQuestion().getType() == Type.SOA
              ? new SOARecord(name, DClass.IN, 5, other, other, 1, 1, 1, 1, 1)
              : new CNAMERecord(name, DClass.IN, 5, other),
          Section.ANSWER);
      return reply.toWire();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static ServerSocket socket() {
    try {
      return new ServerSocket(0, 5, InetAddress.getByName("127.0.0.1"));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** An empty answer is none: the connection is closed for {@link #NOTHING}, else kept open. */
  private void answer(UnaryOperator<byte[]> answers) {
    Thread thread =
        new Thread(
            () -> {
              while (!socket.isClosed()) {
                try {
                  serve(socket.accept(), answers);
                } catch (IOException e) {
                  // the client or the test has gone
                }
              }
            });
    thread.setDaemon(true);
    thread.start();
  }

  private static void serve(Socket client, UnaryOperator<byte[]> answers) throws IOException {
    DataInputStream in = new DataInputStream(client.getInputStream());
    DataOutputStream out = new DataOutputStream(client.getOutputStream());
    while (true) {
      byte[] query = new byte[in.readUnsignedShort()];
      in.readFully(query);
      byte[] reply = answers.apply(query);
      if (reply == NOTHING) {
        client.close();
        return;
      }
      if (reply.length > 0) {
        out.writeShort(reply.length);
        out.write(reply);
        out.flush();
      }
    }
  }
}
