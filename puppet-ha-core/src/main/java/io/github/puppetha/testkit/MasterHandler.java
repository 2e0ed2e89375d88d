package io.github.puppetha.testkit;

import io.github.puppetha.http.PuppetResponse;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.ExtendedSSLSession;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.EofException;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/** Between Jetty and {@link MasterService}: reads requests, writes answers, late, half or never. */
final class MasterHandler extends Handler.Abstract {
  private final MasterService service;
  private final ConcurrentLinkedQueue<Runnable> hanging = new ConcurrentLinkedQueue<>();
  private volatile @Nullable Fault fault;

  MasterHandler(MasterService service) {
    this.service = service;
  }

  void fault(@Nullable Fault fault) {
    this.fault = fault;
    if (!(fault instanceof Fault.Drop)) {
      cutHanging();
    }
  }

  private void cutHanging() {
    for (Runnable cut = hanging.poll(); cut != null; cut = hanging.poll()) {
      cut.run();
    }
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    Fault now = fault;
    if (now instanceof Fault.Drop) {
      hanging.add(() -> cut(request, callback));
      if (!(fault instanceof Fault.Drop)) {
        cutHanging();
      }
      return true;
    }
    byte[] body = BufferUtil.toArray(Content.Source.asByteBuffer(request));
    PuppetResponse answer = service.answer(arrival(request, body), now);
    if (now instanceof Fault.Slow slow) {
      long millis = slow.delay().toMillis();
      Runnable later = () -> write(answer, request, response, callback);
      getServer().getScheduler().schedule(later, millis, TimeUnit.MILLISECONDS);
    } else if (now instanceof Fault.HalfAnswer) {
      writeHalf(answer, request, response, callback);
    } else {
      write(answer, request, response, callback);
    }
    return true;
  }

  private static MasterService.Arrival arrival(Request request, byte[] body) {
    Map<String, List<String>> headers = new TreeMap<>();
    for (HttpField field : request.getHeaders()) {
      String name = field.getName().toLowerCase(Locale.ROOT);
      headers.computeIfAbsent(name, n -> new ArrayList<>()).add(field.getValue());
    }
    Object data = request.getAttribute(EndPoint.SslSessionData.ATTRIBUTE);
    EndPoint.SslSessionData tls = data instanceof EndPoint.SslSessionData session ? session : null;
    boolean sni =
        tls != null
            && tls.sslSession() instanceof ExtendedSSLSession session
            && !session.getRequestedServerNames().isEmpty();
    String target = request.getHttpURI().getPathQuery();
    return new MasterService.Arrival(
        request.getMethod(),
        Optional.ofNullable(target).orElse("/"),
        headers,
        body,
        Caller.ofTls(tls == null ? null : tls.peerCertificates()),
        sni);
  }

  private static void head(PuppetResponse answer, Response response) {
    response.setStatus(answer.status());
    answer.headers().forEach((name, values) -> response.getHeaders().put(name, values));
    if (answer.status() != 204 && answer.status() != 304) {
      response.getHeaders().put(HttpHeader.CONTENT_LENGTH, answer.body().length);
    }
  }

  private static void write(
      PuppetResponse answer, Request request, Response response, Callback callback) {
    head(answer, response);
    boolean body = answer.status() != 204 && answer.status() != 304;
    response.write(true, body ? ByteBuffer.wrap(answer.body()) : BufferUtil.EMPTY_BUFFER, callback);
  }

  private static void writeHalf(
      PuppetResponse answer, Request request, Response response, Callback callback) {
    head(answer, response);
    ByteBuffer half = ByteBuffer.wrap(answer.body(), 0, answer.body().length / 2);
    Callback cut = Callback.from(() -> cut(request, callback));
    response.write(false, half, cut);
  }

  private static void cut(Request request, Callback callback) {
    request.getConnectionMetaData().getConnection().getEndPoint().close();
    callback.failed(new EofException("cut by a fault"));
  }
}
