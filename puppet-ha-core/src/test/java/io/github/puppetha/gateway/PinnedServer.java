package io.github.puppetha.gateway;

import io.github.puppetha.HostPort;
import io.github.puppetha.http.SwitchNotice;
import io.github.puppetha.io.JsonWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * A server with revisions of {@code production}: lists them as Puppet Server does, and names in
 * each answer the environment that it was asked for and the revision that was live.
 */
final class PinnedServer {
  private static final String LISTING = "/puppet/v3/environments";

  final Backend backend;
  private final Set<String> trees = new ConcurrentSkipListSet<>();
  private volatile String live;
  private volatile String catalogEnvironment = "";
  private volatile CountDownLatch compiling = new CountDownLatch(0);
  private volatile CountDownLatch compile = new CountDownLatch(0);

  PinnedServer(TestSite site, String name, String live) throws Exception {
    this.live = live;
    trees.add(live);
    backend = site.backend(name);
    backend.answers(this::answer);
  }

  HostPort address() {
    return backend.address();
  }

  /** The link is renamed; the old revision stays on disk. */
  void switchTo(String tree) {
    trees.add(tree);
    live = tree;
  }

  /** The old revision is swept away. */
  void lose(String tree) {
    trees.remove(tree);
  }

  SwitchNotice begin(String tree) {
    return notice(SwitchNotice.Event.BEGIN, tree);
  }

  SwitchNotice end(String tree) {
    return notice(SwitchNotice.Event.END, tree);
  }

  /** The same where its JRubies are made anew. */
  SwitchNotice withRuby(SwitchNotice notice) {
    return new SwitchNotice(notice.event(), notice.server(), notice.trees(), true);
  }

  private SwitchNotice notice(SwitchNotice.Event event, String tree) {
    return new SwitchNotice(event, address(), Map.of("production", tree));
  }

  /** Its catalogs are of this environment whatever it is asked for, as with an ENC. */
  void catalogsAreOf(String environment) {
    catalogEnvironment = environment;
  }

  /** The next compile waits until it is let go; gives a latch that opens when it has begun. */
  CountDownLatch holdCompile() {
    compile = new CountDownLatch(1);
    compiling = new CountDownLatch(1);
    return compiling;
  }

  void letCompile() {
    compile.countDown();
  }

  /** What it was asked, without the gateway's own looks. */
  List<String> asked() {
    List<String> targets = new ArrayList<>();
    backend.seen.forEach(
        s -> {
          if (!s.target().equals(LISTING)) {
            targets.add(s.target().replace("/puppet/v3/", ""));
          }
        });
    return targets;
  }

  private void answer(
      Backend.Seen seen,
      org.eclipse.jetty.server.Request request,
      org.eclipse.jetty.server.Response response,
      org.eclipse.jetty.util.Callback callback)
      throws Exception {
    String target = seen.target();
    int status = 200;
    Map<String, Object> body = new LinkedHashMap<>();
    String environment =
        String.valueOf(Parameters.only(target.replaceFirst(".*\\?", ""), "environment"));
    if (target.equals(LISTING)) {
      body.put("environments", listing());
    } else if (target.contains("/catalog/")) {
      String before = live;
      compiling.countDown();
      if (!compile.await(20, TimeUnit.SECONDS)) {
        throw new IllegalStateException("nobody let the compile go on");
      }
      body.put("tags", List.of("a \"environment\": tag"));
      body.put("classes", Map.of("environment", "not this one"));
      body.put("environment", catalogEnvironment.isEmpty() ? environment : catalogEnvironment);
      body.put("resources", List.of(before + " to " + live));
    } else if (environment.contains("_") && !trees.contains(environment)) {
      status = 404;
      body.put("message", "Not Found: Could not find environment '" + environment + "'");
    } else {
      body.put("environment", environment);
      body.put("live", live);
    }
    response.setStatus(status);
    response.getHeaders().put("Content-Type", "application/json");
    response.getHeaders().put("X-Puppet-Version", "8.10.0");
    byte[] bytes = JsonWriter.compact(body).getBytes(java.nio.charset.StandardCharsets.UTF_8);
    response.getHeaders().put("Content-Length", bytes.length);
    response.write(true, java.nio.ByteBuffer.wrap(bytes), callback);
  }

  private Map<String, Object> listing() {
    Map<String, Object> environments = new LinkedHashMap<>();
    trees.forEach(tree -> environments.put(tree, settings(tree)));
    environments.put("production", settings(live));
    environments.put("plain", Map.of("settings", Map.of("manifest", "/etc/code/plain/manifests")));
    return environments;
  }

  private static Map<String, Object> settings(String tree) {
    String manifest = "/code/environments/.puppet-ha/environments/" + tree + "/manifests";
    return Map.of("settings", Map.of("manifest", manifest));
  }
}
