package io.github.puppetha.code;

import io.github.puppetha.io.DeleteTree;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.lib.RepositoryCache.FileKey;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevTree;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.eclipse.jgit.util.FS;
import org.jspecify.annotations.Nullable;

/**
 * A bare mirror, in a cache on this machine, of a remote git repository. Only references that were
 * asked for are in it. Remotes are files, https and ssh (see {@link Ssh}). Reading is safe for
 * several threads; several processes may share a cache.
 */
public final class GitRepository implements AutoCloseable {
  private final GitRemote remote;
  private final Repository repository;

  private GitRepository(GitRemote remote, Repository repository) {
    this.remote = remote;
    this.repository = repository;
  }

  /**
   * Opens the mirror of a remote, and makes an empty one where there is none. Nothing is fetched.
   *
   * @param cache the directory that holds mirrors; made when missing
   * @param remote a URL, {@code user@host:path} or a path
   */
  public static GitRepository open(Path cache, String remote) {
    return open(cache, remote, GitCredentials.ofUser(), Ssh.ofUser());
  }

  /** As {@link #open(Path, String)}, with other credentials and another ssh than this user's. */
  public static GitRepository open(Path cache, String remote, GitCredentials credentials, Ssh ssh) {
    GitRemote address = GitRemote.of(remote, credentials, ssh);
    Path directory = directory(cache, address);
    try {
      if (!FileKey.isGitRepository(directory.toFile(), FS.DETECTED)) {
        create(directory);
      }
      return new GitRepository(address, build(directory));
    } catch (IOException e) {
      throw new RepositoryException(
          address.shown(), "The cache " + directory + " cannot be used: " + e, e);
    }
  }

  /** Opens the mirror of a remote if there is one. Nothing is made or fetched. */
  public static Optional<GitRepository> find(Path cache, String remote) {
    Path directory = directory(cache, GitRemote.of(remote, GitCredentials.NONE, Ssh.ofUser()));
    return FileKey.isGitRepository(directory.toFile(), FS.DETECTED)
        ? Optional.of(open(cache, remote))
        : Optional.empty();
  }

  private static Path directory(Path cache, GitRemote remote) {
    return cache.resolve("git").resolve(GitUrls.directory(remote.url()));
  }

  /** As {@code git init --bare} makes it, without hooks and samples. */
  private static void create(Path directory) throws IOException {
    Files.createDirectories(directory.getParent());
    MirrorDebris.sweepMirrors(directory.getParent());
    Path temporary = Files.createTempDirectory(directory.getParent(), "new");
    for (String name : List.of("objects/pack", "objects/info", "refs/heads", "refs/tags")) {
      Files.createDirectories(temporary.resolve(name));
    }
    Files.writeString(temporary.resolve("HEAD"), "ref: refs/heads/main\n");
    Files.writeString(
        temporary.resolve("config"),
        "[core]\n\trepositoryformatversion = 0\n\tfilemode = true\n\tbare = true\n");
    try {
      Files.move(temporary, directory);
    } catch (IOException e) {
      DeleteTree.delete(temporary);
      if (!FileKey.isGitRepository(directory.toFile(), FS.DETECTED)) {
        throw e;
      }
    }
  }

  private static Repository build(Path directory) throws IOException {
    return new FileRepositoryBuilder().setGitDir(directory.toFile()).setBare().build();
  }

  /** The remote's URL without a login, for messages. */
  public String remote() {
    return remote.shown();
  }

  /** Fetches all branches, and forgets those that are gone. */
  public void fetchBranches() {
    fetcher().branches();
  }

  /** Fetches what is needed for these; nothing when all is there and cannot have changed. */
  public void fetch(Collection<WantedRef> wanted) {
    if (!wanted.stream().allMatch(this::settled)) {
      fetcher().wanted(wanted);
    }
  }

  private GitFetch fetcher() {
    return new GitFetch(repository, remote);
  }

  /** Tags and commits do not move: what is here is not asked for again. */
  private boolean settled(WantedRef wanted) {
    return switch (wanted.kind()) {
      case COMMIT -> commit(wanted.ref()).isPresent();
      case TAG -> commit(Constants.R_TAGS + wanted.ref()).isPresent();
      case ANY ->
          commit(Constants.R_TAGS + wanted.ref()).isPresent()
              || (ObjectId.isId(wanted.ref()) && commit(wanted.ref()).isPresent());
      default -> false;
    };
  }

  /** The branches that are here, by name, each with its commit. */
  public Map<String, String> branches() {
    try {
      Map<String, String> branches = new TreeMap<>();
      for (Ref ref : repository.getRefDatabase().getRefsByPrefix(Constants.R_HEADS)) {
        if (ref.getObjectId() != null) {
          branches.put(
              ref.getName().substring(Constants.R_HEADS.length()), ref.getObjectId().name());
        }
      }
      return branches;
    } catch (IOException e) {
      throw unreadable("its branches", e);
    }
  }

  /** The commit that a reference stands for, if it is here. */
  public Optional<String> resolve(WantedRef wanted) {
    String ref = wanted.ref();
    return switch (wanted.kind()) {
      case BRANCH, CONTROL_BRANCH -> commit(Constants.R_HEADS + ref);
      case TAG -> commit(Constants.R_TAGS + ref);
      case COMMIT -> commit(ref);
      case ANY ->
          commit(Constants.R_TAGS + ref)
              .or(() -> commit(Constants.R_HEADS + ref))
              .or(() -> GitFetch.HASH.matcher(ref).matches() ? commit(ref) : Optional.empty());
    };
  }

  /** Of a full name of a reference, or of a hash. */
  private Optional<String> commit(String name) {
    try (RevWalk walk = new RevWalk(repository)) {
      ObjectId id = name.startsWith(Constants.R_REFS) ? reference(name) : hash(name);
      return id == null ? Optional.empty() : Optional.of(walk.parseCommit(id).name());
    } catch (IOException | RuntimeException e) {
      return Optional.empty();
    }
  }

  private @Nullable ObjectId reference(String name) throws IOException {
    Ref ref = repository.exactRef(name);
    return ref == null ? null : ref.getObjectId();
  }

  private @Nullable ObjectId hash(String text) throws IOException {
    return ObjectId.isId(text) ? ObjectId.fromString(text) : repository.resolve(text + "^{commit}");
  }

  /** The hash of a commit's tree: equal for equal content. */
  public String tree(String commit) {
    try (RevWalk walk = new RevWalk(repository)) {
      return root(walk, commit).name();
    } catch (IOException e) {
      throw unreadable("commit " + commit, e);
    }
  }

  /** A file's text at a commit, as UTF-8; empty when there is no such file. */
  public Optional<String> read(String commit, String path) {
    try (ObjectReader reader = repository.newObjectReader();
        RevWalk walk = new RevWalk(reader);
        @Nullable TreeWalk entry = TreeWalk.forPath(reader, path, root(walk, commit))) {
      if (entry == null || entry.getFileMode(0).getObjectType() != Constants.OBJ_BLOB) {
        return Optional.empty();
      }
      byte[] bytes = reader.open(entry.getObjectId(0)).getCachedBytes(Integer.MAX_VALUE);
      return Optional.of(new String(bytes, StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw unreadable(path + " at " + commit, e);
    }
  }

  /**
   * Gives a commit's tree to a sink, straight from git's objects. Names and links that would lead
   * outside are refused before anything is given.
   *
   * @param withoutSpec leaves out the directory {@code spec} at the top
   * @throws HostileTreeException for such a name or link
   */
  public ExportedTree export(String commit, boolean withoutSpec, TreeSink sink) {
    TreeExport.Mirrors none =
        url -> {
          throw new RepositoryException(
              GitUrls.shown(url), "Submodules can be read from a cache's contents only", null);
        };
    return export(commit, withoutSpec, sink, none);
  }

  /** The same, with the trees of submodules, whose mirrors are given. */
  ExportedTree export(
      String commit, boolean withoutSpec, TreeSink sink, TreeExport.Mirrors mirrors) {
    try (ObjectReader reader = repository.newObjectReader();
        TreeExport export = new TreeExport(remote, commit, mirrors)) {
      return export.export(reader, withoutSpec, sink);
    } catch (IOException e) {
      throw unreadable("commit " + commit, e);
    }
  }

  /** The objects that are here; to be closed by whoever asks. */
  ObjectReader reader() {
    return repository.newObjectReader();
  }

  /**
   * A small file kept at a reference of the remote, and what it was before; fetched anew.
   *
   * @param most how many states of it at most, 1 or more
   * @return newest first; empty when there is no such reference
   */
  public List<RefFile> readRef(String ref, String file, int most) {
    return new GitRefFiles(repository, remote).read(ref, file, most);
  }

  /**
   * Puts a file at a reference of the remote, if the reference still is where it was seen.
   *
   * @param expected the commit that was read, or null when there was none
   * @param kept whether that commit becomes the parent of the new one
   * @return the new commit; empty when someone else was faster
   * @throws RepositoryException when the remote does not take it at all
   */
  public Optional<String> writeRef(
      String ref,
      @Nullable String expected,
      boolean kept,
      String file,
      byte[] content,
      String message) {
    return new GitRefFiles(repository, remote).write(ref, expected, kept, file, content, message);
  }

  /** The mirror on this machine, a bare repository. */
  public Path directory() {
    return repository.getDirectory().toPath();
  }

  /** The files of a commit that is here; to be closed by whoever asks. */
  public GitRevision revision(String commit) {
    repository.incrementOpen();
    return new GitRevision(repository, ObjectId.fromString(commit), "");
  }

  private RepositoryException unreadable(String what, IOException e) {
    String message =
        "Reading "
            + what
            + " of "
            + remote()
            + " failed: "
            + e.getMessage()
            + "; if it goes on, remove the mirror "
            + repository.getDirectory();
    return new RepositoryException(remote(), message, e);
  }

  private static RevTree root(RevWalk walk, String commit) throws IOException {
    RevCommit parsed = walk.parseCommit(ObjectId.fromString(commit));
    return parsed.getTree();
  }

  @Override
  public void close() {
    repository.close();
  }
}
