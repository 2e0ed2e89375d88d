package io.github.puppetha.validate;

import io.github.puppetha.io.Suggestions;
import io.github.puppetha.io.Tree;
import io.github.puppetha.language.RubyRegex;
import java.util.List;
import java.util.Optional;

/** Checks what Hiera data says about how keys are looked up. */
final class LookupOptionsCheck {
  private static final List<String> OPTIONS = List.of("merge", "convert_to");
  private static final List<String> STRATEGIES =
      List.of("first", "unique", "hash", "deep", "unconstrained_deep", "reverse_deep", "default");

  private final HieraRoot root;
  private final Findings findings;

  private LookupOptionsCheck(HieraRoot root, Findings findings) {
    this.root = root;
    this.findings = findings;
  }

  static void check(HieraRoot root, Tree options, Findings findings) {
    LookupOptionsCheck check = new LookupOptionsCheck(root, findings);
    if (options instanceof Tree.MapNode map) {
      map.entries().forEach(check::entry);
    } else if (!Yaml.isNull(options)) {
      check.add(options, "lookup_options must be a mapping, but is " + options.kind());
    }
  }

  private void entry(Tree.Entry entry) {
    String key = entry.key().text();
    root.module().ifPresent(module -> moduleKey(entry.key(), module));
    if (key.startsWith("^")) {
      pattern(entry.key());
    }
    if (!(entry.value() instanceof Tree.MapNode options)) {
      add(entry.value(), "the options of '" + key + "' must be a mapping");
      return;
    }
    for (Tree.Entry option : options.entries()) {
      String name = Yaml.name(option.key());
      if (!OPTIONS.contains(name)) {
        String hint = Suggestions.hint(name, OPTIONS);
        String known = hint.isEmpty() ? "; there are merge and convert_to" : hint;
        add(option.key(), "unknown look-up option '" + name + "'" + known);
      }
    }
    Yaml.get(options, "merge").filter(merge -> !Yaml.isNull(merge)).ifPresent(this::merge);
  }

  private void moduleKey(Tree.Scalar key, String module) {
    String name = key.text().startsWith("^") ? key.text().substring(1) : key.text();
    if (!name.startsWith(module + "::")) {
      add(key, "look-up options of the module '" + module + "' must begin with '" + module + "::'");
    }
  }

  private void pattern(Tree.Scalar key) {
    RubyRegex.problem(key.text())
        .ifPresent(problem -> add(key, "not a regular expression: " + problem));
  }

  private void merge(Tree merge) {
    Optional<Tree.Scalar> strategy =
        merge instanceof Tree.MapNode map
            ? Yaml.get(map, "strategy").flatMap(Yaml::string)
            : Yaml.string(merge);
    if (strategy.isEmpty()) {
      add(merge, "'merge' must be a strategy, or a mapping with 'strategy'");
    } else if (!STRATEGIES.contains(strategy.get().text())) {
      String name = strategy.get().text();
      String hint = Suggestions.hint(name, STRATEGIES);
      String known = hint.isEmpty() ? "; use first, unique, hash or deep" : hint;
      add(strategy.get(), "unknown merge strategy '" + name + "'" + known);
    }
  }

  private void add(Tree at, String message) {
    findings.add(HieraRule.LOOKUP_OPTIONS, at.range(), message);
  }
}
