package io.github.puppetha.validate;

import io.github.puppetha.validate.Definitions.Found;
import io.github.puppetha.validate.internal.FileFacts.Kind;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Finds classes that inherit from themselves. */
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
              .limit(10)
              .toList();
      findings.add(
          found.file(),
          ReferenceRule.INHERITANCE_CYCLE,
          found.definition().range(),
          cycle.size() == 1
              ? "the class '" + name + "' inherits from itself"
              : "these classes inherit from each other: "
                  + String.join(", ", cycle.subList(0, Math.min(10, cycle.size()))),
          others);
    }
  }
}
