package io.github.puppetha.discovery.internal;

import java.util.concurrent.CompletableFuture;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.TextParseException;

/** Puts one question to several DNS servers and follows aliases, without blocking a thread. */
final class DnsClient {
  private static final int LONGEST_CHAIN = 8;

  private final SilentServers silent = new SilentServers();

  /** Never completes exceptionally. */
  CompletableFuture<DnsReply> ask(Resolvers resolvers, String name, int type) {
    Name absolute;
    try {
      absolute = Name.fromString(name, Name.root);
    } catch (TextParseException e) {
      return CompletableFuture.completedFuture(
          new DnsReply.Failure("'" + name + "' is not a DNS name: " + e.getMessage()));
    }
    try {
      return follow(resolvers, absolute, type, DnsAnswers.LONGEST_TTL, 0)
          .exceptionally(e -> new DnsReply.Failure(e.toString()));
    } catch (RuntimeException e) { // such as no more files may be opened
      return CompletableFuture.completedFuture(new DnsReply.Failure(e.toString()));
    }
  }

  private CompletableFuture<DnsReply> follow(
      Resolvers resolvers, Name name, int type, long ttl, int depth) {
    if (depth == LONGEST_CHAIN) {
      return CompletableFuture.completedFuture(
          new DnsReply.Failure("aliases that do not end, the last one " + name));
    }
    Message query = Message.newQuery(Record.newRecord(name, type, DClass.IN));
    return new DnsExchange(resolvers, silent, query)
        .start()
        .thenCompose(
            outcome -> {
              if (outcome.message() == null) {
                return CompletableFuture.completedFuture(outcome.failure());
              }
              DnsAnswers.Step step = DnsAnswers.read(outcome.message(), name, type, ttl);
              return step.alias() == null
                  ? CompletableFuture.completedFuture(step.reply())
                  : follow(resolvers, step.alias(), type, step.ttl(), depth + 1);
            });
  }
}
