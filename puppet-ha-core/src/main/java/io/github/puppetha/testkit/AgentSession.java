package io.github.puppetha.testkit;

import io.github.puppetha.PuppetHaException;
import io.github.puppetha.http.PuppetRequest;
import io.github.puppetha.http.PuppetResponse;
import io.github.puppetha.http.Sender;
import io.github.puppetha.io.JsonWriter;
import io.github.puppetha.io.Tree;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/** One run of an agent: its requests in order. */
final class AgentSession {
  private static final int ROUNDS = 4;

  private final FakeAgent.Builder agent;
  private final Map<String, FakeAgent.Plugin> plugins;
  private final Sender sender;
  private final String transaction = UUID.randomUUID().toString();
  private final List<String> notices = new ArrayList<>();
  private String environment;
  private String server = "";
  private String version = "";
  private boolean compiled;
  private int downloaded;

  AgentSession(FakeAgent.Builder agent, Map<String, FakeAgent.Plugin> plugins, Sender sender) {
    this.agent = agent;
    this.plugins = plugins;
    this.sender = sender;
    this.environment = agent.environment;
  }

  AgentRun run() {
    long begun = System.nanoTime();
    Optional<String> error = Optional.empty();
    try {
      node();
      settle();
      report();
    } catch (PuppetHaException e) {
      error = Optional.of(String.valueOf(e.getMessage()));
    }
    Map<String, String> files = new TreeMap<>();
    plugins.forEach(
        (path, file) -> files.put(path, new String(file.content(), StandardCharsets.UTF_8)));
    return new AgentRun(
        agent.certname,
        error.isEmpty(),
        server,
        compiled ? environment : "",
        version,
        notices,
        files,
        downloaded,
        error,
        (System.nanoTime() - begun) / 1_000_000);
  }

  private void node() {
    String query =
        "?environment=" + environment + "&configured_environment=" + environment + transaction("&");
    PuppetResponse answer = get("/puppet/v3/node/" + agent.certname + query, "application/json");
    environment = Json.text(tree(answer), "environment").orElse(environment);
  }

  /** Plugins and catalog, again when the catalog is of another environment. */
  private void settle() {
    for (int round = 1; round <= ROUNDS; round++) {
      pluginsync("pluginfacts", "use");
      pluginsync("plugins", "ignore");
      String asked = environment;
      catalog();
      if (asked.equals(environment)) {
        return;
      }
    }
    throw new PuppetHaException(
        "the environment did not stabilize after " + ROUNDS + " catalogs of " + agent.server);
  }

  private void pluginsync(String mount, String permissions) {
    String query =
        "?recurse=true&links=follow&checksum_type=sha256&source_permissions="
            + permissions
            + "&max_files=-1&ignore=.svn&ignore=CVS&ignore=.git&ignore=.hg&environment="
            + environment;
    PuppetResponse answer = get("/puppet/v3/file_metadatas/" + mount + query, "application/json");
    Map<String, String> wanted = new TreeMap<>();
    for (Tree entry : Json.items(tree(answer))) {
      if (Json.text(entry, "type").orElse("").equals("file")) {
        String path = mount + "/" + Json.text(entry, "relative_path").orElse("");
        wanted.put(path, checksum(entry));
      }
    }
    plugins.keySet().removeIf(path -> path.startsWith(mount + "/") && !wanted.containsKey(path));
    wanted.forEach(this::download);
  }

  private static String checksum(Tree entry) {
    return Json.member(entry, "checksum").flatMap(sum -> Json.text(sum, "value")).orElse("");
  }

  private void download(String path, String checksum) {
    FakeAgent.Plugin have = plugins.get(path);
    if (have != null && have.checksum().equals(checksum)) {
      return;
    }
    String encoded = URLEncoder.encode(path, StandardCharsets.UTF_8);
    encoded = encoded.replace("%2F", "/").replace("+", "%20");
    String target = "/puppet/v3/file_content/" + encoded + "?environment=" + environment;
    byte[] content = get(target, "application/octet-stream").body();
    String got = Checksums.sha256(content);
    if (!got.equals(checksum)) {
      throw new PuppetHaException(
          "the content of " + path + " is " + got + ", its metadata said " + checksum);
    }
    plugins.put(path, new FakeAgent.Plugin(checksum, content));
    downloaded++;
  }

  private void catalog() {
    String form =
        "facts_format=application%2Fjson&facts="
            + encode(encode(facts()).replace("+", "%20"))
            + "&environment="
            + environment
            + "&configured_environment="
            + environment
            + "&check_environment=true"
            + transaction("&")
            + "&job_uuid=&static_catalog=true&checksum_type=sha256.sha384.sha512.sha224.md5";
    PuppetRequest request =
        PuppetRequest.post(
            "/puppet/v3/catalog/" + agent.certname + "?environment=" + environment,
            "application/x-www-form-urlencoded",
            form);
    PuppetResponse answer =
        send(request.header("Accept", "application/vnd.puppet.rich+json, application/json"));
    Tree catalog = tree(answer);
    String name = Json.text(catalog, "name").orElse("");
    if (!name.equals(agent.certname)) {
      throw new PuppetHaException(agent.certname + " got the catalog of '" + name + "'");
    }
    compiled = true;
    environment = Json.text(catalog, "environment").orElse(environment);
    version = Json.text(catalog, "version").orElse("");
    server = answer.firstHeader("X-Puppet-Compiler-Name").orElse(agent.server.host());
    notices.clear();
    notices.addAll(Json.notices(catalog));
  }

  private String facts() {
    Map<String, Object> values = new TreeMap<>(agent.facts);
    values.put("clientcert", agent.certname);
    values.put("clientversion", agent.puppetVersion);
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("name", agent.certname);
    facts.put("values", values);
    facts.put("timestamp", Instant.now().toString());
    facts.put("expiration", Instant.now().plusSeconds(1800).toString());
    return JsonWriter.compact(facts);
  }

  private void report() {
    Map<String, Object> report = new LinkedHashMap<>();
    report.put("host", agent.certname);
    report.put("time", Instant.now().toString());
    report.put("configuration_version", version);
    report.put("transaction_uuid", transaction);
    report.put("report_format", 12);
    report.put("puppet_version", agent.puppetVersion);
    report.put("status", notices.isEmpty() ? "unchanged" : "changed");
    report.put("transaction_completed", true);
    report.put("noop", false);
    report.put("noop_pending", false);
    report.put("corrective_change", false);
    report.put("environment", environment);
    report.put("logs", List.of());
    report.put("metrics", Map.of());
    report.put("resource_statuses", Map.of());
    String target = "/puppet/v3/report/" + agent.certname + "?environment=" + environment;
    String body = JsonWriter.compact(report);
    PuppetResponse answer = send(PuppetRequest.put(target, "application/json", body));
    tree(answer);
  }

  private String transaction(String separator) {
    return separator + "transaction_uuid=" + transaction;
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private PuppetResponse get(String target, String accept) {
    return send(PuppetRequest.get(target).header("Accept", accept));
  }

  private PuppetResponse send(PuppetRequest request) {
    PuppetResponse answer =
        sender.send(
            request
                .header("X-Puppet-Version", agent.puppetVersion)
                .header("User-Agent", "Puppet/" + agent.puppetVersion + " FakeAgent"));
    if (!answer.ok()) {
      String what = request.method() + " " + request.target().replaceAll("\\?.*", "");
      throw new PuppetHaException(
          what + " at " + agent.server + ": " + answer.status() + " " + answer.text().strip());
    }
    return answer;
  }

  private Tree tree(PuppetResponse answer) {
    return Json.read(answer.text())
        .orElseThrow(() -> new PuppetHaException(agent.server + " answered with no JSON"));
  }
}
