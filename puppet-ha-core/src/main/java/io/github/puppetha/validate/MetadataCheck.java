package io.github.puppetha.validate;

import io.github.puppetha.Problem;
import io.github.puppetha.Severity;
import io.github.puppetha.io.JsonReader;
import io.github.puppetha.io.ReadResult;
import io.github.puppetha.io.Suggestions;
import io.github.puppetha.io.Tree;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Checks a module's metadata.json. */
final class MetadataCheck {
  static final String NAME = "(?i)[a-z0-9]+[-/][a-z][a-z0-9_]*";
  private static final List<String> STRINGS =
      List.of(
          "name",
          "version",
          "author",
          "summary",
          "license",
          "source",
          "project_page",
          "issues_url");
  private static final List<String> LISTS =
      List.of("dependencies", "requirements", "operatingsystem_support", "tags");
  private static final List<String> REQUIRED =
      List.of("name", "version", "author", "license", "source", "dependencies");

  private final Findings findings;

  private MetadataCheck(Findings findings) {
    this.findings = findings;
  }

  /** Checks a text. */
  static FileContent check(int puppetVersion, String text, Findings findings) {
    ReadResult json = JsonReader.read(findings.file(), text);
    for (Problem problem : json.problems()) {
      Rule rule = ReaderRules.METADATA.of(problem.rule());
      boolean lenient = puppetVersion < 8 && rule == MetadataRule.JSON_SYNTAX;
      Severity severity = lenient ? Severity.WARNING : rule.severity();
      findings.add(rule, severity, problem.range(), problem.message());
    }
    MetadataCheck check = new MetadataCheck(findings);
    json.root().ifPresent(check::document);
    return FileContent.data(text, json.root());
  }

  /** The module's name without its owner, when a text tells it. */
  static Optional<String> moduleName(String text) {
    return JsonReader.read("metadata.json", text)
        .root()
        .flatMap(tree -> tree instanceof Tree.MapNode map ? map.get("name") : Optional.empty())
        .flatMap(Yaml::string)
        .map(Tree.Scalar::text)
        .filter(name -> name.matches(NAME))
        .map(name -> name.substring(Math.max(name.indexOf('-'), name.indexOf('/')) + 1));
  }

  private void document(Tree tree) {
    if (!(tree instanceof Tree.MapNode map)) {
      wrongType("metadata.json", "an object", tree);
      return;
    }
    for (String key : REQUIRED) {
      if (map.get(key).isEmpty()) {
        String expected = key.equals("dependencies") ? "a list, '[]' for none" : "a string";
        String message = "'" + key + "' is missing, without which Puppet does not load the module";
        findings.add(MetadataRule.MISSING_KEY, map.range(), message + hint(map, key, expected));
      }
    }
    if (map.get("summary").isEmpty()) {
      findings.add(
          MetadataRule.MISSING_SUMMARY, map.range(), "'summary' is missing; the Forge asks for it");
    }
    STRINGS.forEach(key -> type(map, key, "a string", Tree.Scalar.class));
    LISTS.forEach(key -> type(map, key, "a list", Tree.ListNode.class));
    map.get("name").flatMap(Yaml::string).ifPresent(this::name);
    map.get("version").flatMap(Yaml::string).ifPresent(this::version);
    list(map, "dependencies").ifPresent(this::dependencies);
    list(map, "requirements").ifPresent(this::requirements);
    list(map, "operatingsystem_support").ifPresent(this::operatingSystems);
  }

  private static String hint(Tree.MapNode map, String key, String expected) {
    List<String> present =
        map.entries().stream()
            .map(entry -> entry.key().text())
            .filter(name -> !STRINGS.contains(name) && !LISTS.contains(name))
            .toList();
    return Suggestions.nearest(key, present)
        .map(name -> "; is '" + name + "' meant for it?")
        .orElse("; add " + expected);
  }

  private void type(Tree.MapNode map, String key, String expected, Class<?> type) {
    map.get(key)
        .filter(
            value ->
                !type.isInstance(value)
                    || value instanceof Tree.Scalar s && s.type() != Tree.Type.STRING)
        .ifPresent(value -> wrongType("'" + key + "'", expected, value));
  }

  private void wrongType(String what, String expected, Tree found) {
    String kind = found instanceof Tree.MapNode ? "an object" : found.kind();
    String message = what + " must be " + expected + ", but is " + kind;
    findings.add(MetadataRule.WRONG_TYPE, found.range(), message);
  }

  private static Optional<Tree.ListNode> list(Tree.MapNode map, String key) {
    return map.get(key).filter(Tree.ListNode.class::isInstance).map(Tree.ListNode.class::cast);
  }

  private void name(Tree.Scalar name) {
    if (!name.text().matches(NAME)) {
      findings.add(
          MetadataRule.NAME,
          name.range(),
          "'"
              + name.text()
              + "' is no module name; write owner-name, the name with letters, digits and '_'");
    }
  }

  private void version(Tree.Scalar version) {
    if (!SemanticVersions.isVersion(version.text())) {
      findings.add(
          MetadataRule.VERSION,
          version.range(),
          "'" + version.text() + "' is no semantic version; write three numbers, as in 1.2.0");
    }
  }

  private void dependencies(Tree.ListNode list) {
    Map<String, Integer> lines = new HashMap<>();
    for (Tree item : list.items()) {
      Optional<Tree.Scalar> name =
          item instanceof Tree.MapNode map
              ? map.get("name").flatMap(Yaml::string)
              : Optional.empty();
      if (name.isEmpty() || !name.get().text().matches(NAME)) {
        findings.add(
            MetadataRule.DEPENDENCY,
            name.map(Tree.Scalar::range).orElse(item.range()),
            "a dependency must be an object whose 'name' is owner/name");
        continue;
      }
      String plain = name.get().text().replace('-', '/').toLowerCase(Locale.ROOT);
      Integer before = lines.putIfAbsent(plain, name.get().range().line());
      if (before != null) {
        findings.add(
            MetadataRule.DUPLICATE_DEPENDENCY,
            name.get().range(),
            "'" + name.get().text() + "' stands already in line " + before + "; keep one");
      }
      requirement((Tree.MapNode) item, name.get());
    }
  }

  private void requirement(Tree.MapNode dependency, Tree.Scalar name) {
    Optional<Tree> requirement = dependency.get("version_requirement");
    if (requirement.isEmpty()) {
      findings.add(
          MetadataRule.NO_VERSION_REQUIREMENT,
          dependency.range(),
          "'" + name.text() + "' has no version_requirement, so any version would do; add one");
    }
    requirement.ifPresent(this::range);
  }

  private void requirements(Tree.ListNode list) {
    for (Tree item : list.items()) {
      if (item instanceof Tree.MapNode map) {
        map.get("version_requirement").ifPresent(this::range);
        if (map.get("name").flatMap(Yaml::string).isEmpty()) {
          findings.add(
              MetadataRule.REQUIREMENT,
              item.range(),
              "a requirement has a 'name' that says of what, such as puppet");
        }
      } else {
        wrongType("a requirement", "an object", item);
      }
    }
  }

  private void operatingSystems(Tree.ListNode list) {
    for (Tree item : list.items()) {
      Optional<Tree.MapNode> system =
          Optional.of(item).filter(Tree.MapNode.class::isInstance).map(Tree.MapNode.class::cast);
      if (system.flatMap(s -> s.get("operatingsystem")).flatMap(Yaml::string).isEmpty()) {
        findings.add(
            MetadataRule.OPERATING_SYSTEM,
            item.range(),
            "an operating system is an object whose 'operatingsystem' is its name");
        continue;
      }
      system
          .flatMap(s -> s.get("operatingsystemrelease"))
          .filter(r -> !(r instanceof Tree.ListNode l) || Yaml.strings(l).size() < l.items().size())
          .ifPresent(
              releases ->
                  findings.add(
                      MetadataRule.OPERATING_SYSTEM,
                      releases.range(),
                      "'operatingsystemrelease' is a list of strings, such as [\"12\"]"));
    }
  }

  private void range(Tree range) {
    Optional<String> text = Yaml.string(range).map(Tree.Scalar::text);
    if (text.isEmpty() || !SemanticVersions.isRange(text.get())) {
      String shown = text.map(t -> "'" + t + "'").orElse(range.kind());
      findings.add(
          MetadataRule.VERSION_REQUIREMENT,
          range.range(),
          shown + " is no range of versions; write it as '>= 1.2.0 < 3.0.0'");
    }
  }
}
