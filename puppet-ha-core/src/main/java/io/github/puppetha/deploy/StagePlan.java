package io.github.puppetha.deploy;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What is to be laid down in a store, and what is there already.
 *
 * @param modules missing ones, by their names in the store
 * @param firstUse for each of them an environment that needs it
 * @param trees missing ones
 * @param used names of modules and trees that are needed and are there
 */
record StagePlan(
    Map<String, ModuleRevision> modules,
    Map<String, String> firstUse,
    List<EnvironmentRevision> trees,
    Set<String> used) {

  static StagePlan of(
      Collection<EnvironmentRevision> environments, Set<String> modules, Set<String> trees) {
    Map<String, ModuleRevision> missing = new LinkedHashMap<>();
    Map<String, String> firstUse = new LinkedHashMap<>();
    List<EnvironmentRevision> missingTrees = new ArrayList<>();
    Set<String> used = new LinkedHashSet<>();
    for (EnvironmentRevision environment : environments) {
      if (trees.contains(environment.directory())) {
        used.add(environment.directory());
      } else {
        missingTrees.add(environment);
      }
      for (ModuleRevision module : environment.modules()) {
        String name = module.storeName();
        if (modules.contains(name)) {
          used.add(name);
        } else {
          missing.putIfAbsent(name, module);
          firstUse.putIfAbsent(name, environment.environment());
        }
      }
    }
    return new StagePlan(missing, firstUse, missingTrees, used);
  }

  /** The same where some of what is there has to be laid down anew. */
  StagePlan anew(Collection<EnvironmentRevision> environments, Set<String> wrong) {
    Set<String> right = new LinkedHashSet<>(used);
    right.removeAll(wrong);
    return of(environments, right, right);
  }

  boolean empty() {
    return modules.isEmpty() && trees.isEmpty();
  }
}
