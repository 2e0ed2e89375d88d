package io.github.puppetha.deploy;

import io.github.puppetha.io.AtomicFiles;
import io.github.puppetha.io.JsonReader;
import io.github.puppetha.io.JsonWriter;
import io.github.puppetha.io.Tree;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * What one environments directory remembers.
 *
 * @param decision the decision that was activated last, or is being activated
 * @param complete whether that came to its end
 * @param retired trees that were live, and since when they are not
 */
record StoreState(Decision decision, boolean complete, Map<String, Instant> retired) {
  static final StoreState NOTHING = new StoreState(Decision.NONE, true, Map.of());

  static StoreState read(StoreLayout layout) throws IOException {
    String text;
    try {
      text = Files.readString(layout.state());
    } catch (NoSuchFileException e) {
      return NOTHING;
    }
    String where = layout.state().toString();
    Tree root =
        JsonReader.read(where, text)
            .root()
            .orElseThrow(() -> new IOException(where + " is not JSON; remove it and deploy again"));
    try {
      Map<String, Instant> retired = new TreeMap<>();
      for (Tree.Entry entry : ((Tree.MapNode) DecisionJson.child(root, "retired")).entries()) {
        String at = ((Tree.Scalar) entry.value()).text();
        retired.put(entry.key().text(), Instant.parse(at));
      }
      boolean complete = Boolean.parseBoolean(DecisionJson.text(root, "complete"));
      Decision decision = DecisionJson.read(where, DecisionJson.child(root, "decision"));
      return new StoreState(decision, complete, retired);
    } catch (RuntimeException e) {
      throw new IOException(where + " cannot be read; remove it and deploy again", e);
    }
  }

  void write(StoreLayout layout) throws IOException {
    Map<String, Object> root = new LinkedHashMap<>();
    root.put("complete", complete);
    root.put("decision", DecisionJson.plain(decision));
    Map<String, Object> times = new TreeMap<>();
    retired.forEach((tree, at) -> times.put(tree, at.toString()));
    root.put("retired", times);
    AtomicFiles.write(layout.state(), JsonWriter.write(root).getBytes(StandardCharsets.UTF_8));
  }
}
