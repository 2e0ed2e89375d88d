package io.github.puppetha.validate;

import java.util.Set;
import java.util.function.Predicate;

/** Which directories are never looked into. Names are relative to the top. */
final class LeftOut {
  private static final Set<String> NEVER =
      Set.of(".git", ".svn", ".hg", ".bundle", ".puppet-ha", "node_modules");
  private static final Set<String> AT_TOP = Set.of("vendor", "target", "pkg");
  private static final Set<String> MODULE_DIRECTORIES =
      Set.of("modules", "site", "site-modules", "dist");

  private final Predicate<String> isFile;

  /**
   * For a tree.
   *
   * @param isFile tells whether there is a file of a name
   */
  LeftOut(Predicate<String> isFile) {
    this.isFile = isFile;
  }

  /** Is this directory one of them? Those above it are not. */
  boolean directory(String name) {
    String last = RelativeNames.last(name);
    String parent = RelativeNames.parent(name);
    return NEVER.contains(last)
        || last.equals("fixtures") && RelativeNames.last(parent).equals("spec")
        || AT_TOP.contains(last) && isTop(parent);
  }

  /** The top of all or of a module. */
  private boolean isTop(String directory) {
    return directory.isEmpty()
        || directory.contains("/")
            && MODULE_DIRECTORIES.contains(RelativeNames.last(RelativeNames.parent(directory)))
        || isFile.test(directory + "/metadata.json");
  }
}
