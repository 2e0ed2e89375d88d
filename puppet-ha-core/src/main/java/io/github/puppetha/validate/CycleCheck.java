package io.github.puppetha.validate;

import io.github.puppetha.validate.Definitions.Found;
import io.github.puppetha.validate.internal.FileFacts;
import io.github.puppetha.validate.internal.FileFacts.Kind;
import io.github.puppetha.validate.internal.FileFacts.Use;
import io.github.puppetha.validate.internal.FileFacts.UseKind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Finds classes that inherit from themselves, and modules that need each other. */
final class CycleCheck {
  private final Definitions definitions;
  private final CrossFindings findings;

  CycleCheck(Definitions definitions, CrossFindings findings) {
    this.definitions = definitions;
    this.findings = findings;
  }

  void classes() {
    Set<String> done = new HashSet<>();
    definitions.all(Kind.CLASS).keySet().stream().sorted().forEach(name -> from(name, done));
  }

  private void from(String start, Set<String> done) {
    List<String> path = new ArrayList<>();
    Optional<Found> next = definitions.ofClass(start);
    while (next.isPresent() && done.add(next.get().definition().name())) {
      path.add(next.get().definition().name());
      next = definitions.ofClass(next.get().definition().parent());
    }
    int begin = next.map(found -> path.indexOf(found.definition().name())).orElse(-1);
    if (begin < 0) {
      return;
    }
    List<String> cycle = path.subList(begin, path.size());
    for (String name : cycle) {
      Found found = definitions.ofClass(name).orElseThrow();
      List<String> others =
          cycle.stream()
              .map(other -> definitions.ofClass(other).orElseThrow().file().name())
              .filter(file -> !file.equals(found.file().name()))
              .toList();
      findings.add(
          found.file(),
          ReferenceRule.INHERITANCE_CYCLE,
          found.definition().range(),
          cycle.size() == 1
              ? "the class '" + name + "' inherits from itself"
              : "these classes inherit from each other: " + String.join(", ", cycle),
          others);
    }
  }

  /** A dependency, where a metadata.json names it. */
  private record Need(RepoFile file, Use use) {}

  void modules(Map<RepoFile, FileFacts> facts) {
    Map<String, Map<String, Need>> needs = new HashMap<>();
    facts.forEach(
        (file, of) -> {
          if (file.module().isPresent() && file.path().equals("metadata.json")) {
            Map<String, Need> own =
                needs.computeIfAbsent(file.module().get().name(), n -> new LinkedHashMap<>());
            of.uses().stream()
                .filter(use -> use.kind() == UseKind.DEPENDENCY)
                .forEach(use -> own.putIfAbsent(use.name(), new Need(file, use)));
          }
        });
    needs.forEach(
        (module, own) ->
            own.forEach(
                (needed, need) -> {
                  Optional<List<String>> way = way(needs, needed, module);
                  way.ifPresent(back -> report(need, module, back));
                }));
  }

  /** The shortest way from one module to another. */
  private static Optional<List<String>> way(
      Map<String, Map<String, Need>> needs, String from, String to) {
    Map<String, String> before = new HashMap<>();
    List<String> queue = new ArrayList<>(List.of(from));
    before.put(from, "");
    for (int i = 0; i < queue.size(); i++) {
      String at = queue.get(i);
      if (at.equals(to)) {
        List<String> way = new ArrayList<>();
        for (String step = at; !step.isEmpty(); step = before.get(step)) {
          way.add(0, step);
        }
        return Optional.of(way);
      }
      for (String next : needs.getOrDefault(at, Map.of()).keySet()) {
        if (before.putIfAbsent(next, at) == null) {
          queue.add(next);
        }
      }
    }
    return Optional.empty();
  }

  private void report(Need need, String module, List<String> back) {
    findings.add(
        need.file(),
        ReferenceRule.DEPENDENCY_CYCLE,
        need.use().range(),
        "modules need each other: " + module + " -> " + String.join(" -> ", back),
        List.of());
  }
}
