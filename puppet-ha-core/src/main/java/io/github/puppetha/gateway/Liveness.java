package io.github.puppetha.gateway;

import io.github.puppetha.HostPort;
import io.github.puppetha.http.PuppetPaths;
import io.github.puppetha.http.RequestBody;
import io.github.puppetha.http.ResponseListener;
import io.github.puppetha.http.ServerUnreachableException;
import io.github.puppetha.http.StreamedRequest;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Says whether a server that keeps a request waiting still takes connections, or is gone without a
 * word, as when its power or its network is cut. However many requests wait for a server, it is
 * asked once at a time.
 */
final class Liveness {
  private final Settings settings;
  private final Map<HostPort, CompletableFuture<Boolean>> asking = new ConcurrentHashMap<>();

  Liveness(Settings settings) {
    this.settings = settings;
  }

  /** False only when no new connection could be made in time. */
  CompletableFuture<Boolean> takesConnections(Target target, Duration limit) {
    CompletableFuture<Boolean> mine = new CompletableFuture<>();
    CompletableFuture<Boolean> current = asking.putIfAbsent(target.address(), mine);
    if (current != null) {
      return current;
    }
    mine.whenComplete((alive, failure) -> asking.remove(target.address(), mine));
    settings.transport().exchange(target.address(), question(target, limit), new Answer(mine));
    return mine;
  }

  private StreamedRequest question(Target target, Duration limit) {
    Map<String, List<String>> headers =
        target.gateway()
            ? Map.of(IdentityHeaders.GATEWAY, List.of(settings.name()))
            : Map.of("connection", List.of("close"));
    return new StreamedRequest("GET", PuppetPaths.STATUS, headers, RequestBody.NONE, limit, true);
  }

  private record Answer(CompletableFuture<Boolean> result) implements ResponseListener {
    @Override
    public void onHead(int status, Map<String, List<String>> headers) {
      result.complete(true);
    }

    @Override
    public void onContent(ByteBuffer content, Runnable next) {
      next.run();
    }

    @Override
    public void onEnd() {
      result.complete(true);
    }

    @Override
    public void onFailure(ServerUnreachableException failure) {
      result.complete(!failure.neverSent());
    }
  }
}
