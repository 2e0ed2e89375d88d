package io.github.puppetha.validate;

import java.util.Optional;

/**
 * A file and its place in Puppet's eyes.
 *
 * @param file the file
 * @param module the module that it belongs to; empty for a file of the environment, or of no place
 *     that Puppet looks into
 * @param path its name relative to the module, or to the environment: {@code manifests/init.pp}
 * @param reported whether problems in it are reported; if not, it is read for what it defines
 */
record RepoFile(SourceFile file, Optional<RepoModule> module, String path, boolean reported) {
  /** Relative to what is checked, as problems name it; of other trees, relative to these. */
  String name() {
    return file.name();
  }

  /** Is its path below this directory of the module or environment? */
  boolean in(String directory) {
    return path.startsWith(directory + "/");
  }

  /** May it hold plans of Bolt, which have rules of their own? */
  boolean isPlan() {
    boolean nowhere = module.isEmpty() && file.below("plans") && !file.below("manifests");
    return in("plans") || nowhere;
  }
}
