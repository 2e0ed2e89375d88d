package io.github.puppetha.discovery.internal;

import java.net.InetSocketAddress;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.Message;

/**
 * One question put to servers in turn: the next one when one fails, or when it has been silent for
 * a while. The first good answer ends it.
 */
final class DnsExchange {
  /**
   * How it ended; exactly one of the two is there.
   *
   * @param message a good answer, or one that there is nothing
   * @param failure why there is none
   */
  record Outcome(@Nullable Message message, @Nullable DnsReply failure) {}

  private final Resolvers resolvers;
  private final List<InetSocketAddress> servers;
  private final SilentServers silent;
  private final Message query;
  private final CompletableFuture<Outcome> outcome = new CompletableFuture<>();
  private final Map<InetSocketAddress, String> failed = new LinkedHashMap<>();
  private boolean anyAnswered;
  private int sent;

  DnsExchange(Resolvers resolvers, SilentServers silent, Message query) {
    this.resolvers = resolvers;
    this.servers = silent.ordered(resolvers.servers());
    this.silent = silent;
    this.query = query;
  }

  CompletableFuture<Outcome> start() {
    askNext(0);
    after(resolvers.deadline().toMillis(), this::giveUp);
    return outcome;
  }

  private static void after(long millis, Runnable then) {
    CompletableFuture.delayedExecutor(millis, TimeUnit.MILLISECONDS, Runnable::run).execute(then);
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
    new DnsQuestion(server, resolvers.deadline(), query)
        .put()
        .whenComplete((message, error) -> arrived(server, message, error));
    after(resolvers.firstTry().toMillis(), () -> passedOver(server, now));
  }

  private synchronized void passedOver(InetSocketAddress server, int now) {
    if (!outcome.isDone() && !failed.containsKey(server)) {
      silent.silent(server);
    }
    askNext(now);
  }

  private synchronized void arrived(
      InetSocketAddress server, @Nullable Message message, @Nullable Throwable error) {
    if (message != null) {
      silent.answered(server);
    }
    if (outcome.isDone()) {
      return;
    }
    if (message != null && DnsQuestion.settles(message)) {
      outcome.complete(new Outcome(message, null));
      return;
    }
    if (message != null) {
      anyAnswered = true;
      failed.put(server, DnsQuestion.words(message));
    } else {
      silent.silent(server);
      failed.put(server, words(error));
    }
    if (failed.keySet().containsAll(servers)) {
      giveUp();
    } else {
      askNext(sent);
    }
  }

  private static String words(@Nullable Throwable error) {
    Throwable cause = error == null ? null : DnsQuestion.cause(error);
    return cause == null || cause.getMessage() == null ? String.valueOf(cause) : cause.getMessage();
  }

  private synchronized void giveUp() {
    if (outcome.isDone()) {
      return;
    }
    String why =
        resolvers.servers().stream()
            .map(server -> place(server) + ": " + failed.getOrDefault(server, silence()))
            .collect(Collectors.joining(", "));
    outcome.complete(
        new Outcome(null, anyAnswered ? new DnsReply.Failure(why) : new DnsReply.Silence(why)));
  }

  private String silence() {
    return "silent for " + resolvers.deadline().toMillis() + " ms";
  }

  private static String place(InetSocketAddress server) {
    String address = server.getAddress().getHostAddress();
    return (address.indexOf(':') < 0 ? address : "[" + address + "]") + ":" + server.getPort();
  }
}
