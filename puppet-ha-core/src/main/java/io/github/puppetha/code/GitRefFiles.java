package io.github.puppetha.code;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.NullProgressMonitor;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.lib.TreeFormatter;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.transport.FetchConnection;
import org.eclipse.jgit.transport.PushResult;
import org.eclipse.jgit.transport.RemoteRefUpdate;
import org.eclipse.jgit.transport.Transport;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.jspecify.annotations.Nullable;

/** Small files at references of a remote, changed by compare-and-swap. */
final class GitRefFiles {
  private static final int MAX_BYTES = 64 * 1024 * 1024;

  private final Repository mirror;
  private final GitRemote remote;

  GitRefFiles(Repository mirror, GitRemote remote) {
    this.mirror = mirror;
    this.remote = remote;
  }

  /** The file at the reference, and before that at its first parents; at most so many. */
  List<RefFile> read(String ref, String file, int most) {
    new GitFetch(mirror, remote).ref(ref);
    List<RefFile> files = new ArrayList<>();
    try (RevWalk walk = new RevWalk(mirror)) {
      Ref here = mirror.exactRef(ref);
      RevCommit commit = here == null ? null : walk.parseCommit(here.getObjectId());
      while (commit != null && files.size() < most) {
        files.add(new RefFile(commit.name(), content(commit, file)));
        commit = commit.getParentCount() == 0 ? null : walk.parseCommit(commit.getParent(0));
      }
      return files;
    } catch (IOException e) {
      throw failed("Reading " + ref + " of ", e);
    }
  }

  private String content(RevCommit commit, String file) throws IOException {
    try (TreeWalk entry = TreeWalk.forPath(mirror, file, commit.getTree())) {
      if (entry == null) {
        throw new IOException("there is no " + file + " in " + commit.name());
      }
      byte[] bytes = mirror.open(entry.getObjectId(0)).getCachedBytes(MAX_BYTES);
      return new String(bytes, StandardCharsets.UTF_8);
    }
  }

  Optional<String> write(
      String ref,
      @Nullable String expected,
      boolean kept,
      String file,
      byte[] content,
      String message) {
    try {
      ObjectId old = expected == null ? ObjectId.zeroId() : ObjectId.fromString(expected);
      ObjectId commit = commit(kept ? old : ObjectId.zeroId(), file, content, message);
      return push(ref, old, commit) ? Optional.of(commit.name()) : Optional.empty();
    } catch (IOException e) {
      throw failed("Writing " + ref + " of ", e);
    }
  }

  private ObjectId commit(ObjectId parent, String file, byte[] content, String message)
      throws IOException {
    try (ObjectInserter inserter = mirror.newObjectInserter()) {
      TreeFormatter tree = new TreeFormatter();
      tree.append(file, FileMode.REGULAR_FILE, inserter.insert(Constants.OBJ_BLOB, content));
      CommitBuilder builder = new CommitBuilder();
      builder.setTreeId(inserter.insert(tree));
      if (!ObjectId.zeroId().equals(parent)) {
        builder.setParentId(parent);
      }
      PersonIdent who = new PersonIdent("puppet-ha", "puppet-ha@localhost");
      builder.setAuthor(who);
      builder.setCommitter(who);
      builder.setMessage(message);
      ObjectId id = inserter.insert(builder);
      inserter.flush();
      return id;
    }
  }

  /** What the remote says of a push counts only when it is yes; else it is asked what it has. */
  private boolean push(String ref, ObjectId old, ObjectId commit) throws IOException {
    String refusal;
    try (LocalRemote local = LocalRemote.open(remote.url())) {
      refusal = local == null ? pushed(ref, old, commit) : copied(local, ref, old, commit);
    } catch (IOException e) {
      refusal = e.getMessage() == null ? e.toString() : e.getMessage();
    }
    return refusal == null || taken(ref, old, commit, refusal);
  }

  private @Nullable String copied(LocalRemote local, String ref, ObjectId old, ObjectId commit)
      throws IOException {
    boolean done = local.push(mirror, ref, old, commit);
    return done ? null : "another process is changing " + ref + " there";
  }

  /** Why not; null when it was. */
  private @Nullable String pushed(String ref, ObjectId old, ObjectId commit) throws IOException {
    try (Transport transport = remote.transport(mirror)) {
      RemoteRefUpdate update =
          new RemoteRefUpdate(mirror, commit.name(), commit, ref, true, null, old);
      PushResult result = transport.push(NullProgressMonitor.INSTANCE, List.of(update));
      RemoteRefUpdate done = result.getRemoteUpdate(ref);
      RemoteRefUpdate.Status status = done == null ? update.getStatus() : done.getStatus();
      if (status == RemoteRefUpdate.Status.OK || status == RemoteRefUpdate.Status.UP_TO_DATE) {
        return null;
      }
      String why = done == null ? null : done.getMessage();
      return "the remote refused it: " + status + (why == null ? "" : ", " + why);
    }
  }

  private boolean taken(String ref, ObjectId old, ObjectId commit, String refusal)
      throws IOException {
    ObjectId there = there(ref, refusal);
    if (there.equals(commit)) {
      return true;
    }
    if (there.equals(old)) {
      throw new IOException(refusal);
    }
    return false;
  }

  private ObjectId there(String ref, String refusal) throws IOException {
    try (Transport transport = remote.transport(mirror);
        FetchConnection connection = transport.openFetch()) {
      Ref there = connection.getRef(ref);
      return there == null ? ObjectId.zeroId() : there.getObjectId();
    } catch (IOException e) {
      throw new IOException(refusal, e);
    }
  }

  private RepositoryException failed(String doing, IOException e) {
    String shown = remote.shown();
    return new RepositoryException(shown, doing + shown + " failed: " + e.getMessage(), e);
  }
}
