package io.github.puppetha.discovery.internal;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.xbill.DNS.Message;
import org.xbill.DNS.NSRecord;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.Section;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.WireParseException;

/**
 * A question put to one server, by UDP with EDNS (RFC 6891). It is put again by TCP when the answer
 * was truncated, was none to this question (RFC 5452: whoever forges UDP answers cannot forge
 * those), or could not be read; and without EDNS when the server does not know that.
 */
final class DnsQuestion {
  private static final int NO_EDNS = -1;

  private final InetSocketAddress server;
  private final Duration timeout;
  private final Message query;

  DnsQuestion(InetSocketAddress server, Duration timeout, Message query) {
    this.server = server;
    this.timeout = timeout;
    this.query = query;
  }

  /** An answer to this very question, whatever its code; or why there is none. */
  CompletionStage<Message> put() {
    return put(true, false)
        .handle(
            (message, error) -> {
              if (message == null) {
                return unreadable(error)
                    ? put(true, true)
                    : CompletableFuture.<Message>failedFuture(cause(error));
              }
              return refusesEdns(message.getRcode())
                  ? put(false, false)
                  : CompletableFuture.completedFuture(message);
            })
        .thenCompose(again -> again);
  }

  private CompletionStage<Message> put(boolean edns, boolean tcp) {
    SimpleResolver resolver = new SimpleResolver(server);
    resolver.setTimeout(timeout);
    resolver.setTCP(tcp);
    if (!edns) {
      resolver.setEDNS(NO_EDNS, 0, 0, List.of());
    }
    return resolver.sendAsync(query, Runnable::run);
  }

  private static boolean unreadable(Throwable error) {
    return cause(error) instanceof WireParseException;
  }

  private static boolean refusesEdns(int rcode) {
    return rcode == Rcode.FORMERR || rcode == Rcode.NOTIMP || rcode == Rcode.BADVERS;
  }

  static Throwable cause(Throwable error) {
    return error instanceof CompletionException && error.getCause() != null
        ? error.getCause()
        : error;
  }

  /**
   * Does an answer settle the question? Not a failure, and not a referral: a server that is not
   * this zone's, and does not ask others either, sends one.
   */
  static boolean settles(Message message) {
    int rcode = message.getRcode();
    return rcode == Rcode.NXDOMAIN || rcode == Rcode.NOERROR && !isReferral(message);
  }

  /** What a message says that settles nothing. */
  static String words(Message message) {
    return isReferral(message)
        ? "does not look up names of other servers"
        : Rcode.string(message.getRcode());
  }

  private static boolean isReferral(Message message) {
    List<org.xbill.DNS.Record> authority = message.getSection(Section.AUTHORITY);
    return message.getRcode() == Rcode.NOERROR
        && message.getSection(Section.ANSWER).isEmpty()
        && authority.stream().anyMatch(NSRecord.class::isInstance)
        && authority.stream().noneMatch(SOARecord.class::isInstance);
  }
}
