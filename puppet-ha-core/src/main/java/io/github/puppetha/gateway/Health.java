package io.github.puppetha.gateway;

import io.github.puppetha.HostPort;
import io.github.puppetha.http.PuppetPaths;
import io.github.puppetha.http.RequestBody;
import io.github.puppetha.http.ResponseListener;
import io.github.puppetha.http.ServerUnreachableException;
import io.github.puppetha.http.StreamedRequest;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Can anybody serve? Asks all at once, unless somebody has answered a moment ago. */
final class Health {
  private static final long PATIENCE_SECONDS = 3;

  private final Settings settings;
  private final Postponed postponed;

  Health(Settings settings, Postponed postponed) {
    this.settings = settings;
    this.postponed = postponed;
  }

  /** True as soon as one of them answers; false when none does. */
  CompletableFuture<Boolean> anyOf(List<Target> targets) {
    CompletableFuture<Boolean> result = new CompletableFuture<>();
    if (targets.stream().anyMatch(target -> postponed.answeredLately(target.address()))) {
      result.complete(true);
      return result;
    }
    AtomicInteger open = new AtomicInteger(targets.size());
    if (targets.isEmpty()) {
      result.complete(false);
    }
    for (Target target : targets) {
      settings
          .transport()
          .exchange(target.address(), question(target), new Answer(target, open, result));
    }
    return result.completeOnTimeout(false, PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  private StreamedRequest question(Target target) {
    Map<String, List<String>> headers = new TreeMap<>(Map.of("accept", List.of("text/plain")));
    if (target.gateway()) {
      headers.put(IdentityHeaders.GATEWAY, List.of(settings.name()));
    }
    return new StreamedRequest(
        "GET", PuppetPaths.STATUS, headers, RequestBody.NONE, settings.connectTimeout());
  }

  private final class Answer implements ResponseListener {
    private final Target target;
    private final AtomicInteger open;
    private final CompletableFuture<Boolean> result;

    Answer(Target target, AtomicInteger open, CompletableFuture<Boolean> result) {
      this.target = target;
      this.open = open;
      this.result = result;
    }

    @Override
    public void onHead(int status, Map<String, List<String>> headers) {
      if (status == 200) {
        postponed.answered(target.address());
        result.complete(true);
      }
    }

    @Override
    public void onContent(ByteBuffer content, Runnable next) {
      next.run();
    }

    @Override
    public void onEnd() {
      closed();
    }

    @Override
    public void onFailure(ServerUnreachableException failure) {
      HostPort server = target.address();
      postponed.failed(server);
      settings.listener().passedOver(server, String.valueOf(failure.getMessage()));
      closed();
    }

    private void closed() {
      if (open.decrementAndGet() == 0) {
        result.complete(false);
      }
    }
  }
}
