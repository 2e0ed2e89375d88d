package io.github.puppetha.validate;

import io.github.puppetha.SourceRange;
import io.github.puppetha.io.Tree;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Checks the levels of a hierarchy in a hiera.yaml of version 5. */
final class HieraLevelCheck {
  private static final List<String> FUNCTIONS =
      List.of("data_hash", "lookup_key", "data_dig", "hiera3_backend");
  private static final List<String> LOCATIONS =
      List.of("path", "paths", "glob", "globs", "uri", "uris", "mapped_paths");
  private static final List<String> KEYS =
      List.of(
          "name",
          "data_hash",
          "lookup_key",
          "data_dig",
          "hiera3_backend",
          "path",
          "paths",
          "glob",
          "globs",
          "uri",
          "uris",
          "mapped_paths",
          "datadir",
          "options");
  private static final Set<String> LISTS = Set.of("paths", "globs", "uris", "mapped_paths");
  private static final Set<String> NEED_LOCATION =
      Set.of("yaml_data", "json_data", "hocon_data", "eyaml_lookup_key");

  private final HieraRoot root;
  private final Optional<Tree.MapNode> defaults;
  private final Findings findings;

  HieraLevelCheck(HieraRoot root, Optional<Tree.MapNode> defaults, Findings findings) {
    this.root = root;
    this.defaults = defaults;
    this.findings = findings;
  }

  void hierarchy(String key, Tree tree) {
    if (!(tree instanceof Tree.ListNode list)) {
      wrongType("'" + key + "'", "a list", tree);
      return;
    }
    Map<String, Integer> lines = new HashMap<>();
    for (Tree item : list.items()) {
      if (item instanceof Tree.MapNode level) {
        level(level, lines);
      } else {
        wrongType("a level of '" + key + "'", "a mapping", item);
      }
    }
  }

  /** What the levels say about where data lies. */
  List<String> datadirs(Tree tree) {
    List<String> result = new ArrayList<>();
    if (tree instanceof Tree.ListNode list) {
      for (Tree item : list.items()) {
        if (item instanceof Tree.MapNode level) {
          Yaml.string(level, "datadir").ifPresent(result::add);
        }
      }
    }
    return result;
  }

  private void level(Tree.MapNode level, Map<String, Integer> lines) {
    String label = label(level, lines);
    HieraConfigCheck.unknownKeys(level, KEYS, label, findings);
    types(level);
    List<Tree.Entry> functions = functions(level, label, findings);
    boolean inherits =
        defaults.isEmpty()
            || FUNCTIONS.stream().anyMatch(f -> Yaml.get(defaults.get(), f).isPresent());
    if (functions.isEmpty() && !inherits) {
      findings.add(
          HieraRule.MISSING_FUNCTION,
          level.range(),
          label + " has no data_hash, lookup_key or data_dig, nor have the defaults; add one");
    }
    backend(level);
    locations(level, label);
    options(level, label, findings);
    methods(level);
    paths(level);
  }

  private String label(Tree.MapNode level, Map<String, Integer> lines) {
    Optional<Tree> name = Yaml.get(level, "name");
    if (name.isEmpty()) {
      findings.add(HieraRule.MISSING_NAME, level.range(), "a level without 'name'; add one");
      return "the level";
    }
    Optional<Tree.Scalar> text = Yaml.string(name.get());
    if (text.isEmpty()) {
      return "the level";
    }
    Integer before = lines.putIfAbsent(text.get().text(), text.get().range().line());
    if (before != null) {
      findings.add(
          HieraRule.DUPLICATE_NAME,
          text.get().range(),
          "the name '" + text.get().text() + "' stands already in line " + before);
    }
    return "the level '" + text.get().text() + "'";
  }

  private void types(Tree.MapNode level) {
    for (Tree.Entry entry : level.entries()) {
      String key = Yaml.name(entry.key());
      Tree value = entry.value();
      if (key.equals("mapped_paths")) {
        if (!(value instanceof Tree.ListNode list)
            || Yaml.strings(list).size() != 3
            || list.items().size() != 3) {
          findings.add(
              HieraRule.MAPPED_PATHS,
              value.range(),
              "mapped_paths takes three strings: a variable, a name for its values, and a path");
        }
      } else if (LISTS.contains(key)) {
        boolean strings =
            value instanceof Tree.ListNode list
                && !list.items().isEmpty()
                && Yaml.strings(list).size() == list.items().size();
        if (!strings) {
          wrongType("'" + key + "'", "a list of strings", value);
        }
      } else if (KEYS.contains(key) && !key.equals("options") && Yaml.string(value).isEmpty()) {
        wrongType("'" + key + "'", "a string", value);
      }
    }
  }

  /** The functions that a level or the defaults name; more than one is a problem. */
  static List<Tree.Entry> functions(Tree.MapNode level, String label, Findings findings) {
    List<Tree.Entry> found = present(level, FUNCTIONS);
    if (found.size() > 1) {
      findings.add(HieraRule.SEVERAL_FUNCTIONS, found.get(1).key().range(), label + onlyOne(found));
    }
    return found;
  }

  private static List<Tree.Entry> present(Tree.MapNode level, List<String> keys) {
    return level.entries().stream().filter(e -> keys.contains(Yaml.name(e.key()))).toList();
  }

  private static String onlyOne(List<Tree.Entry> entries) {
    List<String> names = entries.stream().map(e -> Yaml.name(e.key())).toList();
    return " has " + String.join(" and ", names) + "; keep one of them";
  }

  private void backend(Tree.MapNode level) {
    Yaml.entry(level, "hiera3_backend")
        .ifPresent(
            entry ->
                findings.add(
                    HieraRule.HIERA3_BACKEND,
                    entry.key().range(),
                    "hiera3_backend works in Puppet's global hiera.yaml only; use data_hash,"
                        + " lookup_key or data_dig"));
  }

  private void locations(Tree.MapNode level, String label) {
    List<Tree.Entry> found = present(level, LOCATIONS);
    if (found.size() > 1) {
      findings.add(HieraRule.SEVERAL_LOCATIONS, found.get(1).key().range(), label + onlyOne(found));
    }
    String function = function(level);
    if (found.isEmpty() && NEED_LOCATION.contains(function)) {
      findings.add(
          HieraRule.MISSING_LOCATION,
          level.range(),
          label + " uses " + function + " but has no path, paths, glob, globs or mapped_paths");
    }
  }

  private String function(Tree.MapNode level) {
    for (Tree.MapNode map :
        defaults.isPresent() ? List.of(level, defaults.get()) : List.of(level)) {
      for (String key : FUNCTIONS) {
        if (Yaml.get(map, key).isPresent()) {
          return Yaml.string(map, key).orElse("");
        }
      }
    }
    return "yaml_data";
  }

  /** The options of a level or of the defaults. */
  static void options(Tree.MapNode level, String label, Findings findings) {
    Optional<Tree> options = Yaml.get(level, "options");
    if (options.isEmpty()) {
      return;
    }
    if (!(options.get() instanceof Tree.MapNode map)) {
      String message = "'options' must be a mapping, but is " + options.get().kind();
      findings.add(HieraRule.WRONG_TYPE, options.get().range(), message);
      return;
    }
    for (Tree.Entry entry : map.entries()) {
      String name = Yaml.name(entry.key());
      SourceRange range = entry.key().range();
      if (name.equals("path") || name.equals("uri")) {
        String message = "the option '" + name + "' in " + label + " is reserved by Puppet";
        findings.add(HieraRule.RESERVED_OPTION, range, message + "; rename it");
      } else if (!name.matches("[A-Za-z](:?[0-9A-Za-z_-]*[0-9A-Za-z])?")) {
        String message = "'" + name + "' is no name for an option";
        findings.add(
            HieraRule.OPTION_NAME,
            range,
            message + "; begin with a letter, end with a letter or digit, use '_' and '-' between");
      }
    }
  }

  private void methods(Tree tree) {
    if (tree instanceof Tree.MapNode map) {
      map.entries().forEach(entry -> methods(entry.value()));
    } else if (tree instanceof Tree.ListNode list) {
      list.items().forEach(this::methods);
    } else if (tree instanceof Tree.Scalar scalar) {
      for (Interpolation part : Interpolation.all(scalar.text())) {
        part.method()
            .ifPresent(
                method ->
                    findings.add(
                        HieraRule.METHOD_IN_CONFIG,
                        scalar.range(),
                        "hiera.yaml may interpolate variables only, not %{" + method + "(…)}"));
      }
    }
  }

  private void paths(Tree.MapNode level) {
    String datadir =
        Yaml.string(level, "datadir")
            .or(() -> defaults.flatMap(d -> Yaml.string(d, "datadir")))
            .orElse("data");
    if (datadir.startsWith("/") || datadir.contains("%{") || datadir.contains("..")) {
      return;
    }
    globs(level, datadir);
    for (String key : List.of("path", "paths")) {
      Yaml.get(level, key).stream()
          .flatMap(value -> Yaml.strings(value).stream())
          .filter(path -> !path.text().contains("%{") && !exists(datadir, path.text()))
          .forEach(
              path ->
                  findings.add(
                      HieraRule.PATH_MISSING,
                      path.range(),
                      "there is no file '"
                          + datadir
                          + "/"
                          + path.text()
                          + "'; Hiera passes over it in silence"));
    }
  }

  private void globs(Tree.MapNode level, String datadir) {
    for (String key : List.of("glob", "globs")) {
      Yaml.get(level, key).stream()
          .flatMap(value -> Yaml.strings(value).stream())
          .filter(glob -> !glob.text().contains("%{") && !glob.text().startsWith("/"))
          .filter(glob -> matchesNone(glob.text(), datadir))
          .forEach(
              glob ->
                  findings.add(
                      HieraRule.GLOB_MISSING,
                      glob.range(),
                      "no file in '" + datadir + "' matches '" + glob.text() + "'"));
    }
  }

  /** Are there files in a directory, and none that matches? */
  private boolean matchesNone(String glob, String datadir) {
    String directory = RelativeNames.normalize(root.below(datadir)).orElse("") + "/";
    List<String> names =
        root.tree().listing().files().stream()
            .filter(name -> name.startsWith(directory))
            .map(name -> name.substring(directory.length()))
            .toList();
    return !names.isEmpty() && !matches(glob, names);
  }

  private static boolean matches(String glob, List<String> names) {
    return RelativeNames.normalize(glob)
        .flatMap(Globs::pattern)
        .map(pattern -> names.stream().anyMatch(name -> pattern.matcher(name).matches()))
        .orElse(true);
  }

  private boolean exists(String datadir, String path) {
    return path.startsWith("/") || root.tree().exists(root.below(datadir + "/" + path));
  }

  private void wrongType(String what, String expected, Tree found) {
    findings.add(
        HieraRule.WRONG_TYPE,
        found.range(),
        what + " must be " + expected + ", but is " + found.kind());
  }
}
