package io.github.puppetha.validate;

import java.util.List;
import java.util.Optional;

/**
 * A directory with Hiera data: an environment or a module.
 *
 * @param tree where its files are
 * @param name relative to what is validated; empty for that itself
 * @param module the module's name; empty for an environment
 * @param datadirs relative to what is validated, without those that interpolation decides
 */
record HieraRoot(SourceTree tree, String name, Optional<String> module, List<String> datadirs) {
  /** The directories of data where no hiera.yaml says otherwise. */
  static final List<String> DEFAULT_DATADIRS = List.of("data", "hieradata");

  HieraRoot withDatadirs(List<String> directories) {
    return new HieraRoot(tree, name, module, List.copyOf(directories));
  }

  /** A name below this root, relative to what is validated. */
  String below(String child) {
    return name.isEmpty() ? child : name + "/" + child;
  }
}
