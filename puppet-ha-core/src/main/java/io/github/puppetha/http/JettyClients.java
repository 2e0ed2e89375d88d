package io.github.puppetha.http;

import io.github.puppetha.PuppetHaException;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.RedirectProtocolHandler;
import org.eclipse.jetty.client.WWWAuthenticationProtocolHandler;
import org.eclipse.jetty.client.transport.HttpClientTransportOverHTTP;
import org.eclipse.jetty.http.HttpCookieStore;
import org.eclipse.jetty.io.ClientConnector;
import org.eclipse.jetty.util.SocketAddressResolver;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.jspecify.annotations.Nullable;

/** Sets Jetty's client up so that it adds, follows, decodes and remembers nothing by itself. */
final class JettyClients {
  private static final int MAX_HEADERS = 64 * 1024;
  private static final int MAX_CONNECTIONS = 4096;

  private JettyClients() {}

  /** Names are looked up by Jetty itself where there is no resolver. */
  static HttpClient start(
      SSLContext tls,
      Duration connectTimeout,
      Duration keepAlive,
      @Nullable SocketAddressResolver names) {
    SslContextFactory.Client factory = new SslContextFactory.Client();
    factory.setSslContext(tls);
    factory.setEndpointIdentificationAlgorithm("HTTPS");
    factory.setIncludeProtocols("TLSv1.2", "TLSv1.3");
    factory.setRenegotiationAllowed(false);
    ClientConnector connector = new ClientConnector();
    connector.setSslContextFactory(factory);
    connector.setSelectors(1);
    HttpClient client = new HttpClient(new HttpClientTransportOverHTTP(connector));
    QueuedThreadPool threads = new QueuedThreadPool(64, 4);
    threads.setName("puppet-ha-http");
    threads.setDaemon(true);
    client.setExecutor(threads);
    client.setByteBufferPool(new ClientBuffers());
    client.setResponseBufferSize(ClientBuffers.ANSWER);
    client.setSocketAddressResolver(names);
    client.setConnectTimeout(Math.max(1, connectTimeout.toMillis() / 2));
    client.setIdleTimeout(keepAlive.toMillis());
    client.setFollowRedirects(false);
    client.setHttpCookieStore(new HttpCookieStore.Empty());
    client.setUserAgentField(null);
    client.setDefaultRequestContentType(null);
    client.setMaxConnectionsPerDestination(MAX_CONNECTIONS);
    client.setMaxRequestsQueuedPerDestination(MAX_CONNECTIONS);
    client.setRequestBufferSize(16 * 1024);
    client.setMaxRequestHeadersSize(MAX_HEADERS);
    client.setMaxResponseHeadersSize(MAX_HEADERS);
    try {
      client.start();
    } catch (Exception e) {
      throw new PuppetHaException("starting the HTTP client: " + e.getMessage(), e);
    }
    client.getProtocolHandlers().remove(RedirectProtocolHandler.NAME);
    client.getProtocolHandlers().remove(WWWAuthenticationProtocolHandler.NAME);
    client.getContentDecoderFactories().clear();
    return client;
  }
}
