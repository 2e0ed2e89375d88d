package io.github.puppetha.validate;

import io.github.puppetha.io.Tree;
import java.util.List;
import java.util.Optional;

/** Checks a hiera.yaml of version 3 where Puppet reads one: beside its puppet.conf. */
final class HieraThreeCheck {
  private static final List<String> MERGES = List.of("native", "deep", "deeper");
  private static final List<String> BACKENDS = List.of("yaml", "json", "eyaml");

  private final HieraRoot root;
  private final Findings findings;

  private HieraThreeCheck(HieraRoot root, Findings findings) {
    this.root = root;
    this.findings = findings;
  }

  /** May a hiera.yaml of a root be of version 3? */
  static boolean isAllowed(HieraRoot root) {
    return root.module().isEmpty() && root.tree().listing().isFile(root.below("puppet.conf"));
  }

  static void check(HieraRoot root, Tree.MapNode map, Findings findings) {
    HieraThreeCheck check = new HieraThreeCheck(root, findings);
    check.strings(map, "backends");
    check.strings(map, "hierarchy");
    Yaml.get(map, "merge_behavior")
        .filter(value -> Yaml.string(value).filter(s -> MERGES.contains(plain(s))).isEmpty())
        .ifPresent(value -> check.wrongType("'merge_behavior'", "native, deep or deeper", value));
    for (String backend : BACKENDS) {
      Yaml.get(map, backend).ifPresent(settings -> check.backend(map, backend, settings));
    }
  }

  private void strings(Tree.MapNode map, String key) {
    Yaml.get(map, key)
        .filter(value -> !Yaml.isNull(value) && Yaml.string(value).isEmpty())
        .filter(
            value ->
                !(value instanceof Tree.ListNode list)
                    || Yaml.strings(list).size() < list.items().size())
        .ifPresent(value -> wrongType("'" + key + "'", "a string or a list of strings", value));
  }

  private void backend(Tree.MapNode map, String backend, Tree settings) {
    if (Yaml.isNull(settings)) {
      return;
    }
    if (!(settings instanceof Tree.MapNode section)) {
      wrongType("'" + backend + "'", "a mapping", settings);
      return;
    }
    Optional<Tree> datadir = Yaml.get(section, "datadir");
    datadir
        .filter(value -> Yaml.string(value).isEmpty())
        .ifPresent(value -> wrongType("'datadir'", "a string", value));
    if (backends(map).equals(List.of(backend))) {
      datadir
          .flatMap(Yaml::string)
          .flatMap(this::inside)
          .ifPresent(dir -> paths(map, backend, dir));
    }
  }

  private static List<String> backends(Tree.MapNode map) {
    return Yaml.get(map, "backends").stream()
        .flatMap(value -> Yaml.strings(value).stream())
        .map(HieraThreeCheck::plain)
        .toList();
  }

  /** The name of a directory of data that is looked into here. */
  private Optional<String> inside(Tree.Scalar datadir) {
    String top = root.tree().description() + "/";
    String text = datadir.text();
    return text.contains("%{") || !text.startsWith(top)
        ? Optional.empty()
        : RelativeNames.normalize(text.substring(top.length()));
  }

  private void paths(Tree.MapNode map, String backend, String datadir) {
    Yaml.get(map, "hierarchy").stream()
        .flatMap(value -> Yaml.strings(value).stream())
        .filter(level -> !level.text().contains("%{"))
        .forEach(
            level -> {
              String name = RelativeNames.below(datadir, level.text() + "." + backend);
              if (!root.tree().exists(name)) {
                findings.add(
                    HieraRule.PATH_MISSING,
                    level.range(),
                    "there is no file '" + name + "'; Hiera passes over it in silence");
              }
            });
  }

  /** Without the colon of a symbol of Ruby. */
  private static String plain(Tree.Scalar scalar) {
    return Yaml.name(scalar);
  }

  private void wrongType(String what, String expected, Tree found) {
    findings.add(
        HieraRule.WRONG_TYPE,
        found.range(),
        what + " must be " + expected + ", but is " + found.kind());
  }
}
