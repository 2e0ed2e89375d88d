package io.github.puppetha.deploy;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What is in one environments directory.
 *
 * @param remembered what its store remembers
 * @param links all links into the store, each with the name of the tree that it leads to
 * @param foreign names that were not put there by this project, but empty directories, which do not
 *     count: Puppet makes one for {@code production} wherever there is none
 */
record TargetState(StoreState remembered, Map<String, String> links, Set<String> foreign) {
  static final TargetState NOTHING = new TargetState(StoreState.NOTHING, Map.of(), Set.of());

  TargetState {
    links = Map.copyOf(links);
    foreign = Set.copyOf(foreign);
  }

  DeployedState deployed() {
    Map<String, String> live = new TreeMap<>();
    links.forEach(
        (name, tree) -> {
          if (!name.equals(tree)) {
            live.put(name, StoreLayout.revisionOf(tree));
          }
        });
    return new DeployedState(remembered.decision().number(), remembered.complete(), live);
  }
}
