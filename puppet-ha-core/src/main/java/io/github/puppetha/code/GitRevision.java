package io.github.puppetha.code;

import io.github.puppetha.PuppetHaException;
import io.github.puppetha.code.GitFile.Kind;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jgit.errors.RevisionSyntaxException;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectLoader;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.lib.RepositoryCache.FileKey;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.eclipse.jgit.treewalk.filter.PathFilter;
import org.eclipse.jgit.util.FS;
import org.jspecify.annotations.Nullable;

/**
 * What is in a revision of a local git repository, read from git's objects: no working tree is
 * needed, and none is looked at. In a hook the objects that are about to be received are seen too.
 * Reading is safe for several threads.
 */
public final class GitRevision implements AutoCloseable {
  private final Repository repository;
  private final ObjectId tree;
  private final String directory;

  GitRevision(Repository repository, ObjectId tree, String directory) {
    this.repository = repository;
    this.tree = tree;
    this.directory = directory;
  }

  /**
   * Finds a revision.
   *
   * @param directory a bare repository, or a working tree or a directory in one; of the latter only
   *     what is below it is read
   * @param revision whatever {@code git rev-parse} takes for a commit or a tree: a hash, branch,
   *     tag, {@code HEAD~1}
   * @throws PuppetHaException when there is no repository or no such revision
   */
  public static GitRevision open(Path directory, String revision) {
    String what = "Reading the revision '" + revision + "' of " + directory + " failed: ";
    try {
      Path real = directory.toRealPath();
      Repository repository = repository(real.toFile());
      if (repository == null) {
        throw new PuppetHaException(what + "no git repository is there; name one");
      }
      ObjectId tree = tree(repository, revision);
      if (tree == null) {
        repository.close();
        throw new PuppetHaException(what + "it has no such commit; see 'git log'");
      }
      return new GitRevision(repository, tree, below(repository, real));
    } catch (IOException | RevisionSyntaxException e) {
      throw new PuppetHaException(what + e.getMessage() + "; see that git can read it", e);
    }
  }

  /** The repository that a directory is or lies in, as a hook sees it; null where there is none. */
  static @Nullable Repository repository(File directory) throws IOException {
    FileRepositoryBuilder builder = new FileRepositoryBuilder();
    if (FileKey.isGitRepository(directory, FS.DETECTED)) {
      builder.setGitDir(directory);
    } else {
      builder.findGitDir(directory);
    }
    if (builder.getGitDir() == null) {
      return null;
    }
    inHook(builder);
    return builder.build();
  }

  /** Git hands a hook, by its environment, the directory of objects not yet taken. */
  private static void inHook(FileRepositoryBuilder builder) throws IOException {
    FileRepositoryBuilder hook = new FileRepositoryBuilder().readEnvironment();
    boolean same =
        hook.getGitDir() != null
            && hook.getGitDir().getCanonicalFile().equals(builder.getGitDir().getCanonicalFile());
    if (same && hook.getObjectDirectory() != null) {
      builder.setObjectDirectory(hook.getObjectDirectory());
      builder.addAlternateObjectDirectories(hook.getAlternateObjectDirectories());
    }
  }

  private static @Nullable ObjectId tree(Repository repository, String revision)
      throws IOException {
    ObjectId id = repository.resolve(revision + "^{tree}");
    return id != null && repository.getObjectDatabase().has(id) ? id : null;
  }

  /** The name of a directory of a working tree, relative to its top; empty for a repository. */
  static String below(Repository repository, Path directory) throws IOException {
    if (repository.isBare() || directory.startsWith(repository.getDirectory().toPath())) {
      return "";
    }
    Path top = repository.getWorkTree().toPath().toRealPath();
    return top.relativize(directory).toString().replace('\\', '/');
  }

  /** All files, in git's order. */
  public List<GitFile> files() throws IOException {
    List<GitFile> files = new ArrayList<>();
    int cut = directory.isEmpty() ? 0 : directory.length() + 1;
    try (RevWalk revisions = new RevWalk(repository);
        TreeWalk walk = new TreeWalk(repository)) {
      walk.addTree(revisions.parseTree(tree));
      walk.setRecursive(true);
      if (cut > 0) {
        walk.setFilter(PathFilter.create(directory));
      }
      while (walk.next()) {
        String path = walk.getPathString();
        if (path.length() > cut) {
          String id = walk.getObjectId(0).name();
          files.add(new GitFile(path.substring(cut), kind(walk.getFileMode(0)), id));
        }
      }
    }
    return files;
  }

  private static Kind kind(FileMode mode) {
    if (mode == FileMode.SYMLINK) {
      return Kind.LINK;
    } else if (mode == FileMode.GITLINK) {
      return Kind.SUBMODULE;
    }
    return mode == FileMode.EXECUTABLE_FILE ? Kind.PROGRAM : Kind.FILE;
  }

  /** The size of a file in bytes. */
  public long size(GitFile file) throws IOException {
    try (ObjectReader reader = repository.newObjectReader()) {
      return reader.getObjectSize(ObjectId.fromString(file.id()), ObjectReader.OBJ_ANY);
    }
  }

  /** The content of a file. */
  public byte[] read(GitFile file) throws IOException {
    try (ObjectReader reader = repository.newObjectReader()) {
      ObjectLoader loader = reader.open(ObjectId.fromString(file.id()));
      return loader.getCachedBytes(Integer.MAX_VALUE);
    }
  }

  @Override
  public void close() {
    repository.close();
  }
}
