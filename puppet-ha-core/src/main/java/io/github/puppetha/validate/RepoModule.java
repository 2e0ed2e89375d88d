package io.github.puppetha.validate;

/**
 * A module that is at hand.
 *
 * @param name its name in Puppet code: {@code stdlib}
 * @param tree where its files are; the control repo itself for all but modules from elsewhere
 * @param directory its directory in that tree; empty when it is the whole tree
 * @param origin where it comes from
 */
record RepoModule(String name, SourceTree tree, String directory, Origin origin) {

  /** Where a module comes from. */
  enum Origin {
    /** It is what is being checked: problems in it are reported. */
    OWN,
    /** Somebody else's: read for what it defines, never reported. */
    INSTALLED
  }

  /** Is it being checked, and not only read? */
  boolean own() {
    return origin == Origin.OWN;
  }

  /** A name below the module, relative to its tree. */
  String below(String name) {
    return RelativeNames.below(directory, name);
  }

  /** Does a file of its tree belong to it? */
  boolean holds(SourceFile file) {
    return file.tree() == tree && (directory.isEmpty() || file.name().startsWith(directory + "/"));
  }
}
