package io.github.puppetha.validate;

import io.github.puppetha.Severity;
import io.github.puppetha.SourceRange;
import io.github.puppetha.io.JsonReader;
import io.github.puppetha.io.ReadResult;
import io.github.puppetha.io.Suggestions;
import io.github.puppetha.io.Tree;
import io.github.puppetha.io.YamlReader;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Checks a file of Hiera data, YAML or JSON. */
final class HieraDataCheck {
  private static final Pattern DATE = Pattern.compile("[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}.*");
  private static final List<String> METHODS =
      List.of("lookup", "hiera", "alias", "scope", "literal");

  private final HieraRoot root;
  private final int puppetVersion;
  private final Findings findings;
  private final List<String> lines;

  private HieraDataCheck(HieraRoot root, int puppetVersion, String text, Findings findings) {
    this.root = root;
    this.puppetVersion = puppetVersion;
    this.findings = findings;
    this.lines = text.contains("!ruby/") ? text.lines().toList() : List.of();
  }

  static FileContent yaml(HieraRoot root, int puppetVersion, String text, Findings findings) {
    ReadResult yaml = YamlReader.readAll(findings.file(), text);
    findings.addAll(yaml.problems(), ReaderRules.HIERA);
    List<Tree> documents = yaml.root().map(t -> ((Tree.ListNode) t).items()).orElse(List.of());
    HieraDataCheck check = new HieraDataCheck(root, puppetVersion, text, findings);
    if (!documents.isEmpty()) {
      check.document(documents.get(0));
    } else if (yaml.problems().isEmpty()) {
      check.empty();
    }
    if (documents.size() > 1) {
      findings.add(
          HieraRule.SEVERAL_DOCUMENTS,
          documents.get(1).range(),
          "Hiera reads the first document of a file only; move this one to its own file");
    }
    return FileContent.data(text, first(yaml));
  }

  /** The first of the documents that were read, which is the one that Hiera takes. */
  static Optional<Tree> first(ReadResult documents) {
    return documents.root().flatMap(t -> ((Tree.ListNode) t).items().stream().findFirst());
  }

  static FileContent json(HieraRoot root, int puppetVersion, String text, Findings findings) {
    ReadResult json = JsonReader.read(findings.file(), text);
    findings.addAll(json.problems(), ReaderRules.HIERA);
    json.root().ifPresent(new HieraDataCheck(root, puppetVersion, text, findings)::document);
    return FileContent.data(text, json.root());
  }

  private void document(Tree tree) {
    if (tree instanceof Tree.MapNode map) {
      map.entries().forEach(entry -> key(entry.key()));
      Yaml.get(map, "lookup_options")
          .ifPresent(options -> LookupOptionsCheck.check(root, options, findings));
      value(map);
    } else if (Yaml.isNull(tree) || tree instanceof Tree.Scalar s && s.text().equals("false")) {
      empty();
    } else {
      findings.add(
          HieraRule.NOT_A_MAPPING,
          puppetVersion < 8 ? Severity.WARNING : Severity.ERROR,
          tree.range(),
          "a data file must hold a mapping of keys to values, but this is " + tree.kind());
    }
  }

  private void empty() {
    findings.add(
        HieraRule.EMPTY,
        null,
        "the file holds no data, which Puppet's log mentions at each look-up; write '{}'");
  }

  private void key(Tree.Scalar key) {
    String name = Yaml.name(key);
    Optional<String> module = root.module();
    if (module.isPresent()
        && key.type() == Tree.Type.STRING
        && !name.equals("lookup_options")
        && !name.startsWith(module.get() + "::")) {
      String message = "the key '" + name + "' in the data of the module '" + module.get() + "'";
      findings.add(
          HieraRule.MODULE_KEY, key.range(), message + " must begin with '" + module.get() + "::'");
    }
  }

  private void value(Tree tree) {
    rubyTag(tree.range());
    if (tree instanceof Tree.MapNode map) {
      for (Tree.Entry entry : map.entries()) {
        scalar(entry.key());
        value(entry.value());
      }
    } else if (tree instanceof Tree.ListNode list) {
      list.items().forEach(this::value);
    } else if (tree instanceof Tree.Scalar scalar) {
      scalar(scalar);
    }
  }

  private void rubyTag(SourceRange range) {
    if (range.line() <= lines.size()
        && lines.get(range.line() - 1).startsWith("!ruby/", range.column() - 1)) {
      findings.add(
          HieraRule.RUBY_TAG, range, "Puppet makes no Ruby objects of data; take the tag away");
    }
  }

  private void scalar(Tree.Scalar scalar) {
    if (scalar.type() == Tree.Type.OTHER && DATE.matcher(scalar.text()).matches()) {
      findings.add(
          HieraRule.DATE,
          scalar.range(),
          "YAML reads " + scalar.text() + " as a date, which Puppet refuses; put it in quotes");
    }
    EyamlCheck.check(scalar, findings);
    if (!scalar.text().contains("%{")) {
      return;
    }
    for (Interpolation part : Interpolation.all(scalar.text())) {
      part.method().ifPresent(method -> call(scalar, part, method));
      if (part.method().isEmpty() && part.isBareCall()) {
        findings.add(
            HieraRule.INTERPOLATION,
            scalar.range(),
            part.whole() + " is read as a variable; write one key, in quotes");
      }
    }
    if (Interpolation.isOpenCall(scalar.text())) {
      findings.add(
          HieraRule.INTERPOLATION,
          Severity.WARNING,
          scalar.range(),
          "an interpolation without '}' at its end is plain text; close it");
    }
  }

  private void call(Tree.Scalar scalar, Interpolation part, String method) {
    if (!METHODS.contains(method)) {
      String message = "Hiera knows no interpolation method '" + method + "'";
      String hint = Suggestions.hint(method, METHODS);
      findings.add(
          HieraRule.INTERPOLATION,
          scalar.range(),
          message + (hint.isEmpty() ? "; it has " + String.join(", ", METHODS) : hint));
    } else if (method.equals("alias") && !scalar.text().equals(part.whole())) {
      findings.add(
          HieraRule.INTERPOLATION,
          scalar.range(),
          "an alias must be the whole string; use lookup to put a value into a text");
    }
  }
}
