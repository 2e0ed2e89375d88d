package io.github.puppetha.gateway;

import io.github.puppetha.HostPort;
import io.github.puppetha.http.PuppetPaths.Kind;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/** One request in hand, from its head to the end of its answer. */
final class Call {
  private final Request request;
  private final Response response;
  private final Callback callback;
  private final Consumer<ServedRequest> served;
  private final Runnable ended;
  private final AtomicBoolean told = new AtomicBoolean();
  private final AtomicBoolean over = new AtomicBoolean();
  private final List<HostPort> passedOver = new CopyOnWriteArrayList<>();
  private volatile Client client = new Client.Anonymous();
  private volatile Kind kind = Kind.OTHER;
  private volatile boolean closing;
  private volatile boolean writing;

  Call(
      Request request,
      Response response,
      Callback callback,
      Consumer<ServedRequest> served,
      Runnable ended) {
    this.request = request;
    this.response = response;
    this.callback = callback;
    this.served = served;
    this.ended = ended;
  }

  Request request() {
    return request;
  }

  Client client() {
    return client;
  }

  void client(Client value) {
    client = value;
  }

  void kind(Kind value) {
    kind = value;
  }

  void passedOver(HostPort server) {
    passedOver.add(server);
  }

  /** The connection is to be closed after the answer. */
  void closeAfterwards() {
    closing = true;
  }

  /** While a server is thinking, a silent client is no fault. */
  void patientWithClient() {
    request.addIdleTimeoutListener(timeout -> writing);
  }

  /** Answers with a text of our own. */
  void answer(int status, String text) {
    answer(status, "text/plain; charset=utf-8", text, null);
  }

  /** Asks the client to come again; Puppet's agents wait and do so. */
  void comeAgain(String text, String retryAfter) {
    answer(503, "text/plain; charset=utf-8", text, retryAfter);
  }

  void answer(int status, String type, String text, @Nullable String retryAfter) {
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, type);
    if (retryAfter != null) {
      response.getHeaders().put(HttpHeader.RETRY_AFTER, retryAfter);
    }
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    response.getHeaders().put(HttpHeader.CONTENT_LENGTH, body.length);
    head(status);
    end(ByteBuffer.wrap(body), status, null);
  }

  /** The headers of the answer, to be filled before {@link #head}. */
  Response response() {
    return response;
  }

  void head(int status) {
    response.setStatus(status);
    if (closing) {
      response.getHeaders().put(HttpHeader.CONNECTION, "close");
    }
  }

  /** Sends a piece. */
  void write(ByteBuffer content, Runnable written, Consumer<Throwable> failed) {
    writing = true;
    response.write(
        false,
        content,
        Callback.from(
            () -> {
              writing = false;
              written.run();
            },
            failed));
  }

  /** Sends the last piece, which ends the call. */
  void end(ByteBuffer content, int status, @Nullable HostPort server) {
    writing = true;
    tell(status, server);
    response.write(
        true,
        content,
        Callback.from(
            () -> {
              end();
              callback.succeeded();
            },
            failure -> breakOff(failure, server)));
  }

  /** The answer cannot be ended: the connection is closed, so that the client sees it. */
  void breakOff(Throwable failure, @Nullable HostPort server) {
    tell(0, server);
    end();
    callback.failed(failure);
  }

  private void end() {
    if (over.compareAndSet(false, true)) {
      ended.run();
    }
  }

  /** The listener hears before the client has all, so that who asked can look at once. */
  private void tell(int status, @Nullable HostPort server) {
    if (told.compareAndSet(false, true)) {
      long nanos = System.nanoTime() - request.getHeadersNanoTime();
      served.accept(
          new ServedRequest(
              client.name(),
              request.getMethod(),
              kind,
              request.getHttpURI().getPathQuery(),
              status,
              server,
              passedOver,
              TimeUnit.NANOSECONDS.toMillis(nanos)));
    }
  }
}
