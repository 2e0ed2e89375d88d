package io.github.puppetha.code;

import io.github.puppetha.io.DeleteTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.lib.RepositoryCache.FileKey;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.eclipse.jgit.util.FS;

/** Where the mirror of one remote lies in a cache. */
record MirrorDirectory(Path path) {
  static MirrorDirectory of(Path cache, GitRemote remote) {
    return new MirrorDirectory(cache.resolve("git").resolve(GitUrls.directory(remote.url())));
  }

  boolean exists() {
    return FileKey.isGitRepository(path.toFile(), FS.DETECTED);
  }

  Repository open() throws IOException {
    if (!exists()) {
      create();
    }
    return build(path);
  }

  private void create() throws IOException {
    Path temporary = skeleton();
    try {
      Files.move(temporary, path);
    } catch (IOException e) {
      DeleteTree.delete(temporary);
      if (!exists()) {
        throw e;
      }
    }
  }

  /** As {@code git init --bare} makes it, without hooks and samples. */
  private Path skeleton() throws IOException {
    Files.createDirectories(path.getParent());
    MirrorDebris.sweepMirrors(path.getParent());
    Path made = Files.createTempDirectory(path.getParent(), "new");
    for (String name : List.of("objects/pack", "objects/info", "refs/heads", "refs/tags")) {
      Files.createDirectories(made.resolve(name));
    }
    Files.writeString(made.resolve("HEAD"), "ref: refs/heads/main\n");
    Files.writeString(
        made.resolve("config"),
        "[core]\n\trepositoryformatversion = 0\n\tfilemode = true\n\tbare = true\n");
    return made;
  }

  /**
   * Puts a new mirror in the place of this one.
   *
   * @param fill fetches into it; when it fails, the old one stays
   */
  void remake(Consumer<Repository> fill) throws IOException {
    Path fresh = skeleton();
    Path aside = fresh.resolveSibling(fresh.getFileName() + "-old");
    try {
      try (Repository repository = build(fresh)) {
        fill.accept(repository);
      }
      Files.move(path, aside);
      Files.move(fresh, path);
    } finally {
      DeleteTree.delete(fresh);
      DeleteTree.delete(aside);
    }
  }

  private static Repository build(Path directory) throws IOException {
    return new FileRepositoryBuilder().setGitDir(directory.toFile()).setBare().build();
  }
}
