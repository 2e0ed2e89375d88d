package io.github.puppetha.http;

import io.github.puppetha.HostPort;
import io.github.puppetha.io.JsonReader;
import io.github.puppetha.io.JsonWriter;
import io.github.puppetha.io.ReadResult;
import io.github.puppetha.io.Tree;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a deployer tells a gateway before and after it switches environments of a server: a POST of
 * JSON to {@link #PATH}, answered with 204.
 *
 * @param event before or after
 * @param server the server as the topology names it
 * @param trees environment to the never-moving name of its revision, {@code <env>_<8 hex>}: before
 *     a switch what it is switched to, afterwards what is live
 * @param ruby whether Ruby code changes that a server's JRubies share between all revisions, so
 *     that they are made anew with the switch
 */
public record SwitchNotice(Event event, HostPort server, Map<String, String> trees, boolean ruby) {
  /** Where gateways take it. */
  public static final String PATH = "/puppet-ha/v1/switch";

  /** Before or after. */
  public enum Event {
    /** The switch comes now: new catalogs of these environments are to wait. */
    BEGIN,
    /** The switch is over, and what it needed to be seen. */
    END
  }

  /**
   * Copies and sorts the names.
   *
   * @throws IllegalArgumentException when a name is no revision's of its environment
   */
  public SwitchNotice {
    trees = java.util.Collections.unmodifiableMap(new TreeMap<>(trees));
    trees.forEach(
        (environment, tree) -> {
          if (!TreeNames.isOf(environment, tree)) {
            throw new IllegalArgumentException(
                "'" + tree + "' is no revision's name of the environment '" + environment + "'");
          }
        });
  }

  /** Of a switch that leaves the JRubies as they are. */
  public SwitchNotice(Event event, HostPort server, Map<String, String> trees) {
    this(event, server, trees, false);
  }

  /** The request that tells it. */
  public PuppetRequest request() {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("event", event.name().toLowerCase(Locale.ROOT));
    body.put("server", server.toString());
    body.put("trees", trees);
    if (ruby) {
      body.put("ruby", true);
    }
    return PuppetRequest.post(PATH, "application/json", JsonWriter.compact(body));
  }

  /**
   * Reads a request's body.
   *
   * @throws IllegalArgumentException when it is no such notice; the message says why
   */
  public static SwitchNotice read(String json) {
    ReadResult result = JsonReader.read("the notice", json);
    if (!result.problems().isEmpty() || result.root().isEmpty()) {
      throw new IllegalArgumentException("the notice is not JSON");
    }
    Tree root = result.root().get();
    Map<String, String> trees = new TreeMap<>();
    if (!(member(root, "trees") instanceof Tree.MapNode map)) {
      throw new IllegalArgumentException("the notice has no 'trees'");
    }
    map.entries().forEach(e -> trees.put(e.key().text(), text(e.value())));
    Event event =
        switch (text(member(root, "event"))) {
          case "begin" -> Event.BEGIN;
          case "end" -> Event.END;
          default -> throw new IllegalArgumentException("the notice's event is begin or end");
        };
    String server = text(member(root, "server"));
    boolean ruby = root instanceof Tree.MapNode all && isTrue(all.get("ruby"));
    return new SwitchNotice(event, HostPort.parse(server, HostPort.PUPPET_PORT), trees, ruby);
  }

  private static boolean isTrue(Optional<Tree> member) {
    return member.filter(t -> t instanceof Tree.Scalar s && s.text().equals("true")).isPresent();
  }

  private static Tree member(Tree tree, String key) {
    if (tree instanceof Tree.MapNode map && map.get(key).isPresent()) {
      return map.get(key).get();
    }
    throw new IllegalArgumentException("the notice has no '" + key + "'");
  }

  private static String text(Tree tree) {
    if (tree instanceof Tree.Scalar scalar) {
      return scalar.text();
    }
    throw new IllegalArgumentException("the notice holds " + tree.kind() + " in place of a text");
  }
}
