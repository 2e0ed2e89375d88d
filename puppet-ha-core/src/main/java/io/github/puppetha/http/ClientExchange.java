package io.github.puppetha.http;

import io.github.puppetha.HostPort;
import io.github.puppetha.http.ServerUnreachableException.Stage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.eclipse.jetty.client.ByteBufferRequestContent;
import org.eclipse.jetty.client.Connection;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.PathRequestContent;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.client.Response;
import org.eclipse.jetty.client.Result;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.util.Promise;
import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;

/** One request over Jetty's client, and what became of it. */
final class ClientExchange implements Exchange {
  /** Small enough to leave at once, so that "the head is sent" means "the handshake is over". */
  private static final int PIECE = 16 * 1024;

  private final HostPort server;
  private final StreamedRequest wanted;
  private final Duration connectTimeout;
  private final ResponseListener listener;
  private final Connections connections;
  private final HttpClient client;
  private final Request request;
  private final AtomicBoolean over = new AtomicBoolean();
  private volatile boolean begun;
  private volatile boolean reused;
  private volatile boolean committed;
  private volatile boolean answered;

  ClientExchange(
      HttpClient client,
      Connections connections,
      HostPort server,
      StreamedRequest wanted,
      Duration connectTimeout,
      ResponseListener listener) {
    this.client = client;
    this.connections = connections;
    this.server = server;
    this.wanted = wanted;
    this.connectTimeout = connectTimeout;
    this.listener = listener;
    this.request = prepare();
  }

  private Request prepare() {
    Request prepared =
        client
            .newRequest(server.host(), server.port())
            .scheme("https")
            .method(wanted.method())
            .path(wanted.target());
    String query = prepared.getQuery();
    String target = query == null ? prepared.getPath() : prepared.getPath() + "?" + query;
    if (!target.equals(wanted.target())) {
      throw new IllegalArgumentException("not a request target: " + wanted.target());
    }
    prepared.headers(
        fields -> {
          wanted.headers().forEach((name, values) -> values.forEach(v -> fields.add(name, v)));
          fields.put("Host", server.toString());
        });
    return body(prepared);
  }

  private Request body(Request prepared) {
    if (wanted.body() instanceof RequestBody.Bytes bytes) {
      return prepared.body(new Untyped(pieces(bytes.content())));
    } else if (wanted.body() instanceof RequestBody.File file) {
      try {
        return prepared.body(new PathRequestContent((String) null, file.path(), PIECE));
      } catch (IOException e) {
        throw new UncheckedIOException("reading a buffered body", e);
      }
    }
    return prepared;
  }

  private static ByteBuffer[] pieces(byte[] content) {
    List<ByteBuffer> pieces = new ArrayList<>();
    for (int at = 0; at < content.length; at += PIECE) {
      pieces.add(ByteBuffer.wrap(content, at, Math.min(PIECE, content.length - at)).slice());
    }
    return pieces.toArray(ByteBuffer[]::new);
  }

  void send(Duration readTimeout, Consumer<InetAddress> reached) {
    Scheduler.Task deadline =
        client
            .getScheduler()
            .schedule(this::connectDeadline, connectTimeout.toMillis(), TimeUnit.MILLISECONDS);
    request
        .idleTimeout(readTimeout.toMillis(), TimeUnit.MILLISECONDS)
        .onRequestBegin(
            r -> {
              reused = connections.hasCarried(r.getConnection());
              begun = true;
            })
        .onRequestCommit(
            r -> {
              committed = true;
              deadline.cancel();
              remember(r.getConnection(), reached);
            })
        .onResponseHeaders(this::head)
        .onResponseContentAsync(this::content);
    Response.CompleteListener end =
        result -> {
          deadline.cancel();
          complete(result);
        };
    if (wanted.freshConnection()) {
      sendFresh(end);
    } else {
      request.send(end);
    }
  }

  private void sendFresh(Response.CompleteListener end) {
    client
        .resolveDestination(request)
        .newConnection(
            Promise.from(
                connection -> {
                  if (over.get()) {
                    connection.close();
                  } else {
                    connection.send(request, end);
                  }
                },
                this::fail));
  }

  private void remember(@Nullable Connection connection, Consumer<InetAddress> reached) {
    connections.carried(connection);
    if (connection != null
        && connection.getRemoteSocketAddress() instanceof InetSocketAddress address) {
      reached.accept(address.getAddress());
    }
  }

  private void connectDeadline() {
    if (!committed) {
      Throwable late = new TimeoutException("not within " + connectTimeout.toMillis() + " ms");
      request.abort(late);
      if (wanted.freshConnection() && !begun) {
        fail(late);
      }
    }
  }

  private void head(Response response) {
    if (response.getStatus() < 200) {
      return;
    }
    answered = true;
    Map<String, List<String>> headers = new TreeMap<>();
    for (HttpField field : response.getHeaders()) {
      String name = field.getName().toLowerCase(Locale.ROOT);
      headers.computeIfAbsent(name, n -> new ArrayList<>()).add(String.valueOf(field.getValue()));
    }
    listener.onHead(response.getStatus(), headers);
  }

  private void content(Response response, Content.Chunk chunk, Runnable demander) {
    if (!chunk.hasRemaining()) {
      demander.run();
      return;
    }
    chunk.retain();
    listener.onContent(
        chunk.getByteBuffer(),
        () -> {
          chunk.release();
          demander.run();
        });
  }

  private void complete(Result result) {
    Throwable failure = result.getFailure();
    if (failure == null || (result.getResponseFailure() == null && answered)) {
      listener.onEnd();
      return;
    }
    fail(failure);
  }

  private void fail(Throwable failure) {
    if (!over.compareAndSet(false, true)) {
      return;
    }
    Stage stage = stage(failure);
    String message =
        wanted.method() + " " + wanted.target() + " to " + server + ": " + phrase(stage, failure);
    listener.onFailure(new ServerUnreachableException(server, stage, message, failure));
  }

  private Stage stage(Throwable failure) {
    if (answered) {
      return Stage.PARTIAL;
    }
    if (!begun) {
      return Stage.CONNECT;
    }
    if (failure instanceof SSLHandshakeException) {
      return Stage.TLS;
    }
    if (!committed && !reused) {
      return Stage.TLS;
    }
    return failure instanceof TimeoutException ? Stage.TIMEOUT : Stage.CLOSED;
  }

  private String phrase(Stage stage, Throwable failure) {
    String what = failure.getMessage() == null ? failure.toString() : failure.getMessage();
    return switch (stage) {
      case CONNECT ->
          failure instanceof UnknownHostException
              ? "its name is unknown (" + what + ")"
              : "no connection (" + what + ")";
      case TLS ->
          failure instanceof SSLException ? "TLS failed (" + what + ")" : "no TLS (" + what + ")";
      case CLOSED -> "it closed the connection without an answer (" + what + ")";
      case TIMEOUT -> "no answer in time (" + what + ")";
      case PARTIAL -> "the answer broke off (" + what + ")";
    };
  }

  @Override
  public void cancel(String reason) {
    request.abort(new IOException(reason));
  }

  /** Leaves Content-Type to the headers. */
  private static final class Untyped extends ByteBufferRequestContent {
    Untyped(ByteBuffer[] pieces) {
      super((String) null, pieces);
    }
  }
}
