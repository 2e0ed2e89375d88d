package io.github.puppetha.discovery.zone.internal;

import io.github.puppetha.discovery.SrvRecord;
import io.github.puppetha.discovery.zone.SrvSet;
import io.github.puppetha.discovery.zone.TxtSet;
import io.github.puppetha.discovery.zone.ZoneContent;
import io.github.puppetha.discovery.zone.ZoneNames;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.SRVRecord;
import org.xbill.DNS.Section;
import org.xbill.DNS.TXTRecord;
import org.xbill.DNS.Type;

/**
 * Asks one authoritative server for what it has. Failures are in words, without the server's name.
 */
final class ZoneReader {
  private final Connection connection;
  private final Name zone;

  ZoneReader(Connection connection, String zone) throws IOException {
    this.connection = connection;
    this.zone = name(zone);
  }

  static Name name(String text) throws IOException {
    return Name.fromString(text, Name.root);
  }

  ZoneContent read(ZoneNames names) throws IOException {
    long serial = serial();
    List<SrvSet> srv = new ArrayList<>();
    for (String name : names.srvNames()) {
      srv.add(srv(name));
    }
    List<TxtSet> txt = new ArrayList<>();
    for (String name : names.txtNames()) {
      txt.add(txt(name));
    }
    return new ZoneContent(names, serial, srv, txt);
  }

  /** The zone's serial; fails when the server does not have just this zone. */
  long serial() throws IOException {
    Message message = ask(zone, Type.SOA);
    for (Record r : message.getSection(Section.ANSWER)) {
      if (r instanceof SOARecord soa && soa.getName().equals(zone)) {
        return soa.getSerial();
      }
    }
    String hint = "";
    for (Record r : message.getSection(Section.AUTHORITY)) {
      if (r instanceof SOARecord soa) {
        hint = "; it lies in the zone " + soa.getName().toString(true) + ": name that as zone";
      }
    }
    throw new IOException(zone.toString(true) + " is no zone there" + hint);
  }

  /** The names of the zone's name servers, without final dots. */
  List<String> nameServers() throws IOException {
    return ask(zone, Type.NS).getSection(Section.ANSWER).stream()
        .filter(r -> r instanceof org.xbill.DNS.NSRecord)
        .map(r -> ((org.xbill.DNS.NSRecord) r).getTarget().toString(true))
        .sorted()
        .toList();
  }

  private SrvSet srv(String text) throws IOException {
    List<SrvRecord> records = new ArrayList<>();
    long ttl = Integer.MAX_VALUE;
    for (Record r : records(text, Type.SRV)) {
      SRVRecord srv = (SRVRecord) r;
      ttl = Math.min(ttl, srv.getTTL());
      String target = srv.getTarget().toString(true);
      records.add(new SrvRecord(srv.getPriority(), srv.getWeight(), srv.getPort(), target));
    }
    try {
      return new SrvSet(text, ttl, records);
    } catch (IllegalArgumentException e) {
      throw new IOException("SRV records of " + text + ": " + e.getMessage(), e);
    }
  }

  private TxtSet txt(String text) throws IOException {
    List<String> values = new ArrayList<>();
    long ttl = Integer.MAX_VALUE;
    for (Record r : records(text, Type.TXT)) {
      ttl = Math.min(ttl, r.getTTL());
      values.add(TxtWire.text((TXTRecord) r));
    }
    return new TxtSet(text, ttl, values);
  }

  private List<Record> records(String text, int type) throws IOException {
    Name name = name(text);
    List<Record> answer = ask(name, type).getSection(Section.ANSWER);
    if (answer.stream().anyMatch(r -> r.getType() == Type.CNAME && r.getName().equals(name))) {
      throw new IOException(text + " is an alias (CNAME), whose records stand elsewhere");
    }
    return answer.stream().filter(r -> r.getType() == type && r.getName().equals(name)).toList();
  }

  private Message ask(Name name, int type) throws IOException {
    Message query = Message.newQuery(Record.newRecord(name, type, DClass.IN));
    query.getHeader().unsetFlag(Flags.RD);
    Connection.Answer answer = connection.ask(query);
    String what = name.toString(true) + " " + Type.string(type);
    int rcode = answer.rcode();
    if (rcode != Rcode.NOERROR && rcode != Rcode.NXDOMAIN) {
      throw new IOException("asked for " + what + ": " + RcodeWords.of(answer.message(), rcode));
    }
    if (!answer.trusted()) {
      throw new IOException("asked for " + what + ": the answer is not signed by our key");
    }
    if (!answer.message().getHeader().getFlag(Flags.AA)) {
      throw new IOException("asked for " + what + ": it is not authoritative for that");
    }
    return answer.message();
  }
}
