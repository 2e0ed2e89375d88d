package io.github.puppetha.discovery.internal;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.Message;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.SimpleResolver;

/**
 * One question put to servers in turn: the next one when one fails, or when it has been silent for
 * a while. The first good answer ends it. UDP, then TCP for a truncated answer.
 */
final class DnsExchange {
  /**
   * How it ended; exactly one of the two is there.
   *
   * @param message a good answer, or one that there is nothing
   * @param failure why there is none
   */
  record Outcome(@Nullable Message message, @Nullable DnsReply failure) {}

  private final List<InetSocketAddress> servers;
  private final Duration firstTry;
  private final Duration deadline;
  private final Message query;
  private final CompletableFuture<Outcome> outcome = new CompletableFuture<>();
  private final Map<InetSocketAddress, String> failed = new LinkedHashMap<>();
  private boolean anyAnswered;
  private int sent;

  DnsExchange(
      List<InetSocketAddress> servers, Duration firstTry, Duration deadline, Message query) {
    this.servers = servers;
    this.firstTry = firstTry;
    this.deadline = deadline;
    this.query = query;
  }

  CompletableFuture<Outcome> start() {
    askNext(0);
    CompletableFuture.delayedExecutor(deadline.toMillis(), TimeUnit.MILLISECONDS, Runnable::run)
        .execute(this::giveUp);
    return outcome;
  }

  /** Asks the next server that has not failed, if the last question sent is still that one. */
  private synchronized void askNext(int ifSent) {
    if (outcome.isDone() || sent != ifSent) {
      return;
    }
    InetSocketAddress server = servers.get(sent % servers.size());
    sent++;
    int now = sent;
    if (failed.containsKey(server)) {
      askNext(now);
      return;
    }
    SimpleResolver resolver = new SimpleResolver(server);
    resolver.setTimeout(deadline);
    resolver
        .sendAsync(query, Runnable::run)
        .whenComplete((message, error) -> arrived(server, message, error));
    CompletableFuture.delayedExecutor(firstTry.toMillis(), TimeUnit.MILLISECONDS, Runnable::run)
        .execute(() -> askNext(now));
  }

  private synchronized void arrived(
      InetSocketAddress server, @Nullable Message message, @Nullable Throwable error) {
    if (outcome.isDone()) {
      return;
    }
    if (message != null) {
      int rcode = message.getRcode();
      if (rcode == Rcode.NOERROR || rcode == Rcode.NXDOMAIN) {
        outcome.complete(new Outcome(message, null));
        return;
      }
      anyAnswered = true;
      failed.put(server, Rcode.string(rcode));
    } else {
      failed.put(server, words(error));
    }
    if (failed.keySet().containsAll(servers)) {
      giveUp();
    } else {
      askNext(sent);
    }
  }

  private static String words(@Nullable Throwable error) {
    Throwable cause =
        error instanceof CompletionException && error.getCause() != null ? error.getCause() : error;
    return cause == null || cause.getMessage() == null ? String.valueOf(cause) : cause.getMessage();
  }

  private synchronized void giveUp() {
    if (outcome.isDone()) {
      return;
    }
    String why =
        servers.stream()
            .map(server -> place(server) + ": " + failed.getOrDefault(server, silence()))
            .collect(Collectors.joining(", "));
    outcome.complete(
        new Outcome(null, anyAnswered ? new DnsReply.Failure(why) : new DnsReply.Silence(why)));
  }

  private String silence() {
    return "silent for " + deadline.toMillis() + " ms";
  }

  private static String place(InetSocketAddress server) {
    return server.getHostString() + ":" + server.getPort();
  }
}
