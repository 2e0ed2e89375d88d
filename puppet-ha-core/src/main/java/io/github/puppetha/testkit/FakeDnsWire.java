package io.github.puppetha.testkit;

import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Header;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.TXTRecord;
import org.xbill.DNS.TextParseException;

/** The bytes of an answer of {@link FakeDns}, and the lies that are told in them. */
final class FakeDnsWire {
  private static final int PLAIN_UDP = 512;
  private static final int ID_BYTES = 2;
  private static final String PADDING = "x".repeat(200);

  private FakeDnsWire() {}

  static byte[] encode(Message query, Message answer, FakeDnsBehaviour behaviour, boolean viaTcp) {
    if (behaviour instanceof FakeDnsBehaviour.WrongId) {
      answer.getHeader().setID(query.getHeader().getID() ^ 1);
    } else if (behaviour instanceof FakeDnsBehaviour.WrongName wrong) {
      rename(answer, name(wrong.name()));
    } else if (behaviour instanceof FakeDnsBehaviour.Huge huge) {
      pad(answer, huge.bytes());
      return answer.toWire(Message.MAXLENGTH);
    } else if (behaviour instanceof FakeDnsBehaviour.Garbage) {
      byte[] bytes = answer.toWire(Message.MAXLENGTH);
      Arrays.fill(bytes, ID_BYTES, bytes.length, (byte) 0xee);
      return bytes;
    }
    if (behaviour instanceof FakeDnsBehaviour.Mangled mangled) {
      return mangle(answer.toWire(Message.MAXLENGTH), mangled.random());
    }
    if (viaTcp) {
      return answer.toWire(Message.MAXLENGTH);
    }
    if (behaviour instanceof FakeDnsBehaviour.Truncate
        || behaviour instanceof FakeDnsBehaviour.TruncateWithoutTcp) {
      Header header = answer.getHeader();
      header.setFlag(Flags.TC);
      answer.removeAllRecords(Section.ANSWER);
      answer.removeAllRecords(Section.AUTHORITY);
    }
    OPTRecord edns = query.getOPT();
    return answer.toWire(edns == null ? PLAIN_UDP : Math.max(PLAIN_UDP, edns.getPayloadSize()));
  }

  private static void rename(Message answer, Name to) {
    Record question = answer.getQuestion();
    List<Record> records = List.copyOf(answer.getSection(Section.ANSWER));
    answer.removeAllRecords(Section.QUESTION);
    answer.removeAllRecords(Section.ANSWER);
    answer.addRecord(
        Record.newRecord(to, question.getType(), question.getDClass()), Section.QUESTION);
    for (Record r : records) {
      answer.addRecord(
          Record.newRecord(to, r.getType(), r.getDClass(), r.getTTL(), r.rdataToWireCanonical()),
          Section.ANSWER);
    }
  }

  private static byte[] mangle(byte[] bytes, RandomGenerator random) {
    synchronized (random) {
      int cut = random.nextInt(4) == 0 ? random.nextInt(ID_BYTES, bytes.length + 1) : bytes.length;
      byte[] mangled = Arrays.copyOf(bytes, cut);
      for (int i = random.nextInt(6); i > 0 && cut > ID_BYTES; i--) {
        mangled[random.nextInt(ID_BYTES, cut)] = (byte) random.nextInt();
      }
      return mangled;
    }
  }

  private static void pad(Message answer, int bytes) {
    int length = answer.toWire(Message.MAXLENGTH).length;
    for (int i = 0; length < bytes; i++) {
      Record padding = new TXTRecord(name("padding" + i), DClass.IN, 0, PADDING);
      answer.addRecord(padding, Section.ADDITIONAL);
      length += padding.toWireCanonical().length;
    }
  }

  private static Name name(String text) {
    try {
      return Name.fromString(text, Name.root);
    } catch (TextParseException e) {
      throw new IllegalArgumentException("not a name: '" + text + "': " + e.getMessage(), e);
    }
  }
}
