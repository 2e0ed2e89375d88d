package io.github.puppetha.testkit;

import io.github.puppetha.io.JsonWriter;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.EofException;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/** Answers as the Forge's v3 API does. */
final class ForgeHandler extends Handler.Abstract {
  private static final Pattern RANGE = Pattern.compile("bytes=(\\d+)-");
  private static final String LIE = "0123456789abcdef";

  private final Map<String, Map<String, byte[]>> modules = new LinkedHashMap<>();
  private final List<String> requests = new ArrayList<>();
  private @Nullable String authorization;
  private @Nullable ForgeFault fault;
  private int left;

  synchronized void publish(String slug, String version, byte[] archive) {
    modules.computeIfAbsent(slug, s -> new LinkedHashMap<>()).put(version, archive);
  }

  synchronized void authorization(@Nullable String header) {
    authorization = header;
  }

  synchronized void fault(@Nullable ForgeFault next) {
    fault = next;
    left = next instanceof ForgeFault.Status status ? status.times() : 0;
  }

  synchronized List<String> requests() {
    return List.copyOf(requests);
  }

  synchronized void clearRequests() {
    requests.clear();
  }

  synchronized Optional<String> sha256(String slug, String version) {
    return Optional.ofNullable(modules.getOrDefault(slug, Map.of()).get(version))
        .map(archive -> hex("SHA-256", archive));
  }

  @Override
  public synchronized boolean handle(Request request, Response response, Callback callback) {
    String path = String.valueOf(request.getHttpURI().getPathQuery());
    String range = request.getHeaders().get(HttpHeader.RANGE);
    requests.add(range == null ? path : path + " " + range);
    String shown = request.getHeaders().get(HttpHeader.AUTHORIZATION);
    if (left > 0 && fault instanceof ForgeFault.Status status) {
      left--;
      error(status.status(), "a fault", response, callback);
    } else if (authorization != null && !authorization.equals(shown)) {
      error(401, "Unauthorized", response, callback);
    } else if (path.startsWith("/v3/modules/")) {
      module(path.substring("/v3/modules/".length()), response, callback);
    } else if (path.startsWith("/v3/releases/")) {
      release(path.substring("/v3/releases/".length()), response, callback);
    } else if (path.startsWith("/v3/files/") && path.endsWith(".tar.gz")) {
      String name = path.substring("/v3/files/".length(), path.length() - ".tar.gz".length());
      file(name, range, request, response, callback);
    } else {
      error(404, "Not Found", response, callback);
    }
    return true;
  }

  private void module(String slug, Response response, Callback callback) {
    Map<String, byte[]> releases = modules.get(slug);
    if (releases == null) {
      error(404, "Not Found", response, callback);
      return;
    }
    List<String> versions = new ArrayList<>(releases.keySet());
    String last = versions.get(versions.size() - 1);
    Collections.reverse(versions);
    List<Map<String, String>> all = versions.stream().map(v -> Map.of("version", v)).toList();
    Map<String, Object> module = new LinkedHashMap<>();
    module.put("slug", slug);
    module.put("deprecated_at", null);
    module.put("current_release", describe(slug, last, releases.get(last)));
    module.put("releases", all);
    json(200, module, response, callback);
  }

  private void release(String name, Response response, Callback callback) {
    Optional<byte[]> archive = archive(name);
    if (archive.isEmpty()) {
      error(404, "Not Found", response, callback);
      return;
    }
    String version = name.substring(slug(name).length() + 1);
    json(200, describe(slug(name), version, archive.get()), response, callback);
  }

  private Map<String, Object> describe(String slug, String version, byte[] archive) {
    Map<String, Object> release = new LinkedHashMap<>();
    boolean lie = fault instanceof ForgeFault.Lie;
    release.put("slug", slug + "-" + version);
    release.put("version", version);
    release.put("file_uri", "/v3/files/" + slug + "-" + version + ".tar.gz");
    release.put("file_size", archive.length);
    release.put("file_md5", lie ? LIE.repeat(2) : hex("MD5", archive));
    if (!(fault instanceof ForgeFault.Md5Only)) {
      release.put("file_sha256", lie ? LIE.repeat(4) : hex("SHA-256", archive));
    }
    return release;
  }

  private void file(
      String name, @Nullable String range, Request request, Response response, Callback callback) {
    Optional<byte[]> found = archive(name);
    if (found.isEmpty()) {
      error(404, "Not Found", response, callback);
      return;
    }
    byte[] archive = found.get();
    Matcher asked = RANGE.matcher(Objects.requireNonNullElse(range, ""));
    int from = 0;
    if (asked.matches() && !(fault instanceof ForgeFault.NoRanges)) {
      from = Integer.parseInt(asked.group(1));
      if (from >= archive.length) {
        error(416, "Range Not Satisfiable", response, callback);
        return;
      }
      response.setStatus(206);
      String part = "bytes " + from + "-" + (archive.length - 1) + "/" + archive.length;
      response.getHeaders().put(HttpHeader.CONTENT_RANGE, part);
    }
    response.getHeaders().put(HttpHeader.CONTENT_LENGTH, archive.length - from);
    if (fault instanceof ForgeFault.BreakOff broken && broken.after() < archive.length - from) {
      ByteBuffer half = ByteBuffer.wrap(archive, from, broken.after());
      response.write(false, half, Callback.from(() -> cut(request, callback)));
    } else {
      response.write(true, ByteBuffer.wrap(archive, from, archive.length - from), callback);
    }
  }

  private static void cut(Request request, Callback callback) {
    request.getConnectionMetaData().getConnection().getEndPoint().close();
    callback.failed(new EofException("cut by a fault"));
  }

  private Optional<byte[]> archive(String name) {
    Map<String, byte[]> releases = modules.getOrDefault(slug(name), Map.of());
    String version = name.substring(Math.min(name.length(), slug(name).length() + 1));
    return Optional.ofNullable(releases.get(version));
  }

  /** {@code owner-name} of {@code owner-name-version}. */
  private static String slug(String name) {
    String[] parts = name.split("-", 3);
    return parts.length < 2 ? name : parts[0] + "-" + parts[1];
  }

  private static void error(int status, String message, Response response, Callback callback) {
    json(status, Map.of("message", message, "errors", List.of()), response, callback);
  }

  private static void json(int status, Object body, Response response, Callback callback) {
    response.setStatus(status);
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json; charset=utf-8");
    byte[] bytes = JsonWriter.write(body).getBytes(StandardCharsets.UTF_8);
    response.write(true, ByteBuffer.wrap(bytes), callback);
  }

  private static String hex(String algorithm, byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has " + algorithm, e);
    }
  }
}
