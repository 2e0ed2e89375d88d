package io.github.puppetha.code;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.NullProgressMonitor;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.transport.FetchConnection;
import org.eclipse.jgit.transport.RemoteRefUpdate;
import org.eclipse.jgit.transport.RemoteRefUpdate.Status;
import org.eclipse.jgit.transport.Transport;

/**
 * Makes another remote equal to a mirror: branches, tags and decisions. A remote whose decisions go
 * on from ours, or beside them, has become somebody's own; it is left as it is.
 */
final class MirrorPush {
  /** References of this project; the lease is of no use elsewhere. */
  static final String OURS = "refs/puppet-ha/";

  private static final String LEASE = OURS + "lease";

  private final Repository mirror;
  private final GitRemote to;

  MirrorPush(Repository mirror, GitRemote to) {
    this.mirror = mirror;
    this.to = to;
  }

  static boolean mirrored(String name) {
    boolean ours = name.startsWith(OURS) && !name.startsWith(LEASE);
    return ours || name.startsWith(Constants.R_HEADS) || name.startsWith(Constants.R_TAGS);
  }

  /** Why it was not done; empty when it was. */
  Optional<String> push() {
    try (Transport transport = to.transport(mirror)) {
      Map<String, Ref> there = advertised(transport);
      for (Ref ref : there.values()) {
        if (ref.getName().startsWith(OURS) && mirrored(ref.getName()) && !behind(ref)) {
          return Optional.of(
              ref.getName() + " there does not lead to what is decided here; it was left as it is");
        }
      }
      List<RemoteRefUpdate> updates = updates(there);
      if (updates.isEmpty()) {
        return Optional.empty();
      }
      return transport.push(NullProgressMonitor.INSTANCE, updates).getRemoteUpdates().stream()
          .filter(u -> u.getStatus() != Status.OK && u.getStatus() != Status.UP_TO_DATE)
          .map(u -> u.getRemoteName() + ": " + u.getStatus() + " " + text(u.getMessage()))
          .findFirst();
    } catch (IOException | RuntimeException e) {
      return Optional.of(e.getMessage() == null ? e.toString() : e.getMessage());
    }
  }

  private static String text(String message) {
    return message == null ? "" : message;
  }

  private static Map<String, Ref> advertised(Transport transport) throws IOException {
    try (FetchConnection connection = transport.openFetch()) {
      return connection.getRefsMap();
    }
  }

  private boolean behind(Ref there) throws IOException {
    Ref here = mirror.exactRef(there.getName());
    if (here == null || !mirror.getObjectDatabase().has(there.getObjectId())) {
      return false;
    }
    try (RevWalk walk = new RevWalk(mirror)) {
      return walk.isMergedInto(
          walk.parseCommit(there.getObjectId()), walk.parseCommit(here.getObjectId()));
    }
  }

  private List<RemoteRefUpdate> updates(Map<String, Ref> there) throws IOException {
    List<RemoteRefUpdate> updates = new ArrayList<>();
    for (Ref ref : mirror.getRefDatabase().getRefs()) {
      Ref old = there.get(ref.getName());
      ObjectId id = ref.getObjectId();
      if (mirrored(ref.getName()) && (old == null || !id.equals(old.getObjectId()))) {
        ObjectId expected = old == null ? ObjectId.zeroId() : old.getObjectId();
        String name = ref.getName();
        updates.add(new RemoteRefUpdate(mirror, name, id, name, true, null, expected));
      }
    }
    for (Ref old : there.values()) {
      boolean gone = old.getName().startsWith(Constants.R_HEADS);
      if (gone && mirror.exactRef(old.getName()) == null) {
        updates.add(
            new RemoteRefUpdate(
                mirror, (String) null, old.getName(), true, null, old.getObjectId()));
      }
    }
    return updates;
  }
}
