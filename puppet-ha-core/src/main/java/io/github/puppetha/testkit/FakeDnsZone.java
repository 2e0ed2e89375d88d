package io.github.puppetha.testkit;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Master;
import org.xbill.DNS.Message;
import org.xbill.DNS.NSRecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.SRVRecord;
import org.xbill.DNS.Section;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;

/** What a {@link FakeDns} holds, and the messages it answers with. */
final class FakeDnsZone {
  private final Map<Name, List<Record>> records = new HashMap<>();
  private final Map<Name, FakeDnsBehaviour> behaviours = new HashMap<>();
  private final Map<FakeDnsBehaviour.InTurns, Integer> turns = new IdentityHashMap<>();
  private final Map<Name, Integer> rotations = new HashMap<>();
  private FakeDnsBehaviour otherwise = new FakeDnsBehaviour.Normal();
  private long ttl = 300;
  private long negativeTtl = 60;

  synchronized void ttl(Duration value) {
    ttl = value.toSeconds();
  }

  synchronized void negativeTtl(Duration value) {
    negativeTtl = value.toSeconds();
  }

  synchronized void addText(String zoneFile) {
    parse(zoneFile).forEach(this::add);
  }

  private List<Record> parse(String zoneFile) {
    byte[] bytes = (zoneFile + "\n").getBytes(StandardCharsets.UTF_8);
    try (Master master = new Master(new ByteArrayInputStream(bytes), Name.root, ttl)) {
      master.disableIncludes();
      List<Record> read = new ArrayList<>();
      for (Record r = master.nextRecord(); r != null; r = master.nextRecord()) {
        read.add(r);
      }
      return read;
    } catch (IOException e) {
      throw new IllegalArgumentException("not zone file text: " + e.getMessage(), e);
    }
  }

  synchronized void add(String name, String type, String data) {
    try {
      add(Record.fromString(name(name), Type.value(type), DClass.IN, ttl, data, Name.root));
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "not a record: " + name + " " + type + " " + data + ": " + e.getMessage(), e);
    }
  }

  synchronized void addSrv(String name, int priority, int weight, int port, String target) {
    add(new SRVRecord(name(name), DClass.IN, ttl, priority, weight, port, name(target)));
  }

  synchronized void addCname(String name, String target) {
    add(new CNAMERecord(name(name), DClass.IN, ttl, name(target)));
  }

  private void add(Record added) {
    records.computeIfAbsent(added.getName(), n -> new ArrayList<>()).add(added);
  }

  synchronized void remove(String name) {
    records.remove(name(name));
  }

  synchronized void clear() {
    records.clear();
    behaviours.clear();
    turns.clear();
    rotations.clear();
    otherwise = new FakeDnsBehaviour.Normal();
  }

  synchronized void behave(String name, FakeDnsBehaviour behaviour) {
    behaviours.put(name(name), behaviour);
  }

  synchronized void behaveAlways(FakeDnsBehaviour behaviour) {
    otherwise = behaviour;
  }

  /** How a question is to be treated; asking takes a turn. */
  synchronized FakeDnsBehaviour behaviour(Name name, boolean viaTcp) {
    FakeDnsBehaviour behaviour = behaviours.getOrDefault(name, otherwise);
    while (true) {
      if (behaviour instanceof FakeDnsBehaviour.InTurns inTurns) {
        int turn = turns.merge(inTurns, 1, Integer::sum) - 1;
        behaviour = inTurns.turns().get(turn % inTurns.turns().size());
      } else if (behaviour instanceof FakeDnsBehaviour.ByUdp udp) {
        behaviour = viaTcp ? new FakeDnsBehaviour.Normal() : udp.behaviour();
      } else {
        return behaviour;
      }
    }
  }

  /** The whole answer; whoever sends it cuts it to size. */
  synchronized Message answer(Message query, FakeDnsBehaviour behaviour) {
    Message answer = new Message(query.getHeader().getID());
    answer.getHeader().setFlag(Flags.QR);
    answer.getHeader().setFlag(Flags.AA);
    answer.getHeader().setFlag(Flags.RA);
    if (query.getHeader().getFlag(Flags.RD)) {
      answer.getHeader().setFlag(Flags.RD);
    }
    Record question = query.getQuestion();
    answer.addRecord(question, Section.QUESTION);
    if (query.getOPT() != null) {
      answer.addRecord(new OPTRecord(1232, 0, 0), Section.ADDITIONAL);
    }
    if (behaviour instanceof FakeDnsBehaviour.NxDomain) {
      negative(answer, question.getName(), Rcode.NXDOMAIN);
    } else if (behaviour instanceof FakeDnsBehaviour.NoData) {
      negative(answer, question.getName(), Rcode.NOERROR);
    } else if (behaviour instanceof FakeDnsBehaviour.ServFail) {
      answer.getHeader().setRcode(Rcode.SERVFAIL);
    } else if (behaviour instanceof FakeDnsBehaviour.Refused) {
      answer.getHeader().setRcode(Rcode.REFUSED);
    } else if (behaviour instanceof FakeDnsBehaviour.NoEdns && query.getOPT() != null) {
      answer.getHeader().setRcode(Rcode.FORMERR);
    } else if (behaviour instanceof FakeDnsBehaviour.Referral) {
      refer(answer, question.getName());
    } else {
      fill(answer, question, behaviour);
    }
    if (behaviour instanceof FakeDnsBehaviour.NoSoa) {
      answer.removeAllRecords(Section.AUTHORITY);
    }
    if (behaviour instanceof FakeDnsBehaviour.Unasked unasked) {
      parse(unasked.records()).forEach(r -> answer.addRecord(r, Section.ANSWER));
    }
    return answer;
  }

  private void fill(Message answer, Record question, FakeDnsBehaviour behaviour) {
    boolean rotate = behaviour instanceof FakeDnsBehaviour.Rotate;
    Set<Name> seen = new HashSet<>();
    Name name = question.getName();
    while (seen.add(name)) {
      Name alias = null;
      boolean found = false;
      for (Record r : recordsOf(name, rotate)) {
        if (r.getType() == question.getType() || question.getType() == Type.ANY) {
          answer.addRecord(r, Section.ANSWER);
          found = true;
        } else if (r instanceof CNAMERecord cname) {
          answer.addRecord(r, Section.ANSWER);
          alias = cname.getTarget();
        }
      }
      if (found || alias != null && behaviour instanceof FakeDnsBehaviour.AliasOnly) {
        return;
      }
      if (alias == null) {
        negative(answer, name, exists(name) ? Rcode.NOERROR : Rcode.NXDOMAIN);
        return;
      }
      name = alias;
    }
  }

  private List<Record> recordsOf(Name name, boolean rotate) {
    List<Record> held = new ArrayList<>(records.getOrDefault(name, List.of()));
    if (rotate && !held.isEmpty()) {
      Collections.rotate(held, rotations.merge(name, 1, Integer::sum));
    }
    return held;
  }

  private static void refer(Message answer, Name name) {
    answer.getHeader().unsetFlag(Flags.AA);
    Name parent = name.labels() > 1 ? new Name(name, name.labels() - 1) : name;
    answer.addRecord(
        new NSRecord(parent, DClass.IN, 3600, name("a.servers.invalid")), Section.AUTHORITY);
  }

  /** A name exists when it, or one below it, has records. */
  private boolean exists(Name name) {
    return records.keySet().stream().anyMatch(known -> known.subdomain(name));
  }

  private void negative(Message answer, Name name, int rcode) {
    answer.getHeader().setRcode(rcode);
    Name apex = name.labels() > 2 ? new Name(name, name.labels() - 3) : name;
    answer.addRecord(
        new SOARecord(apex, DClass.IN, negativeTtl, apex, apex, 1, 3600, 600, 86400, negativeTtl),
        Section.AUTHORITY);
  }

  private static Name name(String text) {
    try {
      return Name.fromString(text, Name.root);
    } catch (TextParseException e) {
      throw new IllegalArgumentException("not a name: '" + text + "': " + e.getMessage(), e);
    }
  }
}
