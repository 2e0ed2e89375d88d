package io.github.puppetha.validate;

import io.github.puppetha.code.ModuleSource;
import io.github.puppetha.code.PuppetModule;
import io.github.puppetha.code.Puppetfile;
import io.github.puppetha.code.PuppetfileResult;
import io.github.puppetha.validate.ControlRepo.Kind;
import io.github.puppetha.validate.RepoModule.Origin;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Finds out what a tree is and which modules it has. */
final class RepoBuilder {
  private static final Pattern MODULE_NAME = Pattern.compile("[a-z][a-z0-9_]*");

  private final SourceTree tree;
  private final Predicate<String> tracked;
  private final Predicate<String> excluded;
  private final Listing listing;
  private final SortedMap<String, RepoModule> modules = new TreeMap<>();
  private final Map<String, RepoModule> byDirectory = new TreeMap<>();
  private final List<RepoModule> shadowed = new ArrayList<>();
  private final SortedMap<String, MissingModule> missing = new TreeMap<>();
  private final Map<String, String> unread = new TreeMap<>();
  private final Set<String> installed = new LinkedHashSet<>();
  private final Map<String, String> why = new TreeMap<>();
  private final List<RepoFile> files = new ArrayList<>();
  private final Optional<PuppetfileResult> puppetfile;
  private final ModulePath path;
  private final Kind kind;

  /**
   * Looks at a tree.
   *
   * @param tracked tells of a module's directory whether git has it; true where there is no git
   * @param excluded tells of a file's name whether it is not to be reported
   */
  RepoBuilder(SourceTree tree, Predicate<String> tracked, Predicate<String> excluded) {
    this.tree = tree;
    this.tracked = tracked;
    this.excluded = excluded;
    this.listing = tree.listing();
    this.puppetfile = text("Puppetfile").map(text -> Puppetfile.parse("Puppetfile", text));
    this.path = ModulePath.of(text("environment.conf"));
    this.kind = findKind();
  }

  /** Is it a name that Puppet takes a module's directory by? */
  static boolean isModuleName(String name) {
    return MODULE_NAME.matcher(name).matches();
  }

  private Kind findKind() {
    if (listing.isFile("environment.conf")) {
      return Kind.ENVIRONMENT;
    } else if (listing.isFile("metadata.json") && !listing.isFile("Puppetfile")) {
      return Kind.MODULE;
    }
    boolean environment =
        listing.directories().contains("manifests") || listing.directories().contains("modules");
    return environment || listing.isFile("metadata.json") ? Kind.ENVIRONMENT : Kind.FILES;
  }

  /**
   * Completes the model.
   *
   * @param elsewhere modules that are not in the tree, in the order in which they are looked for
   * @param whyNot of modules that were looked for but not found: why
   */
  ControlRepo build(Collection<RepoModule> elsewhere, Map<String, String> whyNot) {
    this.why.putAll(whyNot);
    findOwn();
    tree.files().forEach(file -> files.add(place(file)));
    for (RepoModule module : elsewhere) {
      if (kind != Kind.FILES && !modules.containsKey(module.name())) {
        add(module);
        module.tree().files().stream()
            .filter(module::holds)
            .forEach(file -> files.add(inModule(file, module)));
      }
    }
    findMissing();
    return new ControlRepo(this);
  }

  /** Takes the modules in a directory of the tree as installed. */
  void installed(String directory) {
    installed.add(directory);
  }

  /** The modules that the Puppetfile names and that are not in the tree. */
  List<PuppetModule> namedButNotThere() {
    findOwn();
    return puppetfile.stream()
        .flatMap(p -> p.modules().stream())
        .filter(m -> !modules.containsKey(m.name()))
        .toList();
  }

  private void findOwn() {
    if (!modules.isEmpty()) {
      return;
    }
    if (kind == Kind.MODULE) {
      add(new RepoModule(moduleName(), tree, "", Origin.OWN));
    } else if (kind == Kind.ENVIRONMENT) {
      Set<String> directories = new LinkedHashSet<>(path.directories());
      directories.addAll(installed);
      directories.forEach(this::modulesIn);
    }
  }

  private void add(RepoModule module) {
    if (module.tree() == tree) {
      byDirectory.put(module.directory(), module);
    }
    if (modules.putIfAbsent(module.name(), module) != null) {
      shadowed.add(module);
    }
  }

  private void modulesIn(String directory) {
    listing.closed().stream()
        .filter(name -> RelativeNames.parent(name).equals(directory))
        .filter(name -> isModuleName(RelativeNames.last(name)))
        .forEach(name -> unread.put(RelativeNames.last(name), name));
    listing.directories().stream()
        .filter(name -> RelativeNames.parent(name).equals(directory))
        .filter(name -> isModuleName(RelativeNames.last(name)))
        .sorted()
        .forEach(name -> add(new RepoModule(RelativeNames.last(name), tree, name, origin(name))));
  }

  private Origin origin(String directory) {
    if (installed.contains(RelativeNames.parent(directory))) {
      return Origin.INSTALLED;
    }
    boolean managed =
        puppetfile.stream()
            .flatMap(p -> p.modules().stream())
            .anyMatch(
                m -> m.path().equals(directory) && !(m.source() instanceof ModuleSource.Local));
    return managed || !tracked.test(directory) ? Origin.INSTALLED : Origin.OWN;
  }

  private String moduleName() {
    return text("metadata.json")
        .flatMap(MetadataCheck::moduleName)
        .orElseGet(() -> lastWord(RelativeNames.last(tree.description())));
  }

  private static String lastWord(String name) {
    return name.substring(name.lastIndexOf('-') + 1);
  }

  RepoFile place(SourceFile file) {
    for (String above = file.parent(); ; above = RelativeNames.parent(above)) {
      RepoModule module = byDirectory.get(above);
      if (module != null) {
        return inModule(file, module);
      } else if (above.isEmpty()) {
        return new RepoFile(file, Optional.empty(), file.name(), !excluded.test(file.name()));
      }
    }
  }

  private RepoFile inModule(SourceFile file, RepoModule module) {
    int cut = module.directory().isEmpty() ? 0 : module.directory().length() + 1;
    boolean reported = module.own() && !excluded.test(file.name());
    return new RepoFile(file, Optional.of(module), file.name().substring(cut), reported);
  }

  private void findMissing() {
    if (kind == Kind.FILES) {
      return;
    }
    unread.forEach(this::missing);
    puppetfile.ifPresent(p -> p.modules().forEach(m -> missing(m.name(), "Puppetfile")));
    for (RepoModule module : modules.values()) {
      String metadata = module.below("metadata.json");
      ModuleMetadata.read(module.tree(), metadata)
          .dependencies()
          .forEach(dependency -> missing(dependency.module(), metadata));
    }
  }

  private void missing(String name, String namedIn) {
    if (!modules.containsKey(name)) {
      missing
          .computeIfAbsent(
              name, n -> new MissingModule(n, new TreeSet<>(), Optional.ofNullable(why.get(n))))
          .namedIn()
          .add(namedIn);
    }
  }

  private Optional<String> text(String name) {
    return listing.isFile(name)
        ? SourceText.read(new SourceFile(tree, name), new Findings(name))
        : Optional.empty();
  }

  SourceTree tree() {
    return tree;
  }

  Kind kind() {
    return kind;
  }

  Optional<PuppetfileResult> puppetfile() {
    return puppetfile;
  }

  List<RepoFile> files() {
    return files;
  }

  SortedMap<String, RepoModule> modules() {
    return modules;
  }

  List<RepoModule> shadowed() {
    return shadowed;
  }

  SortedMap<String, MissingModule> missing() {
    return missing;
  }

  boolean moreModules() {
    return kind == Kind.MODULE
        || path.outside()
        || path.directories().stream().anyMatch(listing::isClosed);
  }
}
