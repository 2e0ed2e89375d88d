package io.github.puppetha.code;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Predicate;
import org.eclipse.jgit.dircache.DirCache;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;

/** Which directories of a working tree git has. */
public final class TrackedFiles {
  private TrackedFiles() {}

  /**
   * Reads the index of the working tree that a directory lies in.
   *
   * @return tells of a directory, named relative to the given one, whether git has a file in it;
   *     always true where git has nothing of the given directory itself, as outside a working tree
   *     or in one that ignores it
   */
  public static Predicate<String> under(Path directory) {
    Set<String> directories = new HashSet<>();
    try {
      Path real = directory.toRealPath();
      FileRepositoryBuilder builder = new FileRepositoryBuilder().findGitDir(real.toFile());
      if (builder.getGitDir() != null) {
        try (Repository repository = builder.build()) {
          collect(repository, real, directories);
        }
      }
    } catch (IOException | RuntimeException e) {
      return name -> true;
    }
    return directories.isEmpty() ? name -> true : directories::contains;
  }

  private static void collect(Repository repository, Path directory, Set<String> directories)
      throws IOException {
    if (repository.isBare()) {
      return;
    }
    Path top = repository.getWorkTree().toPath().toRealPath();
    String below = top.relativize(directory).toString().replace('\\', '/');
    String prefix = below.isEmpty() ? "" : below + "/";
    DirCache index = repository.readDirCache();
    for (int i = 0; i < index.getEntryCount(); i++) {
      String path = index.getEntry(i).getPathString();
      if (path.startsWith(prefix) && index.getEntry(i).getFileMode() != FileMode.GITLINK) {
        add(path.substring(prefix.length()), directories);
      }
    }
  }

  private static void add(String file, Set<String> directories) {
    for (int slash = file.lastIndexOf('/'); slash >= 0; slash = file.lastIndexOf('/', slash - 1)) {
      if (!directories.add(file.substring(0, slash))) {
        return;
      }
    }
    directories.add("");
  }
}
