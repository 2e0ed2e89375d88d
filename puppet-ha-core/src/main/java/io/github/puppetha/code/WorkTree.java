package io.github.puppetha.code;

import java.io.IOException;
import java.nio.file.Path;
import org.eclipse.jgit.lib.Repository;

/** The git working tree that a directory lies in. */
public final class WorkTree {
  private WorkTree() {}

  /**
   * What a directory is called in its working tree, with {@code /} between the parts; empty at the
   * top, and where there is no working tree.
   */
  public static String nameOf(Path directory) {
    try {
      Path real = directory.toRealPath();
      try (Repository repository = GitRevision.repository(real.toFile())) {
        return repository == null ? "" : GitRevision.below(repository, real);
      }
    } catch (IOException | RuntimeException e) {
      return ""; // whoever needs the repository itself says what is wrong with it
    }
  }
}
