package io.github.puppetha.discovery.simulator;

import io.github.puppetha.PuppetHaException;
import io.github.puppetha.discovery.DnsServers;
import io.github.puppetha.discovery.internal.DnsCache;
import io.github.puppetha.discovery.internal.DnsReply;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.xbill.DNS.Record;
import org.xbill.DNS.Type;

/** What DNS servers say when they are asked now. */
final class LiveData implements NameData {
  private final DnsCache cache;

  LiveData(DnsServers servers) {
    cache =
        new DnsCache(servers.servers(), servers.firstTry(), servers.deadline(), Clock.systemUTC());
  }

  @Override
  public SrvFound srv(String name) {
    DnsReply reply = ask(name, Type.SRV);
    if (reply instanceof DnsReply.Records found) {
      return new SrvFound(
          SrvFound.Kind.FOUND, found.records().stream().flatMap(Targets::srv).toList());
    }
    if (reply instanceof DnsReply.Empty empty) {
      return SrvFound.nothing(empty.nxDomain() ? SrvFound.Kind.NO_SUCH_NAME : SrvFound.Kind.EMPTY);
    }
    return SrvFound.nothing(
        reply instanceof DnsReply.Silence ? SrvFound.Kind.SILENCE : SrvFound.Kind.FAILURE);
  }

  @Override
  public List<String> addresses(String host) {
    return Stream.of(Type.AAAA, Type.A)
        .map(type -> ask(host, type))
        .flatMap(
            reply ->
                reply instanceof DnsReply.Records found
                    ? found.records().stream()
                    : Stream.<Record>empty())
        .flatMap(Targets::address)
        .toList();
  }

  @Override
  public boolean knows(String host) {
    return true;
  }

  private DnsReply ask(String name, int type) {
    try {
      return cache.ask(name, type).get().reply();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new PuppetHaException("interrupted while DNS was asked for " + name, e);
    } catch (ExecutionException e) {
      throw new PuppetHaException("DNS could not be asked for " + name, e.getCause());
    }
  }
}
