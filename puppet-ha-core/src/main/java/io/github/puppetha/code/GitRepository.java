package io.github.puppetha.code;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevTree;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.jspecify.annotations.Nullable;

/**
 * A bare mirror, in a cache on this machine, of a remote git repository. Only references that were
 * asked for are in it. Remotes are files, https and ssh (see {@link Ssh}). Reading is safe for
 * several threads; several processes may share a cache.
 */
public final class GitRepository implements AutoCloseable {
  private final GitRemote remote;
  private final List<GitRemote> copies;
  private final boolean offline;
  private final MirrorDirectory directory;
  private volatile Repository repository;
  private volatile boolean remade;
  private volatile @Nullable String note;

  private GitRepository(
      GitRemote remote, List<GitRemote> copies, boolean offline, MirrorDirectory directory)
      throws IOException {
    this.remote = remote;
    this.copies = copies;
    this.offline = offline;
    this.directory = directory;
    this.repository = directory.open();
  }

  /**
   * Opens the mirror of a remote, and makes an empty one where there is none. Nothing is fetched.
   *
   * @param cache the directory that holds mirrors; made when missing
   * @param remote a URL, {@code user@host:path} or a path
   */
  public static GitRepository open(Path cache, String remote) {
    return open(cache, remote, ContentsOptions.standard());
  }

  static GitRepository open(Path cache, String remote, ContentsOptions options) {
    GitRemote address = GitRemote.of(remote, options.credentials(), options.ssh());
    MirrorDirectory directory = MirrorDirectory.of(cache, address);
    List<GitRemote> copies =
        options.copies().getOrDefault(remote, List.of()).stream()
            .map(url -> GitRemote.of(url, options.credentials(), options.ssh()))
            .toList();
    try {
      return new GitRepository(address, copies, options.offline(), directory);
    } catch (IOException e) {
      throw new RepositoryException(
          address.shown(), "The cache " + directory.path() + " cannot be used: " + e, e);
    }
  }

  /** Opens the mirror of a remote if there is one. Nothing is made or fetched. */
  public static Optional<GitRepository> find(Path cache, String remote) {
    return MirrorDirectory.of(cache, GitRemote.of(remote, GitCredentials.NONE, Ssh.ofUser()))
            .exists()
        ? Optional.of(open(cache, remote))
        : Optional.empty();
  }

  /** The remote's URL without a login, for messages. */
  public String remote() {
    return remote.shown();
  }

  /** Fetches all branches, and forgets those that are gone. */
  public void fetchBranches() {
    remakeWhenDamaged();
    fetch((fetch, first) -> fetch.branches(first));
  }

  /** References whose commits cannot be read would stop fetches and pushes in the midst of them. */
  private void remakeWhenDamaged() {
    if (offline) {
      return;
    }
    Repository seen = repository;
    try (RevWalk walk = new RevWalk(seen)) {
      for (Ref ref : seen.getRefDatabase().getRefs()) {
        if (ref.getObjectId() != null) {
          walk.parseAny(ref.getObjectId());
        }
      }
    } catch (IOException e) {
      remake(seen, e);
    }
  }

  /** Fetches what is needed for these; nothing when all is there and cannot have changed. */
  public void fetch(Collection<WantedRef> wanted) {
    if (!wanted.stream().allMatch(this::settled)) {
      remakeWhenDamaged();
      fetch((fetch, first) -> fetch.wanted(wanted));
    }
  }

  private interface Fetching {
    void by(GitFetch fetch, boolean first);
  }

  private void fetch(Fetching what) {
    if (!offline) {
      fetch(repository, what);
    }
  }

  /** When the remote cannot be had, its copies are asked, and that is noted. */
  private void fetch(Repository into, Fetching what) {
    try {
      what.by(new GitFetch(into, remote), true);
    } catch (RepositoryException e) {
      for (GitRemote copy : copies) {
        try {
          what.by(new GitFetch(into, copy), false);
          note = e.getMessage() + ". What its mirror " + copy.shown() + " has is used";
          return;
        } catch (RepositoryException again) {
          e.addSuppressed(again);
        }
      }
      throw e;
    }
  }

  /** That a mirror of the remote had to be asked in its place, and why; empty when it had not. */
  public Optional<String> note() {
    return Optional.ofNullable(note);
  }

  /**
   * Brings the remote's mirrors up to date with it: branches, tags and decisions.
   *
   * @return a line for each that could not be, with the reason
   */
  public List<String> pushToMirrors() {
    List<String> failures = new ArrayList<>();
    if (copies.isEmpty() || offline) {
      return failures;
    }
    try {
      new GitFetch(repository, remote).copied();
    } catch (RepositoryException e) {
      return List.of(
          "The mirrors of " + remote() + " were not brought up to date: " + e.getMessage());
    }
    for (GitRemote copy : copies) {
      new MirrorPush(repository, copy)
          .push()
          .ifPresent(
              why ->
                  failures.add(
                      "The mirror " + copy.shown() + " was not brought up to date: " + why));
    }
    return failures;
  }

  /**
   * Makes the mirror anew from its remote, once; for when it is damaged.
   *
   * @param seen where the damage was found; another thread may have made it anew meanwhile
   * @param damage what was found
   * @throws RepositoryException when the remote cannot be had either; the mirror stays then
   */
  synchronized void remake(Repository seen, IOException damage) {
    if (seen != repository) {
      return;
    }
    String what = "The mirror " + directory.path() + " is damaged (" + damage.getMessage() + ")";
    if (remade || offline) {
      throw new RepositoryException(
          remote(), what + "; remove it, and see to the disk and to " + remote(), damage);
    }
    remade = true;
    try {
      Set<String> names = new HashSet<>();
      for (Ref ref : repository.getRefDatabase().getRefs()) {
        names.add(ref.getName());
      }
      directory.remake(fresh -> fetch(fresh, (fetch, first) -> fetch.named(names)));
      Repository damaged = repository;
      repository = directory.open();
      damaged.close();
    } catch (IOException | RepositoryException e) {
      throw new RepositoryException(
          remote(), what + " and could not be made anew: " + e.getMessage(), e);
    }
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
    return reading(
        "commit " + commit,
        () -> {
          try (RevWalk walk = new RevWalk(repository)) {
            return root(walk, commit).name();
          }
        });
  }

  /** A file's text at a commit, as UTF-8; empty when there is no such file. */
  public Optional<String> read(String commit, String path) {
    return reading(path + " at " + commit, () -> text(commit, path));
  }

  private Optional<String> text(String commit, String path) throws IOException {
    try (ObjectReader reader = repository.newObjectReader();
        RevWalk walk = new RevWalk(reader);
        @Nullable TreeWalk entry = TreeWalk.forPath(reader, path, root(walk, commit))) {
      if (entry == null || entry.getFileMode(0).getObjectType() != Constants.OBJ_BLOB) {
        return Optional.empty();
      }
      byte[] bytes = reader.open(entry.getObjectId(0)).getCachedBytes(Integer.MAX_VALUE);
      return Optional.of(new String(bytes, StandardCharsets.UTF_8));
    }
  }

  private interface Reading<T> {
    T get() throws IOException;
  }

  /** What cannot be read is damaged: the mirror is made anew, and read again. */
  private <T> T reading(String what, Reading<T> reading) {
    Repository seen = repository;
    try {
      return reading.get();
    } catch (IOException e) {
      remake(seen, e);
    }
    try {
      return reading.get();
    } catch (IOException e) {
      throw unreadable(what, e);
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
    try (TreeExport export = new TreeExport(this, remote, commit, mirrors)) {
      return export.export(withoutSpec, sink);
    } catch (IOException e) {
      throw unreadable("commit " + commit, e);
    }
  }

  /** What is here, now; the mirror may be made anew. */
  Repository repository() {
    return repository;
  }

  /**
   * A small file kept at a reference of the remote, and what it was before; fetched anew.
   *
   * @param most how many states of it at most, 1 or more
   * @return newest first; empty when there is no such reference
   */
  public List<RefFile> readRef(String ref, String file, int most) {
    remakeWhenDamaged();
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
    remakeWhenDamaged();
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
