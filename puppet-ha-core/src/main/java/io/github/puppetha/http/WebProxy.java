package io.github.puppetha.http;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A proxy for web requests.
 *
 * @param uri {@code http://host:port}, with {@code user:password@} where it asks for that
 * @param except hosts and domains that are asked without it, as in {@code NO_PROXY}; {@code *} is
 *     all
 */
public record WebProxy(URI uri, List<String> except) {
  /** Copies the list. */
  public WebProxy {
    except = List.copyOf(except);
    if (uri.getHost() == null) {
      throw new IllegalArgumentException("a proxy is named http://host:port");
    }
  }

  /** The proxy that the environment names in {@code https_proxy} or {@code http_proxy}. */
  public static Optional<WebProxy> of(Map<String, String> environment) {
    return Stream.of("HTTPS_PROXY", "https_proxy", "HTTP_PROXY", "http_proxy")
        .map(environment::get)
        .filter(value -> value != null && !value.isBlank())
        .findFirst()
        .map(WebProxy::uri)
        .map(uri -> new WebProxy(uri, except(environment)));
  }

  private static URI uri(String text) {
    return URI.create(text.contains("://") ? text : "http://" + text);
  }

  private static List<String> except(Map<String, String> environment) {
    String upper = environment.getOrDefault("NO_PROXY", "");
    String hosts = environment.getOrDefault("no_proxy", upper);
    return Stream.of(hosts.split("[,\\s]+")).filter(host -> !host.isEmpty()).toList();
  }

  int port() {
    return uri.getPort() > 0 ? uri.getPort() : secure() ? 443 : 80;
  }

  boolean secure() {
    return "https".equalsIgnoreCase(uri.getScheme());
  }

  /** Is that host asked through the proxy? Hosts of this machine never are. */
  boolean serves(String host) {
    String lower = host.toLowerCase(Locale.ROOT);
    boolean here = lower.equals("localhost") || lower.startsWith("127.") || lower.equals("[::1]");
    return !here && except.stream().noneMatch(name -> covers(name, lower));
  }

  private static boolean covers(String name, String host) {
    String domain = name.toLowerCase(Locale.ROOT).replaceFirst("^\\*?\\.", "");
    return name.equals("*") || host.equals(domain) || host.endsWith("." + domain);
  }
}
