package io.github.puppetha.discovery.internal;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.TextParseException;

/** Puts one question to several DNS servers and follows aliases, without blocking a thread. */
final class DnsClient {
  private static final int LONGEST_CHAIN = 8;

  private final List<InetSocketAddress> servers;
  private final Duration firstTry;
  private final Duration deadline;

  DnsClient(List<InetSocketAddress> servers, Duration firstTry, Duration deadline) {
    this.servers = servers;
    this.firstTry = firstTry;
    this.deadline = deadline;
  }

  /** Never completes exceptionally. */
  CompletableFuture<DnsReply> ask(String name, int type) {
    Name absolute;
    try {
      absolute = Name.fromString(name, Name.root);
    } catch (TextParseException e) {
      return CompletableFuture.completedFuture(
          new DnsReply.Failure("'" + name + "' is not a DNS name: " + e.getMessage()));
    }
    return follow(absolute, type, DnsAnswers.LONGEST_TTL, 0)
        .exceptionally(e -> new DnsReply.Failure(e.toString()));
  }

  private CompletableFuture<DnsReply> follow(Name name, int type, long ttl, int depth) {
    if (depth == LONGEST_CHAIN) {
      return CompletableFuture.completedFuture(
          new DnsReply.Failure("aliases that do not end, the last one " + name));
    }
    Message query = Message.newQuery(Record.newRecord(name, type, DClass.IN));
    return new DnsExchange(servers, firstTry, deadline, query)
        .start()
        .thenCompose(
            outcome -> {
              if (outcome.message() == null) {
                return CompletableFuture.completedFuture(outcome.failure());
              }
              DnsAnswers.Step step = DnsAnswers.read(outcome.message(), name, type, ttl);
              return step.alias() == null
                  ? CompletableFuture.completedFuture(step.reply())
                  : follow(step.alias(), type, step.ttl(), depth + 1);
            });
  }
}
