package io.github.puppetha.discovery.zone.internal;

import io.github.puppetha.discovery.SrvRecord;
import io.github.puppetha.discovery.zone.SrvSet;
import io.github.puppetha.discovery.zone.TxtSet;
import io.github.puppetha.discovery.zone.ZoneChange;
import io.github.puppetha.discovery.zone.ZoneChange.Edit;
import io.github.puppetha.discovery.zone.ZoneChange.Expect;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.SRVRecord;
import org.xbill.DNS.Type;
import org.xbill.DNS.Update;

/** A change as a message of RFC 2136, and in words. */
final class UpdateMessage {
  private final Name zone;

  UpdateMessage(Name zone) {
    this.zone = zone;
  }

  Update of(ZoneChange change) throws IOException {
    Update update = new Update(zone);
    for (Expect expect : change.expects()) {
      if (expect instanceof Expect.Srv srv) {
        // Records of a prerequisite must have a TTL of 0 (RFC 2136, 2.4.2): else FORMERR.
        expect(update, srv.set().name(), Type.SRV, records(srv.set().withTtl(0)));
      } else if (expect instanceof Expect.Txt txt) {
        TxtSet set = txt.set();
        expect(update, set.name(), Type.TXT, records(new TxtSet(set.name(), 0, set.values())));
      }
    }
    for (Edit edit : change.edits()) {
      if (edit instanceof Edit.Srv srv) {
        replace(update, srv.set().name(), Type.SRV, records(srv.set()));
      } else if (edit instanceof Edit.Txt txt) {
        replace(update, txt.set().name(), Type.TXT, records(txt.set()));
      }
    }
    return update;
  }

  /** What is tried, for messages. */
  static String inWords(ZoneChange change) {
    return change.edits().stream()
        .map(
            edit ->
                edit instanceof Edit.Srv srv
                    ? srv.set().name() + " to " + count(srv.set().records().size(), "SRV record")
                    : edit instanceof Edit.Txt txt
                        ? txt.set().name() + " to " + count(txt.set().values().size(), "TXT record")
                        : "")
        .collect(Collectors.joining(", "));
  }

  private static String count(int n, String what) {
    return n + " " + what + (n == 1 ? "" : "s");
  }

  private void expect(Update update, String text, int type, List<Record> records)
      throws IOException {
    Name name = inZone(text);
    if (records.isEmpty()) {
      update.absent(name, type);
    }
    records.forEach(update::present);
  }

  private void replace(Update update, String text, int type, List<Record> records)
      throws IOException {
    update.delete(inZone(text), type);
    records.forEach(update::add);
  }

  private Name inZone(String text) throws IOException {
    Name name = ZoneReader.name(text);
    if (!name.subdomain(zone)) {
      throw new IllegalArgumentException(
          text + " is not in the zone " + zone.toString(true) + ", so no update can change it");
    }
    return name;
  }

  private static List<Record> records(SrvSet set) throws IOException {
    Name name = ZoneReader.name(set.name());
    List<Record> records = new ArrayList<>();
    for (SrvRecord r : set.records()) {
      Name target = ZoneReader.name(r.target());
      records.add(
          new SRVRecord(name, DClass.IN, set.ttl(), r.priority(), r.weight(), r.port(), target));
    }
    return records;
  }

  private static List<Record> records(TxtSet set) throws IOException {
    Name name = ZoneReader.name(set.name());
    List<Record> records = new ArrayList<>();
    for (String value : set.values()) {
      records.add(TxtWire.record(name, set.ttl(), value));
    }
    return records;
  }
}
