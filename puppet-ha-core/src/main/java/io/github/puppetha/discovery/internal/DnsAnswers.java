package io.github.puppetha.discovery.internal;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.Section;

/** Reads what a DNS message says of a question. */
final class DnsAnswers {
  /** The largest time to live that RFC 2181 allows; what is above counts as 0. */
  static final long LONGEST_TTL = Integer.MAX_VALUE;

  /**
   * Seconds for an empty answer that does not say how long it holds, as those of systemd-resolved
   * and dnsmasq are. RFC 2308 forbids servers to keep it, lest two keep it alive for each other;
   * nobody asks us.
   */
  private static final long WITHOUT_SOA = 5;

  private DnsAnswers() {}

  /** Either a reply, or an alias that must be asked for in its turn. */
  record Step(DnsReply reply, @Nullable Name alias, long ttl) {}

  static Step read(Message message, Name asked, int type, long ttlSoFar) {
    List<Record> answer = message.getSection(Section.ANSWER);
    Set<Name> seen = new HashSet<>();
    Name name = asked;
    long ttl = ttlSoFar;
    while (seen.add(name)) {
      Name here = name;
      List<Record> found =
          answer.stream().filter(r -> is(r, type) && r.getName().equals(here)).toList();
      if (!found.isEmpty()) {
        long least = found.stream().mapToLong(DnsAnswers::ttl).min().orElse(0);
        return done(new DnsReply.Records(found, Math.min(ttl, least)));
      }
      CNAMERecord alias = alias(answer, name);
      if (alias == null) {
        return end(message, asked, name, ttl);
      }
      ttl = Math.min(ttl, ttl(alias));
      name = alias.getTarget();
    }
    return done(new DnsReply.Failure("aliases in a circle at " + name));
  }

  /** The chain, if any, ended without records: there are none, or this server did not go on. */
  private static Step end(Message message, Name asked, Name name, long ttl) {
    boolean nxDomain = message.getRcode() == Rcode.NXDOMAIN;
    SOARecord soa = null;
    for (Record r : message.getSection(Section.AUTHORITY)) {
      if (r instanceof SOARecord found) {
        soa = found;
      }
    }
    if (!nxDomain && soa == null && !name.equals(asked)) {
      return new Step(new DnsReply.Empty(false, 0), name, ttl);
    }
    long negative = soa == null ? WITHOUT_SOA : Math.min(ttl(soa), Math.max(0, soa.getMinimum()));
    return done(new DnsReply.Empty(nxDomain, Math.min(ttl, negative)));
  }

  private static boolean is(Record r, int type) {
    return r.getType() == type && r.getDClass() == DClass.IN;
  }

  private static Step done(DnsReply reply) {
    return new Step(reply, null, 0);
  }

  private static @Nullable CNAMERecord alias(List<Record> answer, Name name) {
    for (Record r : answer) {
      if (r instanceof CNAMERecord cname && r.getName().equals(name)) {
        return cname;
      }
    }
    return null;
  }

  private static long ttl(Record r) {
    return r.getTTL() > LONGEST_TTL || r.getTTL() < 0 ? 0 : r.getTTL();
  }
}
