package io.github.puppetha.deploy;

import io.github.puppetha.Problem;
import io.github.puppetha.SourceRange;
import io.github.puppetha.code.Contents;
import io.github.puppetha.code.ModuleSource;
import io.github.puppetha.code.Origin;
import io.github.puppetha.code.PuppetModule;
import io.github.puppetha.code.PuppetfileResult;
import io.github.puppetha.code.RepositoryException;
import io.github.puppetha.io.JsonReader;
import io.github.puppetha.io.Tree;
import io.github.puppetha.validate.VersionRange;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What modules say in their metadata.json that they need, and the Puppetfile does not have, or in
 * another version. Rules, both warnings: {@code puppetfile/missing_dependency}, with the line to
 * add, and {@code puppetfile/dependency_version}.
 */
final class UnmetDependencies {
  private static final String NAME = "(?i)[a-z0-9]+[-/][a-z][a-z0-9_]*";

  private final String file;
  private final Path directory;
  private final PuppetfileResult puppetfile;
  private final Contents contents;
  private final List<Problem> problems = new ArrayList<>();

  UnmetDependencies(String file, Path directory, PuppetfileResult puppetfile, Contents contents) {
    this.file = file;
    this.directory = directory;
    this.puppetfile = puppetfile;
    this.contents = contents;
  }

  /** A need, with who has it. */
  private record Need(PuppetModule by, String slug, Optional<String> range) {
    String module() {
      return slug.split("-", 2)[1];
    }
  }

  List<Problem> of(Map<PuppetModule, Origin> found) {
    Map<String, Origin> installed = new HashMap<>();
    for (PuppetModule module : puppetfile.modules()) {
      Origin origin = found.get(module);
      installed.put(module.name(), origin);
    }
    Map<String, List<Need>> missing = new TreeMap<>();
    found.forEach(
        (module, origin) -> {
          for (Need need : needs(module, origin)) {
            if (installed.containsKey(need.module())) {
              version(need, installed.get(need.module()));
            } else if (!inRepo(need.module())) {
              missing.computeIfAbsent(need.slug(), s -> new ArrayList<>()).add(need);
            }
          }
        });
    missing.values().forEach(this::missing);
    return problems;
  }

  /** Is it a module of the control repo's own, in one of the usual places? */
  private boolean inRepo(String module) {
    return List.of(puppetfile.moduledir(), "modules", "site", "site-modules").stream()
        .anyMatch(place -> Files.isDirectory(directory.resolve(place).resolve(module)));
  }

  private List<Need> needs(PuppetModule module, Origin origin) {
    List<Need> needs = new ArrayList<>();
    Tree root =
        contents
            .read(origin, "metadata.json")
            .flatMap(text -> JsonReader.read("metadata.json", text).root())
            .orElse(null);
    if (root instanceof Tree.MapNode map
        && map.get("dependencies").orElse(null) instanceof Tree.ListNode list) {
      for (Tree item : list.items()) {
        Optional<String> name = text(item, "name").filter(n -> n.matches(NAME));
        name.ifPresent(
            n -> {
              String slug = n.toLowerCase(Locale.ROOT).replace('/', '-');
              needs.add(new Need(module, slug, text(item, "version_requirement")));
            });
      }
    }
    return needs;
  }

  private static Optional<String> text(Tree tree, String key) {
    return tree instanceof Tree.MapNode map
            && map.get(key).orElse(null) instanceof Tree.Scalar scalar
        ? Optional.of(scalar.text())
        : Optional.empty();
  }

  private void version(Need need, Origin installed) {
    Optional<VersionRange> range = need.range().flatMap(VersionRange::parse);
    if (installed instanceof Origin.Forge forge
        && forge.slug().toLowerCase(Locale.ROOT).equals(need.slug())
        && range.filter(r -> r.excludes(forge.version())).isPresent()) {
      String message =
          "module '"
              + need.by().title()
              + "' needs "
              + need.slug().replaceFirst("-", "/")
              + " "
              + need.range().get()
              + ", but "
              + forge.version()
              + " is installed";
      problems.add(
          Problem.warning(file, need.by().range(), "puppetfile/dependency_version", message));
    }
  }

  private void missing(List<Need> needs) {
    Need first = needs.get(0);
    String name = first.slug().replaceFirst("-", "/");
    List<VersionRange> ranges =
        needs.stream()
            .flatMap(n -> n.range().stream())
            .flatMap(r -> VersionRange.parse(r).stream())
            .toList();
    String version =
        versions(first.slug()).stream()
            .filter(v -> ranges.stream().noneMatch(range -> range.excludes(v)))
            .findFirst()
            .map(v -> "'" + v + "'")
            .orElse(":latest");
    SourceRange at = first.by().range();
    String wanted = first.range().map(range -> " " + range).orElse("");
    String message =
        "module '"
            + first.by().title()
            + "' needs "
            + name
            + wanted
            + ", which is not in the Puppetfile; add the line: mod '"
            + name
            + "', "
            + version;
    problems.add(Problem.warning(file, at, "puppetfile/missing_dependency", message));
  }

  private List<String> versions(String slug) {
    boolean forge =
        puppetfile.modules().stream().anyMatch(m -> m.source() instanceof ModuleSource.Forge);
    try {
      return forge ? contents.versions(slug) : List.of();
    } catch (RepositoryException e) {
      return List.of();
    }
  }
}
