package io.github.puppetha.validate;

import io.github.puppetha.code.PuppetfileResult;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Predicate;

/**
 * What is being checked, as rules that look across files see it: its files, each with the module
 * (or environment) it belongs to and its path in there; the modules at hand, own and installed; and
 * the modules that are named but not at hand. Immutable, for several threads.
 *
 * <p>Of two modules of one name Puppet takes the first of the modulepath; that one is among {@link
 * #modules()}, and the other's files are {@linkplain RepoFile files} of a module all the same.
 *
 * <p>Puppet treats an environment as a module named {@code environment}: {@code functions}, {@code
 * types}, {@code plans}, {@code lib} of a control repo itself. Its files have no {@link
 * RepoFile#module()} and stand below these directories, or {@code manifests}.
 */
final class ControlRepo {
  /** What a directory is. */
  enum Kind {
    /** An environment: it has {@code manifests}, {@code modules} or an environment.conf. */
    ENVIRONMENT,
    /** One module: it has a metadata.json. */
    MODULE,
    /** Neither; files are looked at one by one, and no rule looks across them. */
    FILES
  }

  private final SourceTree tree;
  private final Kind kind;
  private final List<RepoFile> files;
  private final SortedMap<String, RepoModule> modules;
  private final List<RepoModule> shadowed;
  private final SortedMap<String, MissingModule> missing;
  private final boolean moreModules;
  private final Predicate<String> reported;
  private final Optional<PuppetfileResult> puppetfile;

  ControlRepo(RepoBuilder builder) {
    this.tree = builder.tree();
    this.kind = builder.kind();
    this.files = List.copyOf(builder.files());
    this.modules = builder.modules();
    this.shadowed = List.copyOf(builder.shadowed());
    this.missing = builder.missing();
    this.moreModules = builder.moreModules();
    this.puppetfile = builder.puppetfile();
    this.reported = name -> builder.place(new SourceFile(tree, name)).reported();
  }

  /** The files of the control repo itself. */
  SourceTree tree() {
    return tree;
  }

  Kind kind() {
    return kind;
  }

  /**
   * Every file: first those of {@link #tree()}, by name, then those of modules from elsewhere, by
   * module and name.
   */
  List<RepoFile> files() {
    return files;
  }

  /** The modules at hand, by name: for each name the one that Puppet would take. */
  Collection<RepoModule> modules() {
    return modules.values();
  }

  /** The module at hand of a name. */
  Optional<RepoModule> module(String name) {
    return Optional.ofNullable(modules.get(name));
  }

  /** Modules that Puppet never sees, as another of the same name comes before them. */
  List<RepoModule> shadowed() {
    return shadowed;
  }

  /** The modules that the Puppetfile or a metadata.json names and that are not at hand, by name. */
  Map<String, MissingModule> missing() {
    return missing;
  }

  /**
   * May there be more modules on a server than are named here? So it is when the modulepath names
   * directories outside, as {@code $basemodulepath} does, and for a module, which others use.
   */
  boolean moreModules() {
    return moreModules;
  }

  /** Is there something at a path of a module? What is not looked into counts. */
  boolean exists(RepoModule module, String path) {
    return module.tree().exists(module.below(path));
  }

  /** What stands in the Puppetfile; empty when there is none. */
  Optional<PuppetfileResult> puppetfile() {
    return puppetfile;
  }

  /** Are problems at a name in {@link #tree()} reported? */
  boolean reports(String name) {
    return reported.test(name);
  }
}
