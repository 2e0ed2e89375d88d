package io.github.puppetha.validate;

import io.github.puppetha.Problem;
import io.github.puppetha.code.ModuleSource;
import io.github.puppetha.code.PuppetModule;
import io.github.puppetha.validate.ModuleMetadata.Dependency;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Checks what modules say of each other in their metadata.json. */
final class DependencyCheck {
  private final ControlRepo repo;
  private final Map<String, ModuleMetadata> metadata = new TreeMap<>();
  private final Map<String, PuppetModule> named = new TreeMap<>();
  private final List<Problem> problems = new ArrayList<>();

  private DependencyCheck(ControlRepo repo) {
    this.repo = repo;
    for (RepoModule module : repo.modules()) {
      String file = module.below("metadata.json");
      metadata.put(module.name(), ModuleMetadata.read(module.tree(), file));
    }
    repo.puppetfile().ifPresent(p -> p.modules().forEach(m -> named.put(m.name(), m)));
  }

  /** What is wrong, in the modules that are reported. */
  static List<Problem> check(ControlRepo repo) {
    DependencyCheck check = new DependencyCheck(repo);
    Set<String> told = new HashSet<>();
    for (RepoModule module : repo.modules()) {
      String file = module.below("metadata.json");
      if (module.own() && repo.reports(file)) {
        Findings findings = new Findings(file);
        check.metadata.get(module.name()).dependencies().forEach(d -> check.one(d, findings));
        check.cycle(module.name(), findings, told);
        check.problems.addAll(findings.problems());
      }
    }
    return check.problems;
  }

  private void one(Dependency dependency, Findings findings) {
    if (repo.puppetfile().filter(p -> p.ok()).isEmpty()) {
      return;
    }
    PuppetModule installed = named.get(dependency.module());
    if (installed == null) {
      if (repo.module(dependency.module()).isEmpty() && !namedOtherwise(dependency)) {
        findings.add(
            MetadataRule.MISSING_DEPENDENCY,
            dependency.range(),
            "'" + label(dependency) + "' is neither here nor in the Puppetfile; add it there");
      }
      return;
    }
    Optional<VersionRange> range = dependency.requirement().flatMap(VersionRange::parse);
    if (installed.source() instanceof ModuleSource.Forge forge
        && forge.version() != null
        && forge.owner().equalsIgnoreCase(dependency.owner())
        && range.filter(r -> r.excludes(forge.version())).isPresent()) {
      findings.add(
          MetadataRule.DEPENDENCY_VERSION,
          dependency.requirementRange(),
          "the Puppetfile installs "
              + label(dependency)
              + " "
              + forge.version()
              + ", which is outside '"
              + dependency.requirement().get()
              + "'");
    }
  }

  /** Is it known under a name that differs in case only? */
  private boolean namedOtherwise(Dependency dependency) {
    String lower = dependency.module().toLowerCase(Locale.ROOT);
    return repo.module(lower).isPresent() || named.containsKey(lower);
  }

  private static String label(Dependency dependency) {
    return dependency.owner() + "/" + dependency.module();
  }

  /** Reports a circle that a module is in, unless it was told of another module in it. */
  private void cycle(String module, Findings findings, Set<String> told) {
    if (told.contains(module)) {
      return;
    }
    for (Dependency dependency : metadata.get(module).dependencies()) {
      Optional<List<String>> way = way(dependency.module(), module);
      if (way.isPresent()) {
        told.addAll(way.get());
        told.add(module);
        findings.add(
            MetadataRule.DEPENDENCY_CYCLE,
            dependency.range(),
            "the dependencies go in a circle: " + module + " → " + String.join(" → ", way.get()));
        return;
      }
    }
  }

  /** The shortest way from one module to another by their dependencies. */
  private Optional<List<String>> way(String from, String to) {
    Deque<List<String>> open = new ArrayDeque<>(List.of(List.of(from)));
    Set<String> seen = new HashSet<>(Set.of(from));
    while (!open.isEmpty()) {
      List<String> way = open.remove();
      String last = way.get(way.size() - 1);
      if (last.equals(to)) {
        return Optional.of(way);
      }
      ModuleMetadata next = metadata.get(last);
      for (Dependency dependency : next == null ? List.<Dependency>of() : next.dependencies()) {
        if (seen.add(dependency.module())) {
          List<String> longer = new ArrayList<>(way);
          longer.add(dependency.module());
          open.add(longer);
        }
      }
    }
    return Optional.empty();
  }
}
