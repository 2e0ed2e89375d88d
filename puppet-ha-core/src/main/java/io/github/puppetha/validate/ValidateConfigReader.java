package io.github.puppetha.validate;

import io.github.puppetha.PuppetHaException;
import io.github.puppetha.Severity;
import io.github.puppetha.io.Suggestions;
import io.github.puppetha.io.Tree;
import io.github.puppetha.io.YamlReader;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/** Reads a {@link ValidateConfig}. What is not YAML at all is found where all YAML is checked. */
final class ValidateConfigReader {
  private static final List<String> KEYS = List.of("rules", "excludes", "modulePath");
  private static final String OFF = "off";
  private static final String CHOICES = "error, warning, info or off";

  private final Findings findings = new Findings(ValidateConfig.FILE);
  private final Map<String, Optional<Severity>> severities = new HashMap<>();
  private final List<String> excludes = new ArrayList<>();
  private final List<String> modulePath = new ArrayList<>();
  private final Set<String> known = known();

  private ValidateConfigReader() {}

  /** Never throws for what stands in the text. */
  static ValidateConfig read(String text) {
    ValidateConfigReader reader = new ValidateConfigReader();
    YamlReader.read(ValidateConfig.FILE, text).root().ifPresent(reader::root);
    return new ValidateConfig(
        reader.severities, reader.excludes, reader.modulePath, reader.findings.problems());
  }

  /** The ids of all rules, and their groups. */
  private static Set<String> known() {
    Set<String> names = new TreeSet<>();
    for (RuleEntry rule : Rules.all()) {
      names.add(rule.id());
      names.add(rule.group());
    }
    return names;
  }

  private void root(Tree root) {
    if (root instanceof Tree.MapNode map) {
      map.entries().forEach(this::entry);
    } else if (!Yaml.isNull(root)) {
      wrong(root, "this file is a mapping with the keys " + String.join(", ", KEYS));
    }
  }

  private void entry(Tree.Entry entry) {
    String key = entry.key().text();
    switch (key) {
      case "rules" -> rules(entry.value());
      case "excludes" -> strings(key, entry.value(), ValidateConfigReader::isGlob, excludes);
      case "modulePath" -> strings(key, entry.value(), ValidateConfigReader::isPath, modulePath);
      default ->
          findings.add(
              ConfRule.UNKNOWN_KEY,
              entry.key().range(),
              "there is no key '" + key + "' here" + Suggestions.hint(key, KEYS));
    }
  }

  private void strings(String key, Tree value, Predicate<String> fits, List<String> into) {
    List<Tree> items = value instanceof Tree.ListNode list ? list.items() : List.of(value);
    for (Tree item : items) {
      Optional<String> text = Yaml.string(item).map(Tree.Scalar::text);
      if (text.isEmpty()) {
        wrong(item, "'" + key + "' is a list of strings, not of " + item.kind());
      } else if (!fits.test(text.get())) {
        wrong(item, "'" + text.get() + "' cannot stand in '" + key + "'; mend it");
      } else {
        into.add(text.get());
      }
    }
  }

  private static boolean isGlob(String text) {
    try {
      new Excludes(List.of(text));
      return isPath(text);
    } catch (PuppetHaException e) {
      return false;
    }
  }

  private static boolean isPath(String text) {
    try {
      return !Path.of(text).toString().isEmpty();
    } catch (InvalidPathException e) {
      return false;
    }
  }

  private void rules(Tree value) {
    if (value instanceof Tree.MapNode map) {
      map.entries().forEach(this::rule);
    } else if (!Yaml.isNull(value)) {
      wrong(value, "'rules' is a mapping from rules or groups to " + CHOICES);
    }
  }

  private void rule(Tree.Entry entry) {
    String name = entry.key().text();
    if (!known.contains(name)) {
      findings.add(
          ConfRule.UNKNOWN_RULE,
          entry.key().range(),
          "there is no rule or group '" + name + "'" + Suggestions.hint(name, known));
    } else if (isFixed(name, "conf")) {
      fixed(entry, "'" + name + "' is about this file itself and cannot be changed in it");
    } else {
      severity(entry.value())
          .ifPresentOrElse(
              severity -> set(entry, name, severity),
              () -> wrong(entry.value(), "how grave a rule is: " + CHOICES));
    }
  }

  private void set(Tree.Entry entry, String name, Optional<Severity> severity) {
    if (severity.isEmpty() && isFixed(name, "syntax")) {
      fixed(entry, "'" + name + "' cannot be off: Puppet would refuse the code all the same");
    } else {
      severities.put(name, severity);
    }
  }

  private static boolean isFixed(String name, String group) {
    return name.equals(group) || name.startsWith(group + "/");
  }

  /** What a value says; empty when it says nothing that is known. YAML reads off as a boolean. */
  private static Optional<Optional<Severity>> severity(Tree value) {
    String text = value instanceof Tree.Scalar scalar ? scalar.text() : "";
    if (text.equals(OFF)) {
      return Optional.of(Optional.empty());
    }
    return Arrays.stream(Severity.values())
        .filter(severity -> severity.label().equals(text))
        .findFirst()
        .map(Optional::of);
  }

  private void fixed(Tree.Entry entry, String message) {
    findings.add(ConfRule.FIXED_RULE, entry.key().range(), message);
  }

  private void wrong(Tree at, String message) {
    findings.add(ConfRule.WRONG_VALUE, at.range(), message);
  }
}
