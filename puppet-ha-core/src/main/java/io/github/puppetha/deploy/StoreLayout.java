package io.github.puppetha.deploy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotLinkException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Where things lie in one environments directory. */
record StoreLayout(Path root) {
  static final String STORE = ".puppet-ha";

  /** Where the trees of environments are, below the environments directory. */
  static final String TREES = STORE + "/environments";

  StoreLayout {
    root = root.toAbsolutePath().normalize();
  }

  Path store() {
    return root.resolve(STORE);
  }

  Path modules() {
    return store().resolve("modules");
  }

  Path trees() {
    return root.resolve(TREES);
  }

  Path temporary() {
    return store().resolve("tmp");
  }

  Path replaced() {
    return store().resolve("replaced");
  }

  /** What differed from its revision and was replaced, as it was. */
  Path mended() {
    return store().resolve("mended");
  }

  Path state() {
    return store().resolve("state.json");
  }

  Path journal() {
    return store().resolve("journal");
  }

  Path lock() {
    return store().resolve("lock");
  }

  /** What belongs to a tree but not to its content: its digest and modules. */
  Path record(String tree) {
    return trees().resolve(tree + ".json");
  }

  /** What a module or tree was when it was laid down. */
  static Path seal(Path entry) {
    return entry.resolveSibling(entry.getFileName() + ".seal");
  }

  static String revisionOf(String tree) {
    return tree.substring(tree.lastIndexOf('_') + 1);
  }

  static String environmentOf(String tree) {
    int cut = tree.lastIndexOf('_');
    return cut < 0 ? "" : tree.substring(0, cut);
  }

  /** The links of environments, each with the name of the tree that it leads to. */
  Map<String, String> liveTrees() throws IOException {
    Map<String, String> live = links();
    live.entrySet().removeIf(e -> e.getKey().equals(e.getValue()));
    return live;
  }

  /** All links into the store, those of revisions too. */
  Map<String, String> links() throws IOException {
    Map<String, String> links = new TreeMap<>();
    if (!Files.isDirectory(root)) {
      return links;
    }
    try (Stream<Path> entries = Files.list(root)) {
      for (Path entry : entries.filter(Files::isSymbolicLink).toList()) {
        String name = entry.getFileName().toString();
        if (!name.startsWith(".")) {
          treeOf(entry).ifPresent(tree -> links.put(name, tree));
        }
      }
    }
    return links;
  }

  /** The tree that a link leads to; empty when it leads elsewhere, or another deployer took it. */
  Optional<String> treeOf(Path link) throws IOException {
    try {
      Path target = Files.readSymbolicLink(link);
      return trees().equals(target.getParent())
          ? Optional.of(target.getFileName().toString())
          : Optional.empty();
    } catch (NoSuchFileException | NotLinkException e) {
      return Optional.empty();
    }
  }
}
