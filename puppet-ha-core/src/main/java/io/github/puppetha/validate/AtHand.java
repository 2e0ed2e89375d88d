package io.github.puppetha.validate;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/** Which modules can be looked into, and which are only named. */
final class AtHand {
  private final ControlRepo repo;
  private final List<String> moduleNames;
  private final NearNames near = new NearNames();
  private final Set<String> named = new TreeSet<>();

  /** What manifests that could not be read would define; the empty name is the environment. */
  private final Set<String> broken = new TreeSet<>();

  /**
   * Of a control repo.
   *
   * @param read the files that could be read
   */
  AtHand(ControlRepo repo, Set<RepoFile> read) {
    this.repo = repo;
    this.moduleNames = repo.modules().stream().map(RepoModule::name).toList();
    named.addAll(repo.missing().keySet());
    repo.files().stream()
        .filter(file -> file.path().endsWith(".pp") && !read.contains(file))
        .filter(file -> file.in("manifests") || file.in("functions") || file.in("types"))
        .forEach(file -> broken.add(file.module().map(m -> looksIn(m, file)).orElse("")));
  }

  /** The name for which the autoloader looks into a file. */
  private static String looksIn(RepoModule module, RepoFile file) {
    String path = file.path().substring(file.path().indexOf('/') + 1);
    String name = path.substring(0, path.length() - ".pp".length()).replace("/", "::");
    return name.equals("init") ? module.name() : module.name() + "::" + name;
  }

  /** The module that a name in Puppet code belongs to. */
  static String moduleOf(String name) {
    int colons = name.indexOf("::");
    return colons < 0 ? name : name.substring(0, colons);
  }

  private boolean has(String module) {
    return repo.module(module).isPresent() || module.equals("environment");
  }

  /** Is it known whether a module has something of this name? */
  boolean knows(String name) {
    return has(moduleOf(name))
        && broken.stream().noneMatch(b -> name.equals(b) || name.startsWith(b + "::"));
  }

  /** Is everything known that the environment itself has? */
  boolean knowsEnvironment() {
    return !broken.contains("");
  }

  /** A module is named that is not at hand. */
  void named(String module) {
    if (!has(module) && module.matches("[a-z][a-z0-9_]*")) {
      named.add(module);
    }
  }

  /** Is every module at hand that is named anywhere, and can be read? */
  boolean complete() {
    return named.isEmpty() && broken.isEmpty();
  }

  /** The modules that are named and not at hand. */
  Set<String> missing() {
    return named;
  }

  /**
   * The name that was meant when its module is not at hand but one with nearly the same name is,
   * and that has just this.
   */
  Optional<String> meant(String name, Predicate<String> known) {
    String module = moduleOf(name);
    if (repo.missing().containsKey(module) || module.length() < 4) {
      return Optional.empty();
    }
    return near.nearest("", module, moduleNames)
        .map(other -> other + name.substring(module.length()))
        .filter(other -> other.contains("::") && known.test(other));
  }

  /** Where a class, define, function or type would have to be, when its module is at hand. */
  List<String> place(String directory, String name) {
    String module = moduleOf(name);
    String rest = name.length() == module.length() ? "init" : name.substring(module.length() + 2);
    String path = directory + "/" + rest.replace("::", "/") + ".pp";
    return repo.module(module).filter(RepoModule::own).map(m -> m.below(path)).stream().toList();
  }
}
