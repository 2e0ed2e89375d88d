package io.github.puppetha.code;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.github.puppetha.io.Processes;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** The real git's {@code http-backend} behind a login, on loopback. */
final class HttpGit implements AutoCloseable {
  final List<String> logins = new CopyOnWriteArrayList<>();

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Path root;
  private final String login;

  HttpGit(Path root, String user, String password) throws IOException {
    this.root = root;
    byte[] plain = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
    this.login = "Basic " + Base64.getEncoder().encodeToString(plain);
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  int port() {
    return server.getAddress().getPort();
  }

  String url(String repository) {
    return "http://127.0.0.1:" + port() + "/" + repository;
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String given = exchange.getRequestHeaders().getFirst("Authorization");
      if (given != null) {
        logins.add(given);
      }
      if (!login.equals(given)) {
        exchange.getResponseHeaders().add("WWW-Authenticate", "Basic realm=\"git\"");
        exchange.sendResponseHeaders(401, -1);
        return;
      }
      answer(exchange, backend(exchange, exchange.getRequestBody().readAllBytes()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private byte[] backend(HttpExchange exchange, byte[] body)
      throws IOException, InterruptedException {
    Map<String, String> cgi = new HashMap<>();
    cgi.put("GIT_PROJECT_ROOT", root.toString());
    cgi.put("GIT_HTTP_EXPORT_ALL", "1");
    cgi.put("GIT_CONFIG_COUNT", "1");
    cgi.put("GIT_CONFIG_KEY_0", "safe.directory");
    cgi.put("GIT_CONFIG_VALUE_0", "*");
    cgi.put("REQUEST_METHOD", exchange.getRequestMethod());
    cgi.put("PATH_INFO", exchange.getRequestURI().getPath());
    String query = exchange.getRequestURI().getQuery();
    cgi.put("QUERY_STRING", query == null ? "" : query);
    cgi.put("CONTENT_LENGTH", String.valueOf(body.length));
    put(cgi, "CONTENT_TYPE", exchange, "Content-Type");
    put(cgi, "HTTP_CONTENT_ENCODING", exchange, "Content-Encoding");
    put(cgi, "GIT_PROTOCOL", exchange, "Git-Protocol");
    ProcessBuilder builder = new ProcessBuilder("git", "http-backend");
    builder.environment().putAll(cgi);
    Process process = builder.start();
    try (var out = process.getOutputStream()) {
      out.write(body);
    }
    byte[] answer = process.getInputStream().readAllBytes();
    process.waitFor(20, TimeUnit.SECONDS);
    return answer;
  }

  private static void put(
      Map<String, String> cgi, String name, HttpExchange exchange, String header) {
    String value = exchange.getRequestHeaders().getFirst(header);
    if (value != null) {
      cgi.put(name, value);
    }
  }

  private static void answer(HttpExchange exchange, byte[] cgi) throws IOException {
    String text = new String(cgi, StandardCharsets.ISO_8859_1);
    int end = text.indexOf("\r\n\r\n");
    int status = 200;
    for (String line : text.substring(0, end).split("\r\n")) {
      int colon = line.indexOf(':');
      String name = line.substring(0, colon);
      String value = line.substring(colon + 1).strip();
      if (name.equals("Status")) {
        status = Integer.parseInt(value.substring(0, 3));
      } else {
        exchange.getResponseHeaders().add(name, value);
      }
    }
    byte[] body = Arrays.copyOfRange(cgi, end + 4, cgi.length);
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
  }

  /** A bare repository with one commit on {@code production}. */
  static void repository(Path root, String name, String file, String text) throws IOException {
    String script =
        "git init -q --bare -b production $1 && t=$(mktemp -d) && git clone -q $1 $t 2>/dev/null"
            + " && cd $t && mkdir -p $(dirname $2) && printf %s \"$3\" >$2 && git add -A"
            + " && git -c user.name=t -c user.email=t@example.test commit -q -m t"
            + " && git push -q origin HEAD:production && rm -rf $t";
    List<String> command = List.of("sh", "-c", script, "sh", root + "/" + name, file, text);
    Processes.Result result =
        Processes.run(
            command,
            root,
            Map.of("GIT_CONFIG_GLOBAL", "/dev/null"),
            java.time.Duration.ofSeconds(30));
    if (!result.ok()) {
      throw new IOException(result.err());
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
