package io.github.puppetha.deploy;

import io.github.puppetha.PuppetHaException;
import io.github.puppetha.io.JsonReader;
import io.github.puppetha.io.JsonWriter;
import io.github.puppetha.io.Tree;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** Outcomes as JSON; each server as in {@code deploy.json}. */
final class OutcomeJson {
  private OutcomeJson() {}

  static String write(Outcome outcome) {
    Map<String, Object> root = new LinkedHashMap<>();
    root.put("number", outcome.number());
    root.put("at", outcome.at().toString());
    root.put("by", outcome.by());
    root.put("servers", outcome.servers().stream().map(DeployJson::plain).toList());
    return JsonWriter.write(root);
  }

  static Outcome read(String where, String text) {
    try {
      Tree root = JsonReader.read(where, text).root().orElseThrow();
      List<Tree> servers = ((Tree.ListNode) DecisionJson.child(root, "servers")).items();
      return new Outcome(
          Long.parseLong(DecisionJson.text(root, "number")),
          Instant.parse(DecisionJson.text(root, "at")),
          DecisionJson.text(root, "by"),
          servers.stream().map(OutcomeJson::server).toList());
    } catch (IllegalArgumentException
        | ClassCastException
        | DateTimeException
        | NoSuchElementException e) {
      throw new PuppetHaException("A result in " + where + " cannot be read: " + e, e);
    }
  }

  private static ServerResult server(Tree tree) {
    return new ServerResult(
        DecisionJson.text(tree, "site"),
        DecisionJson.text(tree, "server"),
        DecisionJson.text(tree, "environment"),
        nullable(tree, "oldRevision"),
        nullable(tree, "newRevision"),
        State.valueOf(DecisionJson.text(tree, "state").toUpperCase(Locale.ROOT)),
        Long.parseLong(DecisionJson.text(tree, "bytesSent")),
        Double.parseDouble(DecisionJson.text(tree, "seconds")),
        Double.parseDouble(DecisionJson.text(tree, "windowSeconds")),
        nullable(tree, "message"));
  }

  private static @Nullable String nullable(Tree tree, String key) {
    Tree.Scalar scalar = (Tree.Scalar) DecisionJson.child(tree, key);
    return scalar.type() == Tree.Type.NULL ? null : scalar.text();
  }
}
