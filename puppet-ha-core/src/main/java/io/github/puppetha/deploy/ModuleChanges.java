package io.github.puppetha.deploy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Which modules of an environment change, as a plan tells it. */
final class ModuleChanges {
  private static final int MOST = 12;
  private static final int SHORT = 10;

  private ModuleChanges() {}

  /**
   * A line for each environment that was there before and gets other modules.
   *
   * @param names the environments that change
   */
  static List<String> lines(Decision before, Decision next, Set<String> names) {
    List<String> lines = new ArrayList<>();
    for (String name : new TreeSet<>(names)) {
      EnvironmentRevision old = before.environments().get(name);
      EnvironmentRevision wanted = next.environments().get(name);
      if (old != null && wanted != null) {
        List<String> changes = changes(old, wanted);
        if (!changes.isEmpty()) {
          lines.add("modules of " + name + ": " + told(changes));
        }
      }
    }
    return lines;
  }

  private static String told(List<String> changes) {
    String first = String.join(", ", changes.subList(0, Math.min(MOST, changes.size())));
    return changes.size() > MOST ? first + " and " + (changes.size() - MOST) + " more" : first;
  }

  private static List<String> changes(EnvironmentRevision old, EnvironmentRevision wanted) {
    Map<String, ModuleRevision> before = byPath(old);
    Map<String, ModuleRevision> after = byPath(wanted);
    List<String> changes = new ArrayList<>();
    after.forEach(
        (path, module) -> {
          ModuleRevision was = before.get(path);
          if (was == null) {
            changes.add("new " + module.name() + " " + id(module));
          } else if (!was.storeName().equals(module.storeName())) {
            changes.add(module.name() + " " + id(was) + " -> " + id(module));
          }
        });
    before.forEach(
        (path, module) -> {
          if (!after.containsKey(path)) {
            changes.add(module.name() + " goes");
          }
        });
    return changes;
  }

  private static Map<String, ModuleRevision> byPath(EnvironmentRevision environment) {
    Map<String, ModuleRevision> modules = new TreeMap<>();
    environment.modules().forEach(module -> modules.put(module.path(), module));
    return modules;
  }

  private static String id(ModuleRevision module) {
    String id = module.origin().id();
    return id.matches("[0-9a-f]{40,}") ? id.substring(0, SHORT) : id;
  }
}
