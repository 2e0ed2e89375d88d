package io.github.puppetha.validate;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Where Puppet looks for a hiera.yaml, and the data that they name. Immutable. */
final class HieraRoots {
  private static final Set<String> MODULE_DIRECTORIES =
      Set.of("modules", "site", "site-modules", "dist");

  /** Where data is does not hang on Puppet's version. */
  private static final int LATEST = 9;

  private final SourceTree tree;

  /** By the name of the hiera.yaml; the one at the top is there without one too. */
  private final Map<String, HieraRoot> roots = new HashMap<>();

  private final Map<String, HieraRoot> byDatadir = new HashMap<>();

  HieraRoots(SourceTree tree) {
    this.tree = tree;
    tree.files().stream()
        .filter(file -> Sources.isPuppets(file, "hiera.yaml") && isRoot(file.parent()))
        .forEach(file -> roots.put(file.name(), read(file)));
    roots.putIfAbsent("hiera.yaml", root("").withDatadirs(HieraRoot.DEFAULT_DATADIRS));
    roots.values().stream()
        .sorted(Comparator.comparing(HieraRoot::name))
        .forEach(root -> root.datadirs().forEach(datadir -> byDatadir.put(datadir, root)));
  }

  /** The root that a hiera.yaml is of; empty when it is another file, or not Hiera's. */
  Optional<HieraRoot> config(SourceFile file) {
    return Optional.ofNullable(roots.get(file.name()));
  }

  /** The root whose data a file is: that of the nearest directory of data. */
  Optional<HieraRoot> holding(SourceFile file) {
    for (String above = file.parent(); !above.isEmpty(); above = RelativeNames.parent(above)) {
      HieraRoot root = byDatadir.get(above);
      if (root != null) {
        return Optional.of(root);
      }
    }
    return Optional.empty();
  }

  private HieraRoot read(SourceFile file) {
    HieraRoot root = root(file.parent());
    Findings ignored = new Findings(file.name());
    return SourceText.read(file, ignored)
        .map(text -> HieraConfigCheck.check(root, LATEST, text, ignored))
        .orElse(root);
  }

  /** Is a directory one where Puppet looks for hiera.yaml: an environment's or a module's? */
  private boolean isRoot(String name) {
    return name.isEmpty()
        || module(name).isPresent()
        || isEnvironment(name)
        || RelativeNames.last(RelativeNames.parent(name)).equals("environments");
  }

  private boolean isEnvironment(String name) {
    return isFile(name, "environment.conf") || isFile(name, "Puppetfile");
  }

  private boolean isFile(String directory, String name) {
    return tree.listing().isFile(RelativeNames.below(directory, name));
  }

  private HieraRoot root(String name) {
    return new HieraRoot(tree, name, module(name), List.of());
  }

  /** The name of the module that a directory is; empty when it is an environment. */
  private Optional<String> module(String name) {
    if (isEnvironment(name)) {
      return Optional.empty();
    }
    if (isFile(name, "metadata.json")) {
      String metadata = RelativeNames.below(name, "metadata.json");
      return SourceText.read(new SourceFile(tree, metadata), new Findings(metadata))
          .flatMap(MetadataCheck::moduleName)
          .or(() -> Optional.of(directoryName(name)));
    }
    String parent = RelativeNames.parent(name);
    boolean inModules =
        !parent.isEmpty() && MODULE_DIRECTORIES.contains(RelativeNames.last(parent));
    return inModules ? Optional.of(RelativeNames.last(name)) : Optional.empty();
  }

  /** By its directory, without an owner before it. */
  private String directoryName(String name) {
    String last = RelativeNames.last(name.isEmpty() ? tree.description() : name);
    return last.substring(last.lastIndexOf('-') + 1);
  }
}
