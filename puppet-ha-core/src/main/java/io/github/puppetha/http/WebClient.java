package io.github.puppetha.http;

import io.github.puppetha.PuppetHaException;
import java.io.IOException;
import java.net.URI;
import java.net.UnknownHostException;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;
import org.eclipse.jetty.client.BasicAuthentication;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.HttpProxy;
import org.eclipse.jetty.client.InputStreamResponseListener;
import org.eclipse.jetty.client.Origin;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.client.Response;
import org.eclipse.jetty.http.HttpHeader;
import org.jspecify.annotations.Nullable;

/**
 * Reads from the web outside Puppet's own: the Forge and archives, over HTTP and HTTPS, with whom
 * this Java trusts ({@code javax.net.ssl.trustStore}), through a proxy if there is one. Redirects
 * are followed, but never from HTTPS to HTTP, and to other hosts without {@code Authorization}.
 * Safe for use by several threads; holds threads and connections, so who builds it closes it.
 */
public final class WebClient implements AutoCloseable {
  private static final int MAX_REDIRECTS = 5;
  private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);
  private static final Duration CONNECT = Duration.ofSeconds(10);
  private static final Duration KEEP_ALIVE = Duration.ofSeconds(10);
  private static final TimeUnit MILLIS = TimeUnit.MILLISECONDS;

  private final Duration silence;
  private final HttpClient client;

  private WebClient(HttpClient client, Duration silence) {
    this.client = client;
    this.silence = silence;
  }

  /**
   * Starts one.
   *
   * @param proxy through which all but its exceptions is asked; null for none
   * @param silence how long a server may send nothing
   */
  public static WebClient start(@Nullable WebProxy proxy, Duration silence) {
    HttpClient client = JettyClients.start(trust(), CONNECT, KEEP_ALIVE, null);
    if (proxy != null) {
      use(client, proxy);
    }
    return new WebClient(client, silence);
  }

  private static SSLContext trust() {
    try {
      return SSLContext.getDefault();
    } catch (NoSuchAlgorithmException e) {
      throw new PuppetHaException("This Java's trust store cannot be used: " + e.getMessage(), e);
    }
  }

  private static void use(HttpClient client, WebProxy proxy) {
    Origin.Address address = new Origin.Address(proxy.uri().getHost(), proxy.port());
    HttpProxy used =
        new HttpProxy(address, proxy.secure()) {
          @Override
          public boolean matches(Origin origin) {
            return proxy.serves(origin.getAddress().getHost());
          }
        };
    client.getProxyConfiguration().addProxy(used);
    String user = proxy.uri().getUserInfo();
    if (user != null) {
      String[] parts = user.split(":", 2);
      client
          .getAuthenticationStore()
          .addAuthenticationResult(
              new BasicAuthentication.BasicResult(
                  used.getURI(),
                  HttpHeader.PROXY_AUTHORIZATION,
                  parts[0],
                  parts.length > 1 ? parts[1] : ""));
    }
  }

  /**
   * Asks for something, and returns when the head of the answer is there, whatever its status.
   *
   * @param headers by name; none of them is ever part of a message
   * @throws IOException when there is no answer; asking again may help
   */
  public WebAnswer get(URI uri, Map<String, String> headers) throws IOException {
    Map<String, String> sent = new LinkedHashMap<>(headers);
    URI at = uri;
    for (int hops = 0; hops <= MAX_REDIRECTS; hops++) {
      WebAnswer answer = once(at, sent);
      Optional<String> location = answer.header("Location");
      if (!REDIRECTS.contains(answer.status()) || location.isEmpty()) {
        return answer;
      }
      answer.close();
      URI next = next(at, location.get());
      if (!Objects.equals(at.getRawAuthority(), next.getRawAuthority())) {
        sent.keySet().removeIf("authorization"::equalsIgnoreCase);
      }
      at = next;
    }
    throw new IOException(shown(uri) + " redirects more than " + MAX_REDIRECTS + " times");
  }

  private static URI next(URI at, String location) throws IOException {
    URI next;
    try {
      next = at.resolve(location);
    } catch (IllegalArgumentException e) {
      throw new IOException(shown(at) + " redirects to what is no URL", e);
    }
    boolean down = "https".equals(at.getScheme()) && !"https".equals(next.getScheme());
    boolean web = List.of("https", "http").contains(String.valueOf(next.getScheme()));
    if (next.getHost() != null && web && !down) {
      return next;
    }
    throw new IOException(shown(at) + " redirects to " + shown(next) + ", which is not followed");
  }

  private WebAnswer once(URI uri, Map<String, String> headers) throws IOException {
    InputStreamResponseListener listener = new InputStreamResponseListener();
    try {
      Request request = client.newRequest(uri).idleTimeout(silence.toMillis(), MILLIS);
      request.headers(
          fields -> {
            fields.put(HttpHeader.USER_AGENT, "puppet-ha");
            headers.forEach(fields::put);
          });
      request.send(listener);
      Response head = listener.get(CONNECT.plus(silence).toMillis(), MILLIS);
      return new WebAnswer(
          uri,
          head.getStatus(),
          name -> Optional.ofNullable(head.getHeaders().get(name)),
          listener.getInputStream());
    } catch (ExecutionException e) {
      throw new IOException(shown(uri) + ": " + text(e.getCause()), e);
    } catch (TimeoutException e) {
      throw new IOException(shown(uri) + ": no answer within " + silence.toSeconds() + " s", e);
    } catch (IllegalArgumentException e) {
      throw new IOException(shown(uri) + " cannot be asked for: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while asking for " + shown(uri), e);
    }
  }

  /** A URL without user and query, which may hold secrets, for messages. */
  public static String shown(URI uri) {
    String host = uri.getHost() == null ? "" : uri.getHost();
    String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
    return uri.getScheme() + "://" + host + port + uri.getRawPath();
  }

  private static String text(Throwable failure) {
    String message = failure.getMessage();
    if (failure instanceof UnknownHostException) {
      return "its name is unknown (" + message + ")";
    }
    return message == null ? failure.getClass().getSimpleName() : message;
  }

  /** Closes all connections; what is being read breaks off. */
  @Override
  public void close() {
    try {
      client.stop();
    } catch (Exception e) {
      throw new PuppetHaException("closing the web client: " + e.getMessage(), e);
    }
  }
}
