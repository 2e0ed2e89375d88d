package io.github.puppetha.deploy;

import io.github.puppetha.PuppetHaException;
import io.github.puppetha.http.PuppetRequest;
import io.github.puppetha.http.PuppetResponse;
import io.github.puppetha.http.Sender;
import io.github.puppetha.io.JsonReader;
import io.github.puppetha.io.JsonWriter;
import io.github.puppetha.io.Tree;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The requests of Puppet Server's HTTP API that a deployment needs. */
record ServerApi(Sender sender) {
  static final String CACHE = "/puppet-admin-api/v1/environment-cache";
  static final String POOL = "/puppet-admin-api/v1/jruby-pool";
  private static final String ENVIRONMENTS = "/puppet/v3/environments";
  private static final String CATALOG = "/puppet/v4/catalog";
  private static final String METRICS = "/status/v1/services/jruby-metrics?level=debug";

  /**
   * What a server says of its environments; one JRuby answers for all.
   *
   * @param directories its environmentpath
   */
  record Listing(List<String> directories, Map<String, Environment> environments) {}

  /**
   * One environment.
   *
   * @param paths its manifest and module path, as resolved when the server read the environment
   * @param held whether it is held beyond a request ({@code environment_timeout})
   */
  record Environment(List<String> paths, boolean held) {
    boolean isBelow(String directory) {
      return paths.stream().anyMatch(p -> p.startsWith(directory + "/"));
    }
  }

  /** Its status; 204 when it was done. */
  int flush(String environment) {
    return delete(CACHE + "?environment=" + URLEncoder.encode(environment, StandardCharsets.UTF_8));
  }

  /** Its status; 204 when it was done. Waits for the JRubies that are at work. */
  int flushPool() {
    return delete(POOL);
  }

  /** 403 where this identity may not flush the pool; there is nothing at that path. */
  int tryPool() {
    return delete(POOL + "/rehearsal");
  }

  private int delete(String target) {
    return sender.send(new PuppetRequest("DELETE", target, Map.of(), new byte[0])).status();
  }

  /**
   * Its environments.
   *
   * @throws PuppetHaException when it refuses to tell, or what it tells makes no sense
   */
  Listing environments() {
    PuppetResponse answer = sender.send(PuppetRequest.get(ENVIRONMENTS));
    if (answer.status() != 200) {
      throw new PuppetHaException("GET " + ENVIRONMENTS + " was answered " + answer.status());
    }
    Tree root = json(answer).orElseThrow(() -> new PuppetHaException("its answer is not JSON"));
    List<String> directories = new ArrayList<>();
    for (String url : texts(root, "search_paths")) {
      if (url.startsWith("file:")) {
        directories.add(url.replaceFirst("^file:(//)?", "").replaceFirst("/+$", ""));
      }
    }
    Map<String, Environment> environments = new TreeMap<>();
    if (member(root, "environments").orElse(null) instanceof Tree.MapNode all) {
      all.entries().forEach(e -> environments.put(e.key().text(), environment(e.value())));
    }
    return new Listing(directories, environments);
  }

  private static Environment environment(Tree tree) {
    Optional<Tree> settings = member(tree, "settings");
    List<String> paths = new ArrayList<>();
    settings.ifPresent(
        s -> {
          paths.addAll(texts(s, "modulepath"));
          text(s, "manifest").ifPresent(paths::add);
        });
    String timeout = settings.flatMap(s -> text(s, "environment_timeout")).orElse("unlimited");
    return new Environment(paths, !timeout.equals("0"));
  }

  /**
   * What is wrong with a node's catalog; empty when nothing is. It counts only when it is of the
   * environment that was asked for, and has resources: a node classifier may have its own mind.
   *
   * @param facts as JSON, an object with {@code values}
   */
  Optional<String> compile(String certname, String environment, String facts) {
    String body =
        "{\"certname\":"
            + JsonWriter.compact(certname)
            + ",\"environment\":"
            + JsonWriter.compact(environment)
            + ",\"persistence\":{\"facts\":false,\"catalog\":false},\"facts\":"
            + facts
            + ",\"trusted_facts\":{\"values\":{}},"
            + "\"options\":{\"prefer_requested_environment\":true}}";
    PuppetResponse answer = sender.send(PuppetRequest.post(CATALOG, "application/json", body));
    if (answer.status() != 200) {
      String told = answer.text().lines().findFirst().orElse("");
      return Optional.of("answered " + answer.status() + ": " + told);
    }
    Optional<Tree> catalog = json(answer).flatMap(t -> member(t, "catalog"));
    String got = catalog.flatMap(c -> text(c, "environment")).orElse("none");
    if (!got.equals(environment)) {
      return Optional.of("the catalog is of environment " + got + ", not " + environment);
    }
    boolean empty =
        !(catalog.flatMap(c -> member(c, "resources")).orElse(null) instanceof Tree.ListNode list)
            || list.items().isEmpty();
    return empty ? Optional.of("the catalog has no resources") : Optional.empty();
  }

  /** The status for a catalog of nobody: 403 where this identity may not ask for any. */
  int tryCatalog() {
    return sender.send(PuppetRequest.post(CATALOG, "application/json", "{}")).status();
  }

  /** The requests that have a JRuby now; empty where it does not tell. */
  Optional<Set<String>> busy() {
    PuppetResponse answer = sender.send(PuppetRequest.get(METRICS));
    return answer.status() != 200
        ? Optional.empty()
        : json(answer)
            .flatMap(t -> member(t, "status"))
            .flatMap(t -> member(t, "experimental"))
            .flatMap(t -> member(t, "metrics"))
            .flatMap(t -> member(t, "borrowed-instances"))
            .filter(Tree.ListNode.class::isInstance)
            .map(list -> names((Tree.ListNode) list));
  }

  /** A borrowing is known by its time and its request; there may be two of the same. */
  private static Set<String> names(Tree.ListNode instances) {
    Set<String> names = new HashSet<>();
    for (Tree instance : instances.items()) {
      String uri =
          member(instance, "reason")
              .flatMap(r -> member(r, "request"))
              .flatMap(r -> text(r, "uri"))
              .orElse("?");
      names.add(text(instance, "time").orElse("?") + " " + uri);
    }
    return names;
  }

  static Optional<Tree> json(PuppetResponse answer) {
    return JsonReader.read("answer", answer.text()).root();
  }

  static Optional<Tree> member(Tree tree, String key) {
    return tree instanceof Tree.MapNode map ? map.get(key) : Optional.empty();
  }

  static Optional<String> text(Tree tree, String key) {
    return member(tree, key).filter(Tree.Scalar.class::isInstance).map(ServerApi::text);
  }

  private static String text(Tree tree) {
    return ((Tree.Scalar) tree).text();
  }

  private static List<String> texts(Tree tree, String key) {
    return member(tree, key).orElse(null) instanceof Tree.ListNode list
        ? list.items().stream().filter(Tree.Scalar.class::isInstance).map(ServerApi::text).toList()
        : List.of();
  }
}
