package io.github.puppetha.deploy;

import io.github.puppetha.code.Contents;
import io.github.puppetha.code.Origin;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** What is to be in the entries of a store, file by file. Safe for several threads. */
final class Wanted {
  private final Contents contents;
  private final List<String> allowed;
  private final Map<String, Listing> known = new ConcurrentHashMap<>();

  /**
   * By what is fetched.
   *
   * @param allowed patterns of files that may be in a tree though they are not in git
   */
  Wanted(Contents contents, List<String> allowed) {
    this.contents = contents;
    this.allowed = allowed;
  }

  Listing module(ModuleRevision module) {
    return origin(module.origin(), module.withoutSpec());
  }

  /**
   * An environment's own files, and a link for each of its modules.
   *
   * @param store the path of the store
   */
  Listing tree(EnvironmentRevision environment, String store) {
    Listing wanted = new Listing();
    wanted.entries().putAll(origin(environment.origin(), false).entries());
    for (ModuleRevision module : environment.modules()) {
      wanted.link(module.path(), store + "/modules/" + module.storeName());
    }
    return wanted;
  }

  /** Of what is in a tree, what may be there beside that. */
  Set<String> besides(Listing there, Listing wanted) {
    Set<String> besides = new HashSet<>(Set.of(TreeWriter.R10K, TypesHook.DIRECTORY));
    GlobPattern.matching(allowed, there.entries().keySet())
        .filter(path -> !wanted.entries().containsKey(path))
        .forEach(besides::add);
    return besides;
  }

  private Listing origin(Origin origin, boolean withoutSpec) {
    return known.computeIfAbsent(
        origin.content() + withoutSpec,
        key -> {
          contents.fetch(origin);
          Listing listing = new Listing();
          contents.export(origin, withoutSpec, listing);
          return listing;
        });
  }
}
