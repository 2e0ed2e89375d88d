package io.github.puppetha.validate;

import io.github.puppetha.Severity;
import io.github.puppetha.SourceRange;
import io.github.puppetha.io.ReadResult;
import io.github.puppetha.io.Suggestions;
import io.github.puppetha.io.Tree;
import io.github.puppetha.io.YamlReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Checks a hiera.yaml. */
final class HieraConfigCheck {
  private static final List<String> KEYS =
      List.of("version", "defaults", "hierarchy", "plan_hierarchy", "default_hierarchy");
  private static final List<String> DEFAULTS =
      List.of("data_hash", "lookup_key", "data_dig", "datadir", "options");

  private final HieraRoot root;
  private final int puppetVersion;
  private final Findings findings;

  private HieraConfigCheck(HieraRoot root, int puppetVersion, Findings findings) {
    this.puppetVersion = puppetVersion;
    this.root = root;
    this.findings = findings;
  }

  /** Checks a text; the answer knows where its data lies. */
  static HieraRoot check(HieraRoot root, int puppetVersion, String text, Findings findings) {
    ReadResult yaml = YamlReader.read(findings.file(), text);
    findings.addAll(yaml.problems(), ReaderRules.HIERA);
    HieraConfigCheck check = new HieraConfigCheck(root, puppetVersion, findings);
    if (yaml.root().isEmpty()) {
      if (yaml.problems().isEmpty()) {
        check.missingVersion(SourceRange.at(1, 1));
      }
    } else if (yaml.root().get() instanceof Tree.MapNode map) {
      return check.document(map);
    } else {
      check.wrongType("hiera.yaml", "a mapping", yaml.root().get());
    }
    return root;
  }

  private HieraRoot document(Tree.MapNode map) {
    if (!version(map)) {
      return root.withDatadirs(HieraRoot.DEFAULT_DATADIRS.stream().map(root::below).toList());
    }
    unknownKeys(map, KEYS, "hiera.yaml");
    Optional<Tree.MapNode> defaults = mapping(map, "defaults").filter(node -> checkDefaults(node));
    List<String> datadirs = new ArrayList<>();
    addDatadir(defaults.flatMap(d -> Yaml.string(d, "datadir")).orElse("data"), datadirs);
    HieraLevelCheck levels = new HieraLevelCheck(root, defaults, findings);
    for (String key : List.of("hierarchy", "plan_hierarchy", "default_hierarchy")) {
      Optional<Tree> hierarchy = Yaml.get(map, key).filter(h -> !Yaml.isNull(h));
      hierarchy.ifPresent(h -> levels.hierarchy(key, h));
      hierarchy.ifPresent(h -> levels.datadirs(h).forEach(dir -> addDatadir(dir, datadirs)));
    }
    Yaml.entry(map, "default_hierarchy")
        .filter(entry -> root.module().isEmpty())
        .ifPresent(
            entry ->
                findings.add(
                    HieraRule.DEFAULT_HIERARCHY,
                    entry.key().range(),
                    "only a module's hiera.yaml may have a default_hierarchy; use hierarchy"));
    return root.withDatadirs(datadirs);
  }

  /** Is it version 5, so that the rest can be checked? */
  private boolean version(Tree.MapNode map) {
    Optional<Tree> version = Yaml.get(map, "version");
    if (version.isEmpty() || Yaml.isNull(version.get())) {
      Optional<Tree.Entry> old =
          Yaml.entry(map, "backends")
              .or(() -> Yaml.entry(map, "hierarchy").filter(e -> e.key().text().startsWith(":")));
      old.ifPresentOrElse(e -> version3(map, e.key().range()), () -> missingVersion(map.range()));
      return false;
    }
    String text = version.get() instanceof Tree.Scalar s ? s.text() : "";
    boolean whole = version.get() instanceof Tree.Scalar s && s.type() == Tree.Type.INTEGER;
    SourceRange range = version.get().range();
    if (!whole) {
      wrongType("'version'", "the number 5", version.get());
    } else if (text.equals("3")) {
      version3(map, range);
    } else if (text.equals("4")) {
      findings.add(
          HieraRule.VERSION_4, range, "version 4 is deprecated; convert the file to version 5");
    } else if (!text.equals("5")) {
      findings.add(
          HieraRule.UNSUPPORTED_VERSION,
          range,
          "Puppet knows no version " + text + " of hiera.yaml; use version 5");
    }
    return whole && text.equals("5");
  }

  private void version3(Tree.MapNode map, SourceRange range) {
    if (HieraThreeCheck.isAllowed(root)) {
      HieraThreeCheck.check(root, map, findings);
      return;
    }
    boolean ignored = puppetVersion < 8 && root.module().isEmpty();
    findings.add(
        HieraRule.VERSION_3,
        ignored ? Severity.WARNING : Severity.ERROR,
        range,
        "this is a hiera.yaml of version 3, which Puppet reads in its own configuration directory"
            + " only; convert the file to version 5");
  }

  private void missingVersion(SourceRange range) {
    findings.add(
        HieraRule.MISSING_VERSION, range, "no 'version', so Puppet assumes 3; add 'version: 5'");
  }

  private boolean checkDefaults(Tree.MapNode defaults) {
    unknownKeys(defaults, DEFAULTS, "defaults");
    HieraLevelCheck.functions(defaults, "defaults", findings);
    for (String key : DEFAULTS) {
      if (!key.equals("options")) {
        Yaml.get(defaults, key)
            .filter(value -> Yaml.string(value).isEmpty())
            .ifPresent(value -> wrongType("'" + key + "'", "a string", value));
      }
    }
    HieraLevelCheck.options(defaults, "defaults", findings);
    return true;
  }

  private Optional<Tree.MapNode> mapping(Tree.MapNode map, String key) {
    Optional<Tree> value = Yaml.get(map, key).filter(v -> !Yaml.isNull(v));
    if (value.isPresent() && !(value.get() instanceof Tree.MapNode)) {
      wrongType("'" + key + "'", "a mapping", value.get());
    }
    return value.filter(Tree.MapNode.class::isInstance).map(Tree.MapNode.class::cast);
  }

  private void unknownKeys(Tree.MapNode map, List<String> known, String where) {
    unknownKeys(map, known, where, findings);
  }

  static void unknownKeys(Tree.MapNode map, List<String> known, String where, Findings findings) {
    for (Tree.Entry entry : map.entries()) {
      String name = Yaml.name(entry.key());
      if (!known.contains(name)) {
        String message = "unknown key '" + name + "' in " + where;
        findings.add(
            HieraRule.UNKNOWN_KEY, entry.key().range(), message + Suggestions.hint(name, known));
      }
    }
  }

  private void wrongType(String what, String expected, Tree found) {
    findings.add(
        HieraRule.WRONG_TYPE,
        found.range(),
        what + " must be " + expected + ", but is " + found.kind());
  }

  /** Takes the part before the first interpolation; what lies outside the root is not ours. */
  private void addDatadir(String datadir, List<String> datadirs) {
    int interpolation = datadir.indexOf("%{");
    String fixed = interpolation < 0 ? datadir : datadir.substring(0, interpolation);
    fixed = interpolation < 0 ? fixed : fixed.substring(0, fixed.lastIndexOf('/') + 1);
    fixed = fixed.replaceAll("^(\\./)+", "").replaceAll("/+$", "");
    boolean inside =
        !fixed.isEmpty() && !datadir.startsWith("/") && !("/" + fixed + "/").contains("/../");
    if (inside && !fixed.equals(".")) {
      datadirs.add(root.below(fixed));
    }
  }
}
