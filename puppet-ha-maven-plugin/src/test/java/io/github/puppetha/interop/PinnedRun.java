package io.github.puppetha.interop;

import io.github.puppetha.http.PuppetRequest;
import io.github.puppetha.http.PuppetResponse;
import io.github.puppetha.http.Sender;
import io.github.puppetha.io.JsonReader;
import io.github.puppetha.io.JsonWriter;
import io.github.puppetha.io.Tree;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A run as an agent makes it, without an agent: plugins, catalog (again in another environment when
 * the catalog says so), files one by one and recursively, report. Gathers the marks of all of it.
 */
final class PinnedRun {
  /** What a test does in the middle of a run. */
  interface Step {
    void take() throws IOException;
  }

  private static final int ROUNDS = 5;
  private static final Pattern DIGITS = Pattern.compile("\\d+");

  private final String certname;
  private final Sender sender;
  private final String transaction = UUID.randomUUID().toString();
  private final Map<String, String> plugins = new TreeMap<>();
  private final PinnedMarks marks = new PinnedMarks();
  private String environment;

  PinnedRun(String certname, String environment, Sender sender) {
    this.certname = certname;
    this.environment = environment;
    this.sender = sender;
  }

  /**
   * The whole run.
   *
   * @throws IOException when something failed of which an agent would say that its run failed
   */
  PinnedMarks run() throws IOException {
    return run(() -> {});
  }

  /**
   * The same, with something that happens while the agent gathers its facts.
   *
   * @param between happens once, after the plugins and before the catalog
   */
  PinnedMarks run(Step between) throws IOException {
    for (int round = 1; ; round++) {
      sync("pluginfacts", "use");
      sync("plugins", "ignore");
      if (round == 1) {
        between.take();
      }
      Tree catalog = catalog();
      String found = text(catalog, "environment");
      if (found.equals(environment)) {
        read(catalog);
        break;
      }
      if (round == ROUNDS) {
        throw new IOException("the environment did not stabilize");
      }
      environment = found;
    }
    files();
    report();
    return marks;
  }

  private void sync(String mount, String permissions) throws IOException {
    String query =
        "?recurse=true&links=follow&checksum_type=sha256&source_permissions="
            + permissions
            + "&max_files=-1&ignore=.git&environment="
            + environment;
    for (Tree entry : items(get("file_metadatas/" + mount + query))) {
      if (text(entry, "type").equals("file")) {
        String path = mount + "/" + text(entry, "relative_path");
        plugins.put(path, content(path, text(member(entry, "checksum"), "value")));
      }
    }
  }

  private String content(String path, String checksum) throws IOException {
    PuppetResponse answer =
        send(
            PuppetRequest.get("/puppet/v3/file_content/" + path + "?environment=" + environment)
                .header("Accept", "application/octet-stream"));
    String sum = checksum.replaceFirst("^\\{sha256\\}", "");
    if (!sha256(answer.body()).equals(sum)) {
      throw new IOException("the content of " + path + " does not have its checksum");
    }
    return answer.text();
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private String digits(String plugin) throws IOException {
    Matcher match = DIGITS.matcher(plugins.getOrDefault(plugin, ""));
    if (!match.find()) {
      throw new IOException("there is no plugin " + plugin + ", only " + plugins.keySet());
    }
    return match.group();
  }

  private Tree catalog() throws IOException {
    Map<String, Object> values = new TreeMap<>();
    values.put("pinned_fact", digits("plugins/facter/pinned_fact.rb"));
    values.put("pinned_external", digits("pluginfacts/pinned.txt"));
    values.put("clientcert", certname);
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("name", certname);
    facts.put("values", values);
    facts.put("timestamp", Instant.now().toString());
    facts.put("expiration", Instant.now().plusSeconds(1800).toString());
    String json = encode(encode(JsonWriter.compact(facts)).replace("+", "%20"));
    String form =
        "facts_format=application%2Fjson&facts="
            + json
            + "&environment="
            + environment
            + "&configured_environment=&check_environment=true&transaction_uuid="
            + transaction
            + "&job_uuid=&static_catalog=true&checksum_type=sha256";
    String target = "/puppet/v3/catalog/" + certname + "?environment=" + environment;
    PuppetRequest request =
        PuppetRequest.post(target, "application/x-www-form-urlencoded", form)
            .header("Accept", "application/vnd.puppet.rich+json, application/json");
    return tree(send(request));
  }

  private void read(Tree catalog) throws IOException {
    for (Tree resource : ((Tree.ListNode) member(catalog, "resources")).items()) {
      if (text(resource, "title").equals("marks")) {
        marks.line(text(member(resource, "parameters"), "message"));
      } else if (text(resource, "type").equals("Pinned_mark")) {
        Tree.MapNode parameters = (Tree.MapNode) member(resource, "parameters");
        marks.library("type of the catalog", parameters.entries().get(0).key().text().substring(8));
      }
    }
    Matcher type =
        Pattern.compile("version_(\\d+)")
            .matcher(plugins.getOrDefault("plugins/puppet/type/pinned_mark.rb", ""));
    if (type.find()) {
      marks.library("type of the agent", type.group(1));
    }
    marks.revision("plugin", digits("plugins/facter/pinned_fact.rb"));
    marks.revision("plugin fact", digits("pluginfacts/pinned.txt"));
  }

  private void files() throws IOException {
    String query = "links=manage&checksum_type=sha256&source_permissions=ignore&environment=";
    Tree metadata = tree(get("file_metadata/modules/pinned/file?" + query + environment));
    String checksum = text(member(metadata, "checksum"), "value");
    marks.revision("file", content("modules/pinned/file", checksum));
    String recursive = "file_metadatas/modules/pinned/tree?recurse=true&" + query;
    for (Tree entry : items(get(recursive + environment))) {
      if (text(entry, "type").equals("file")) {
        String path = text(entry, "relative_path");
        String sum = text(member(entry, "checksum"), "value");
        String content = content("modules/pinned/tree/" + path, sum);
        marks.revision("tree/" + path.replaceAll("\\d+", ""), content);
        if (path.startsWith("only_")) {
          marks.revision("name of a file", path.substring(5));
        }
      }
    }
  }

  private void report() throws IOException {
    Map<String, Object> report = new LinkedHashMap<>();
    report.put("host", certname);
    report.put("time", Instant.now().toString());
    report.put("configuration_version", "1");
    report.put("transaction_uuid", transaction);
    report.put("report_format", 12);
    report.put("puppet_version", "8.10.0");
    report.put("status", "unchanged");
    report.put("transaction_completed", true);
    report.put("noop", false);
    report.put("noop_pending", false);
    report.put("corrective_change", false);
    report.put("environment", environment);
    report.put("logs", List.of());
    report.put("metrics", Map.of());
    report.put("resource_statuses", Map.of());
    String target = "/puppet/v3/report/" + certname + "?environment=" + environment;
    send(PuppetRequest.put(target, "application/json", JsonWriter.compact(report)));
  }

  private PuppetResponse get(String target) throws IOException {
    return send(
        PuppetRequest.get("/puppet/v3/" + target).header("Accept", "application/json, text/pson"));
  }

  private PuppetResponse send(PuppetRequest request) throws IOException {
    PuppetRequest sent = request.header("X-Puppet-Version", "8.10.0");
    PuppetResponse answer = sender.send(sent);
    while (answer.status() == 503 && answer.firstHeader("Retry-After").isPresent()) {
      // An agent waits as long as it is told, and asks again.
      long seconds = Long.parseLong(answer.firstHeader("Retry-After").get());
      LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(seconds));
      answer = sender.send(sent);
    }
    if (!answer.ok()) {
      String what = request.method() + " " + request.target();
      throw new IOException(what + ": " + answer.status() + " " + answer.text().strip());
    }
    return answer;
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private static Tree tree(PuppetResponse answer) throws IOException {
    return JsonReader.read("answer", answer.text())
        .root()
        .orElseThrow(() -> new IOException("no JSON: " + answer.text()));
  }

  private static List<Tree> items(PuppetResponse answer) throws IOException {
    return ((Tree.ListNode) tree(answer)).items();
  }

  private static Tree member(Tree tree, String key) throws IOException {
    return ((Tree.MapNode) tree)
        .get(key)
        .orElseThrow(() -> new IOException("there is no '" + key + "'"));
  }

  private static String text(Tree tree, String key) throws IOException {
    return ((Tree.Scalar) member(tree, key)).text();
  }
}
