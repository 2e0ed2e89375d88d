package io.github.puppetha.testkit;

import io.github.puppetha.http.PuppetResponse;
import io.github.puppetha.io.JsonReader;
import io.github.puppetha.io.Tree;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code /puppet/v3} and the admin API: what a compiling server answers. */
final class PuppetApi {
  private static final String PREFIX = "/puppet/v3/";
  private static final String V4_CATALOG = "/puppet/v4/catalog";
  private static final List<String> REPORT_TYPES =
      List.of("application/json", "text/pson", "application/x-msgpack", "application/yaml");

  private final String name;
  private final String puppetVersion;
  private final Environments environments;
  private final Received received;

  PuppetApi(String name, String puppetVersion, Environments environments, Received received) {
    this.name = name;
    this.puppetVersion = puppetVersion;
    this.environments = environments;
    this.received = received;
  }

  /** Empty for a path that is none of these. */
  Optional<PuppetResponse> answer(Call call) {
    Optional<PuppetResponse> answer =
        call.path().equals(V4_CATALOG) && call.method().equals("POST")
            ? Optional.of(serviceCatalog(call.request().text()))
            : call.after(PREFIX).flatMap(rest -> ruby(call, rest));
    return answer.map(a -> a.header("X-Puppet-Version", puppetVersion));
  }

  private Optional<PuppetResponse> ruby(Call call, String rest) {
    if (rest.equals("environments")) {
      return Optional.of(Answers.json(200, listing()));
    }
    int slash = rest.indexOf('/');
    if (slash < 0 || slash == rest.length() - 1) {
      return Optional.empty();
    }
    try {
      return indirection(call, rest.substring(0, slash), rest.substring(slash + 1));
    } catch (ApiError e) {
      return Optional.of(e.answer());
    }
  }

  private Optional<PuppetResponse> indirection(Call call, String indirection, String key) {
    Parameters query = call.query();
    return switch (indirection) {
      case "node" -> Optional.of(node(key, environments.of(query)));
      case "catalog" -> Optional.of(catalog(call, key));
      case "report" -> Optional.of(report(call, key, environments.of(query)));
      case "facts" -> Optional.of(facts(call, key, environments.of(query)));
      case "file_metadata" -> Optional.of(FileServer.metadata(environments.of(query), key, query));
      case "file_metadatas" -> Optional.of(FileServer.search(environments.of(query), key, query));
      case "file_content" -> Optional.of(FileServer.content(environments.of(query), key));
      default -> Optional.empty();
    };
  }

  private static PuppetResponse node(String certname, Environment environment) {
    Map<String, Object> node = new LinkedHashMap<>();
    node.put("name", certname);
    node.put("environment", environment.name());
    return Answers.json(200, node);
  }

  private PuppetResponse catalog(Call call, String certname) {
    Parameters form =
        call.method().equals("POST") ? Parameters.parse(call.request().text()) : call.query();
    form.first("facts").ifPresent(facts -> received.facts(certname, decoded(facts)));
    Environment environment = environments.ofCatalog(call.query(), form);
    String transaction = form.first("transaction_uuid").orElse(null);
    return Answers.json(200, Catalogs.compile(certname, environment, transaction))
        .header("X-Puppet-Compiler-Name", name);
  }

  /** The catalog of any node, for services; what they ask is JSON, and so is every answer. */
  private PuppetResponse serviceCatalog(String body) {
    Optional<Tree> wanted = Json.read(body);
    Optional<String> certname = wanted.flatMap(w -> Json.text(w, "certname"));
    Optional<String> environment = wanted.flatMap(w -> Json.text(w, "environment"));
    if (certname.isEmpty() || environment.isEmpty()) {
      return Answers.text(400, "Invalid input: the body must have certname and environment");
    }
    return environments
        .find(environment.get())
        .map(e -> Answers.json(200, Map.of("catalog", Catalogs.compile(certname.get(), e, null))))
        .orElseGet(
            () ->
                Answers.text(
                    500,
                    "Internal Server Error: org.jruby.exceptions.RuntimeError:"
                        + " (EnvironmentNotFound) Could not find a directory environment named '"
                        + environment.get()
                        + "' anywhere in the path: "
                        + environments.directory()
                        + ". Does the directory exist?"));
  }

  /** Facts are percent-encoded before they become a form's value. */
  private static String decoded(String facts) {
    return Percent.decode(facts)
        .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
        .orElse(facts);
  }

  private PuppetResponse report(Call call, String certname, Environment environment) {
    checkType(call.request());
    String json = call.request().text();
    if (isJson(call.request())) {
      String host = member(json, "host");
      if (!host.equals(certname)) {
        throw ApiError.broken(
            "Instance name \"" + host + "\" does not match requested key \"" + certname + "\"");
      }
    }
    received.report(new ReceivedReport(certname, environment.name(), json));
    return Answers.json(200, List.of("store"));
  }

  private PuppetResponse facts(Call call, String certname, Environment environment) {
    checkType(call.request());
    String json = call.request().text();
    if (isJson(call.request())) {
      member(json, "name");
    }
    received.facts(certname, json);
    return Answers.json(200, 0);
  }

  private static boolean isJson(RecordedRequest request) {
    return request.header("content-type").orElse("").startsWith("application/json");
  }

  private static void checkType(RecordedRequest request) {
    String type = request.header("content-type").orElseThrow(ApiError::noContentType);
    if (!REPORT_TYPES.contains(type.replaceAll(";.*", "").strip())) {
      throw ApiError.mediaType(type);
    }
  }

  private static String member(String json, String key) {
    Optional<Tree> root = JsonReader.read("body", json).root();
    if (root.isPresent()
        && root.get() instanceof Tree.MapNode map
        && map.get(key).orElse(null) instanceof Tree.Scalar value) {
      return value.text();
    }
    String message = "Could not intern from json: no '" + key + "' in it";
    throw ApiError.badRequest("The request body is invalid: " + message);
  }

  private Map<String, Object> listing() {
    Map<String, Object> all = new LinkedHashMap<>();
    for (Environment environment : environments.all()) {
      Map<String, Object> settings = new LinkedHashMap<>();
      settings.put("modulepath", environment.modulepath().stream().map(String::valueOf).toList());
      settings.put("manifest", environment.manifests().toString());
      settings.put("environment_timeout", environments.cached() ? "unlimited" : 0);
      settings.put("config_version", "");
      all.put(environment.name(), Map.of("settings", settings));
    }
    Map<String, Object> listing = new LinkedHashMap<>();
    listing.put("search_paths", List.of("file://" + environments.directory()));
    listing.put("environments", all);
    return listing;
  }
}
