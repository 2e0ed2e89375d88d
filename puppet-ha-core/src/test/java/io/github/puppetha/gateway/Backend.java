package io.github.puppetha.gateway;

import io.github.puppetha.HostPort;
import io.github.puppetha.pki.TlsContexts;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.ssl.SslContextFactory;

/** A server behind the gateway: keeps what it was asked, answers as it is told. */
final class Backend implements AutoCloseable {
  record Seen(String method, String target, Map<String, List<String>> headers, long bodyLength) {
    String header(String name) {
      return String.join("|", headers.getOrDefault(name, List.of()));
    }
  }

  interface Answer {
    void give(Seen seen, Request request, Response response, Callback callback) throws Exception;
  }

  final List<Seen> seen = new CopyOnWriteArrayList<>();
  private final Server server = new Server();
  private final ServerConnector connector;
  private final String name;
  private final int port;
  private volatile Answer answer;
  private volatile String lastBody = "";

  Backend(TestCa ca, String name) throws Exception {
    this.name = name;
    this.answer = text(200, name);
    SslContextFactory.Server tls = new SslContextFactory.Server();
    tls.setSslContext(TlsContexts.server(ca.issue(name), ca.trust()));
    tls.setWantClientAuth(true);
    connector =
        new ServerConnector(
            server, new SslConnectionFactory(tls, "http/1.1"), new HttpConnectionFactory());
    connector.setHost("127.0.0.1");
    server.addConnector(connector);
    server.setHandler(
        new Handler.Abstract() {
          @Override
          public boolean handle(Request request, Response response, Callback callback)
              throws Exception {
            Seen now = read(request);
            seen.add(now);
            answer.give(now, request, response, callback);
            return true;
          }
        });
    server.start();
    port = connector.getLocalPort();
  }

  private Seen read(Request request) throws Exception {
    Map<String, List<String>> headers = new TreeMap<>();
    for (HttpField field : request.getHeaders()) {
      headers
          .computeIfAbsent(field.getLowerCaseName(), n -> new CopyOnWriteArrayList<>())
          .add(field.getValue());
    }
    java.io.ByteArrayOutputStream body = new java.io.ByteArrayOutputStream();
    long length = Content.Source.asInputStream(request).transferTo(body);
    lastBody = body.toString(StandardCharsets.UTF_8);
    return new Seen(request.getMethod(), request.getHttpURI().getPathQuery(), headers, length);
  }

  static Answer text(int status, String text) {
    return (seen, request, response, callback) -> {
      response.setStatus(status);
      response.getHeaders().put("Content-Type", "text/plain");
      response.write(true, ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)), callback);
    };
  }

  static Answer busy(String retryAfter) {
    return (seen, request, response, callback) -> {
      response.setStatus(503);
      response.getHeaders().put("Retry-After", retryAfter);
      response.write(true, ByteBuffer.allocate(0), callback);
    };
  }

  /** Closes the connection without an answer. */
  static Answer hangUp() {
    return (seen, request, response, callback) -> {
      request.getConnectionMetaData().getConnection().getEndPoint().close();
      callback.failed(new java.io.IOException("hung up"));
    };
  }

  /** Half of what it promised, then nothing. */
  static Answer half() {
    return (seen, request, response, callback) -> {
      response.getHeaders().put("Content-Length", 10);
      response.write(
          false,
          ByteBuffer.wrap("half".getBytes(StandardCharsets.UTF_8)),
          Callback.from(
              () -> request.getConnectionMetaData().getConnection().getEndPoint().close()));
    };
  }

  /** Takes the request and says nothing; takes no new connections either. */
  Answer dieSilently() {
    return (seen, request, response, callback) -> connector.close();
  }

  void answers(Answer value) {
    answer = value;
  }

  HostPort address() {
    return new HostPort(name, port);
  }

  /** The body of the request that came last. */
  String lastBody() {
    return lastBody;
  }

  Seen last() {
    return seen.get(seen.size() - 1);
  }

  @Override
  public void close() {
    try {
      server.stop();
    } catch (Exception e) {
      throw new IllegalStateException("stopping " + name, e);
    }
  }
}
