package io.github.puppetha.code;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.eclipse.jgit.errors.NoRemoteRepositoryException;
import org.eclipse.jgit.errors.NotSupportedException;
import org.eclipse.jgit.errors.TransportException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.NullProgressMonitor;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.transport.FetchConnection;
import org.eclipse.jgit.transport.PackLock;
import org.eclipse.jgit.transport.Transport;

/** Brings references of a remote into its mirror, over one connection. */
final class GitFetch {
  static final Pattern HASH = Pattern.compile("[0-9a-f]{4,40}");

  private final Repository mirror;
  private final GitRemote remote;

  GitFetch(Repository mirror, GitRemote remote) {
    this.mirror = mirror;
    this.remote = remote;
  }

  /**
   * Fetches the branches.
   *
   * @param canBeEmpty whether there may be none; else that is an error
   */
  void branches(boolean canBeEmpty) {
    run(
        advertised -> {
          List<Ref> heads =
              advertised.values().stream()
                  .filter(r -> r.getName().startsWith(Constants.R_HEADS))
                  .toList();
          if (heads.isEmpty() && !canBeEmpty) {
            throw new IOException("it has no branch");
          }
          prune(heads);
          return heads;
        });
  }

  /** All that a copy of the remote is to have. */
  void copied() {
    run(
        advertised -> {
          List<Ref> refs =
              advertised.values().stream().filter(r -> MirrorPush.mirrored(r.getName())).toList();
          prune(refs);
          return refs.stream().filter(r -> !r.getName().endsWith("^{}")).toList();
        });
  }

  /** Of these, full names, those that there are. */
  void named(Set<String> names) {
    run(
        advertised ->
            advertised.values().stream().filter(r -> names.contains(r.getName())).toList());
  }

  void wanted(Collection<WantedRef> wanted) {
    run(advertised -> select(advertised, wanted));
  }

  void ref(String name) {
    run(
        advertised -> {
          Ref ref = advertised.get(name);
          if (ref == null) {
            delete(name);
          }
          return ref == null ? List.of() : List.of(ref);
        });
  }

  private interface Selection {
    List<Ref> of(Map<String, Ref> advertised) throws IOException;
  }

  private void run(Selection selection) {
    try (LocalRemote local = LocalRemote.open(remote.url())) {
      if (local == null) {
        overTransport(selection);
        return;
      }
      List<Ref> refs = selection.of(local.refs());
      List<Ref> missing = missing(refs);
      if (!missing.isEmpty()) {
        MirrorDebris.sweepPacks(mirror.getDirectory().toPath());
        local.copy(missing, mirror);
      }
      update(refs);
    } catch (IOException | RuntimeException e) {
      if (e instanceof RepositoryException known) {
        throw known;
      }
      throw failed(e);
    }
  }

  private void overTransport(Selection selection) throws IOException {
    try (Transport transport = remote.transport(mirror);
        FetchConnection connection = transport.openFetch()) {
      List<Ref> refs = selection.of(connection.getRefsMap());
      List<Ref> missing = missing(refs);
      if (!missing.isEmpty()) {
        MirrorDebris.sweepPacks(mirror.getDirectory().toPath());
        connection.fetch(NullProgressMonitor.INSTANCE, missing, Set.of());
      }
      update(refs);
      for (PackLock lock : connection.getPackLocks()) {
        lock.unlock();
      }
    }
  }

  private void update(List<Ref> refs) throws IOException {
    for (Ref ref : refs) {
      update(ref);
    }
  }

  private static List<Ref> select(Map<String, Ref> advertised, Collection<WantedRef> wanted) {
    Set<Ref> selected = new HashSet<>();
    for (WantedRef want : wanted) {
      List<Ref> found = new ArrayList<>();
      boolean hash = want.kind() == ModuleSource.RefKind.COMMIT;
      if (!hash && want.kind() != ModuleSource.RefKind.TAG) {
        add(found, advertised.get(Constants.R_HEADS + want.ref()));
      }
      if (want.kind() == ModuleSource.RefKind.TAG || want.kind() == ModuleSource.RefKind.ANY) {
        add(found, advertised.get(Constants.R_TAGS + want.ref()));
      }
      hash |= want.kind() == ModuleSource.RefKind.ANY && HASH.matcher(want.ref()).matches();
      if (found.isEmpty() && hash) {
        advertised.values().stream()
            .filter(r -> r.getName().startsWith(Constants.R_HEADS) || isTag(r))
            .forEach(found::add);
      }
      selected.addAll(found);
    }
    return List.copyOf(selected);
  }

  private static void add(List<Ref> refs, Ref ref) {
    if (ref != null) {
      refs.add(ref);
    }
  }

  private static boolean isTag(Ref ref) {
    return ref.getName().startsWith(Constants.R_TAGS) && !ref.getName().endsWith("^{}");
  }

  private List<Ref> missing(List<Ref> refs) throws IOException {
    List<Ref> missing = new ArrayList<>();
    try (ObjectReader reader = mirror.newObjectReader()) {
      for (Ref ref : refs) {
        if (!reader.has(ref.getObjectId())) {
          missing.add(ref);
        }
      }
    }
    return missing;
  }

  private void update(Ref ref) throws IOException {
    Ref here = mirror.exactRef(ref.getName());
    if (here != null && ref.getObjectId().equals(here.getObjectId())) {
      return;
    }
    RefUpdate.Result result =
        new GitRefLocks(mirror)
            .change(
                ref.getName(),
                () -> {
                  RefUpdate update = mirror.updateRef(ref.getName(), true);
                  update.setNewObjectId(ref.getObjectId());
                  update.disableRefLog();
                  return update.forceUpdate();
                });
    switch (result) {
      case NEW, FORCED, FAST_FORWARD, NO_CHANGE -> {}
      case LOCK_FAILURE -> sameAfterRace(ref);
      default -> throw new IOException("reference " + ref.getName() + ": " + result);
    }
  }

  /** Another deployer fetched at the same time; that is fine where it fetched the same. */
  private void sameAfterRace(Ref ref) throws IOException {
    Ref here = mirror.exactRef(ref.getName());
    if (here == null || !ref.getObjectId().equals(here.getObjectId())) {
      throw new IOException("another process is changing " + ref.getName() + " in the cache");
    }
  }

  private void prune(List<Ref> heads) throws IOException {
    Set<String> names = new HashSet<>();
    heads.forEach(r -> names.add(r.getName()));
    for (Ref ref : mirror.getRefDatabase().getRefsByPrefix(Constants.R_HEADS)) {
      if (!names.contains(ref.getName())) {
        delete(ref.getName());
      }
    }
  }

  private void delete(String name) throws IOException {
    if (mirror.exactRef(name) != null) {
      new GitRefLocks(mirror)
          .change(
              name,
              () -> {
                RefUpdate update = mirror.updateRef(name, true);
                update.setForceUpdate(true);
                update.disableRefLog();
                return update.delete();
              });
    }
  }

  private RepositoryException failed(Exception e) {
    String shown = remote.shown();
    return new RepositoryException(shown, "Fetching from " + shown + " failed: " + why(e), e);
  }

  private String why(Exception e) {
    if (e instanceof NoRemoteRepositoryException) {
      return "there is no git repository at that address; check it, and that this user may read it";
    } else if (e instanceof NotSupportedException) {
      return "git cannot use that address; use https, ssh or file";
    } else if (e instanceof TransportException) {
      String login = HttpLogin.advice(remote.url());
      return e.getMessage()
          + (login == null ? "; check the address, the network and the credentials" : login);
    }
    return String.valueOf(e.getMessage());
  }
}
