package io.github.puppetha.discovery.zone.internal;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import org.xbill.DNS.Message;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.TSIGRecord;

/** What a server's refusal means, and what to do (RFC 2136 section 2.2, RFC 8945 section 5). */
final class RcodeWords {
  private RcodeWords() {}

  /** {@code REFUSED (…)}. */
  static String of(Message answer, int rcode) {
    return label(rcode) + " (" + words(answer, rcode) + ")";
  }

  /** As RFCs name it. */
  static String label(int rcode) {
    return rcode >= Rcode.BADSIG ? Rcode.TSIGstring(rcode) : Rcode.string(rcode);
  }

  private static String words(Message answer, int rcode) {
    return switch (rcode) {
      case Rcode.FORMERR -> "the server could not read the message";
      case Rcode.SERVFAIL ->
          "the server failed; its log says why: often it may not write the zone's journal, the zone"
              + " is not loaded, or a name would have more records than it takes (BIND: 100)";
      case Rcode.NOTIMP -> "the server takes no updates at all";
      case Rcode.REFUSED ->
          "the server does not let us: in BIND the zone needs update-policy or allow-update with"
              + " our key, and a zone without them takes no updates";
      case Rcode.NOTAUTH -> "the server is not authoritative for this zone";
      case Rcode.NOTZONE -> "a name lies outside of the zone";
      case Rcode.NXDOMAIN -> "a name that was to exist does not";
      case Rcode.YXDOMAIN -> "a name that was not to exist does";
      case Rcode.NXRRSET -> "records are not as they were read";
      case Rcode.YXRRSET -> "records that were not to exist do";
      case Rcode.BADSIG -> "the server has another secret for the key of this name";
      case Rcode.BADKEY -> "the server has no key of this name and algorithm";
      case Rcode.BADTIME -> "the clocks differ by more than the signature allows" + clocks(answer);
      default -> "no word of it is known here";
    };
  }

  /** A server says its own time beside BADTIME, 48 bits of seconds. */
  private static String clocks(Message answer) {
    TSIGRecord tsig = answer.getTSIG();
    if (tsig == null || tsig.getOther() == null || tsig.getOther().length != 6) {
      return "; set both by NTP";
    }
    ByteBuffer bytes = ByteBuffer.allocate(8).putShort((short) 0).put(tsig.getOther()).flip();
    Instant there = Instant.ofEpochSecond(bytes.getLong());
    long seconds = Duration.between(tsig.getTimeSigned(), there).toSeconds();
    return ": the server's is %d s %s ours; set both by NTP"
        .formatted(Math.abs(seconds), seconds < 0 ? "behind" : "ahead of");
  }
}
