package io.github.puppetha.code;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
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
import org.eclipse.jgit.transport.PushResult;
import org.eclipse.jgit.transport.RemoteRefUpdate;
import org.eclipse.jgit.transport.Transport;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.jspecify.annotations.Nullable;

/** Small files at references of a remote, changed by compare-and-swap. */
final class GitRefFiles {
  private final Repository mirror;
  private final String remote;

  GitRefFiles(Repository mirror, String remote) {
    this.mirror = mirror;
    this.remote = remote;
  }

  Optional<RefFile> read(String ref, String file) {
    new GitFetch(mirror, remote).ref(ref);
    try (RevWalk walk = new RevWalk(mirror)) {
      Ref here = mirror.exactRef(ref);
      if (here == null) {
        return Optional.empty();
      }
      RevCommit commit = walk.parseCommit(here.getObjectId());
      try (TreeWalk entry = TreeWalk.forPath(mirror, file, commit.getTree())) {
        if (entry == null) {
          throw new IOException("there is no " + file + " in it");
        }
        byte[] bytes = mirror.open(entry.getObjectId(0)).getCachedBytes(Integer.MAX_VALUE);
        return Optional.of(new RefFile(commit.name(), new String(bytes, StandardCharsets.UTF_8)));
      }
    } catch (IOException e) {
      throw failed("Reading " + ref + " of ", e);
    }
  }

  Optional<String> write(
      String ref, @Nullable String expected, String file, byte[] content, String message) {
    try {
      ObjectId old = expected == null ? ObjectId.zeroId() : ObjectId.fromString(expected);
      ObjectId commit = commit(old, file, content, message);
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

  private boolean push(String ref, ObjectId old, ObjectId commit) throws IOException {
    try (Transport transport = GitFetch.transport(mirror, remote)) {
      RemoteRefUpdate update =
          new RemoteRefUpdate(mirror, commit.name(), commit, ref, true, null, old);
      PushResult result = transport.push(NullProgressMonitor.INSTANCE, List.of(update));
      RemoteRefUpdate done = result.getRemoteUpdate(ref);
      RemoteRefUpdate.Status status = done == null ? update.getStatus() : done.getStatus();
      String why = done == null ? null : done.getMessage();
      return switch (status) {
        case OK, UP_TO_DATE -> true;
        case REJECTED_REMOTE_CHANGED, REJECTED_NONFASTFORWARD -> false;
        default -> {
          if (why != null && (why.contains("lock") || why.contains("stale"))) {
            yield false;
          }
          throw new IOException(
              "the remote refused it: " + status + (why == null ? "" : ", " + why));
        }
      };
    }
  }

  private RepositoryException failed(String doing, IOException e) {
    String shown = GitUrls.shown(remote);
    return new RepositoryException(shown, doing + shown + " failed: " + e.getMessage(), e);
  }
}
