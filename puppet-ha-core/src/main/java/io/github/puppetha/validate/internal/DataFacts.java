package io.github.puppetha.validate.internal;

import io.github.puppetha.SourceRange;
import io.github.puppetha.io.Tree;
import io.github.puppetha.validate.internal.FileFacts.Use;
import io.github.puppetha.validate.internal.FileFacts.UseKind;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads {@link FileFacts} off Hiera data. */
public final class DataFacts {
  private static final int LONGEST = 500;
  private static final Pattern KEY = Pattern.compile("(?:[a-z]\\w*::)+[a-z_]\\w*");
  private static final Pattern CALL =
      Pattern.compile("\\s*(?:lookup|hiera|alias)\\(\\s*[\"']([^\"']+)[\"']\\s*\\)\\s*");
  private static final Pattern FACT = Pattern.compile("\\s*(?:::|facts\\.)?([a-z]\\w*)\\s*");

  private final List<Use> uses = new ArrayList<>();

  private DataFacts() {}

  /** Of Hiera data or a hiera.yaml. */
  public static FileFacts hiera(Tree root) {
    DataFacts facts = new DataFacts();
    if (root instanceof Tree.MapNode map) {
      for (Tree.Entry entry : map.entries()) {
        String name = entry.key().text();
        if (name.length() < LONGEST && KEY.matcher(name).matches()) {
          facts.add(UseKind.HIERA_KEY, name, entry.key().range());
        }
      }
    }
    facts.interpolations(root);
    return facts.facts();
  }

  private FileFacts facts() {
    return uses.isEmpty()
        ? FileFacts.NONE
        : new FileFacts(List.of(), List.copyOf(uses), List.of(), List.of());
  }

  private void add(UseKind kind, String name, SourceRange range) {
    uses.add(new Use(kind, name, range, false));
  }

  private void interpolations(Tree tree) {
    if (tree instanceof Tree.MapNode map) {
      for (Tree.Entry entry : map.entries()) {
        interpolations(entry.key());
        interpolations(entry.value());
      }
    } else if (tree instanceof Tree.ListNode list) {
      list.items().forEach(this::interpolations);
    } else if (tree instanceof Tree.Scalar scalar && scalar.text().contains("%{")) {
      scalar(scalar);
    }
  }

  private void scalar(Tree.Scalar scalar) {
    String text = scalar.text();
    int start = text.indexOf("%{");
    int end = text.indexOf('}', start + 2);
    for (; start >= 0 && end > start; end = text.indexOf('}', start + 2)) {
      String part = text.substring(start + 2, end);
      start = text.indexOf("%{", end);
      Matcher call = CALL.matcher(part);
      Matcher fact = FACT.matcher(part);
      if (call.matches()) {
        add(UseKind.LOOKUP, call.group(1), scalar.range());
      } else if (fact.matches() && Builtin.get().modernFact(fact.group(1)).isPresent()) {
        add(UseKind.FACT, fact.group(1), scalar.range());
      }
    }
  }
}
