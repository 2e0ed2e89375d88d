package io.github.puppetha.http;

import io.github.puppetha.HostPort;
import io.github.puppetha.PuppetHaException;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Gathers an answer in memory for a caller that waits. */
final class Collector implements ResponseListener {
  private final HostPort server;
  private final int maximum;
  private final CompletableFuture<PuppetResponse> result = new CompletableFuture<>();
  private final ByteArrayOutputStream body = new ByteArrayOutputStream();
  private int status;
  private Map<String, List<String>> headers = Map.of();

  Collector(HostPort server, int maximum) {
    this.server = server;
    this.maximum = maximum;
  }

  PuppetResponse await(Exchange exchange, @Nullable Duration timeout) {
    try {
      return timeout == null ? result.get() : result.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof PuppetHaException failure) {
        throw failure;
      }
      throw new PuppetHaException("asking " + server + ": " + e.getCause(), e.getCause());
    } catch (TimeoutException e) {
      exchange.cancel("no whole answer within " + timeout);
      throw new ServerUnreachableException(
          server,
          ServerUnreachableException.Stage.TIMEOUT,
          server + " gave no whole answer within " + timeout.toMillis() + " ms",
          e);
    } catch (InterruptedException e) {
      exchange.cancel("interrupted");
      Thread.currentThread().interrupt();
      throw new PuppetHaException("interrupted while waiting for " + server, e);
    }
  }

  @Override
  public void onHead(int newStatus, Map<String, List<String>> newHeaders) {
    status = newStatus;
    headers = newHeaders;
  }

  @Override
  public void onContent(ByteBuffer content, Runnable next) {
    if (body.size() + content.remaining() > maximum) {
      result.completeExceptionally(
          new PuppetHaException(server + " answers with more than " + maximum + " bytes"));
      return;
    }
    byte[] bytes = new byte[content.remaining()];
    content.get(bytes);
    body.writeBytes(bytes);
    next.run();
  }

  @Override
  public void onEnd() {
    result.complete(new PuppetResponse(status, headers, body.toByteArray()));
  }

  @Override
  public void onFailure(ServerUnreachableException failure) {
    result.completeExceptionally(failure);
  }
}
