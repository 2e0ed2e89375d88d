package io.github.puppetha.code;

import io.github.puppetha.io.AtomicFiles;
import java.io.BufferedOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.zip.Deflater;
import org.eclipse.jgit.internal.storage.pack.PackWriter;
import org.eclipse.jgit.lib.Config;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.NullProgressMonitor;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.ObjectLoader;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.lib.RepositoryCache.FileKey;
import org.eclipse.jgit.revwalk.RevTree;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.eclipse.jgit.storage.pack.PackConfig;
import org.eclipse.jgit.transport.URIish;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.eclipse.jgit.util.FS;
import org.jspecify.annotations.Nullable;

/**
 * A remote that is a repository on a disk of this machine: what is missing goes straight from its
 * objects into one pack of the mirror, without a protocol between. All that is reachable is read
 * from the remote on the way, so that a remote that is not whole fails here.
 */
final class LocalRemote implements AutoCloseable {
  private final Repository source;

  private LocalRemote(Repository source) {
    this.source = source;
  }

  /** Null for a remote that is none, or one that hides some of its references from readers. */
  static @Nullable LocalRemote open(String remote) throws IOException {
    URIish uri = GitUrls.parse(remote);
    if (uri.isRemote() || uri.getPath() == null) {
      return null;
    }
    File directory = FileKey.resolve(new File(uri.getPath()), FS.DETECTED);
    if (directory == null) {
      return null;
    }
    Repository source = new FileRepositoryBuilder().setGitDir(directory).setBare().build();
    boolean hides =
        source.getConfig().getStringList("transfer", null, "hiderefs").length > 0
            || source.getConfig().getStringList("uploadpack", null, "hiderefs").length > 0;
    if (hides) {
      source.close();
      return null;
    }
    return new LocalRemote(source);
  }

  Map<String, Ref> refs() throws IOException {
    Map<String, Ref> refs = new HashMap<>();
    for (Ref ref : source.getRefDatabase().getRefs()) {
      if (ref.getObjectId() != null) {
        refs.put(ref.getName(), ref);
      }
    }
    return refs;
  }

  /** Copies these and all that they need into the mirror, except for what it has. */
  void copy(Collection<Ref> wanted, Repository mirror) throws IOException {
    Set<ObjectId> ids = new HashSet<>();
    wanted.forEach(ref -> ids.add(ref.getObjectId()));
    try (ObjectReader reader = source.newObjectReader();
        PackWriter writer = new PackWriter(quick(), reader)) {
      writer.setDeltaBaseAsOffset(true);
      writer.preparePack(NullProgressMonitor.INSTANCE, ids, present(reader, mirror));
      Path packs = mirror.getDirectory().toPath().resolve("objects/pack");
      String name = "incoming_" + UUID.randomUUID();
      Path pack = packs.resolve(name + ".pack");
      Path index = packs.resolve(name + ".idx");
      try {
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(pack), 1 << 16)) {
          writer.writePack(NullProgressMonitor.INSTANCE, NullProgressMonitor.INSTANCE, out);
        }
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(index), 1 << 16)) {
          writer.writeIndex(out);
        }
        publish(pack, index);
      } finally {
        Files.deleteIfExists(pack);
        Files.deleteIfExists(index);
      }
    }
  }

  /**
   * The index last: a pack is there when its index is. Its name is its own checksum, so that what
   * another deployer puts there under the same name is the same.
   */
  private static void publish(Path pack, Path index) throws IOException {
    String checksum;
    try (RandomAccessFile file = new RandomAccessFile(pack.toFile(), "r")) {
      byte[] last = new byte[Constants.OBJECT_ID_LENGTH];
      file.seek(file.length() - last.length);
      file.readFully(last);
      checksum = ObjectId.fromRaw(last).name();
    }
    Path target = pack.resolveSibling("pack-" + checksum + ".pack");
    Files.move(pack, target, StandardCopyOption.ATOMIC_MOVE);
    Path last = pack.resolveSibling("pack-" + checksum + ".idx");
    Files.move(index, last, StandardCopyOption.ATOMIC_MOVE);
  }

  /** The mirror's references that the remote knows, too: nothing below them needs to be copied. */
  private static Set<ObjectId> present(ObjectReader reader, Repository mirror) throws IOException {
    List<ObjectId> tips = new ArrayList<>();
    for (Ref ref : mirror.getRefDatabase().getRefs()) {
      if (ref.getObjectId() != null) {
        tips.add(ref.getObjectId());
      }
    }
    Set<ObjectId> known = new HashSet<>();
    for (ObjectId tip : tips) {
      if (reader.has(tip)) {
        known.add(tip);
      }
    }
    return known;
  }

  /**
   * Gives a reference a commit of the mirror, if it still is where it was seen. All of it is on the
   * disk when this returns, which JGit's own way to push does not care for.
   *
   * @return false when the reference is elsewhere, or someone else is at it
   */
  boolean push(Repository mirror, String ref, ObjectId old, ObjectId commit) throws IOException {
    Config config = source.getConfig(); // in memory only; it is never saved
    config.setBoolean("core", null, "fsyncobjectfiles", true);
    config.setBoolean("core", null, "fsyncreffiles", true);
    Set<Path> directories = new LinkedHashSet<>();
    try (RevWalk walk = new RevWalk(mirror);
        ObjectInserter inserter = source.newObjectInserter()) {
      RevTree tree = walk.parseCommit(commit).getTree();
      try (TreeWalk entries = new TreeWalk(mirror)) {
        entries.addTree(tree);
        entries.setRecursive(true);
        while (entries.next()) {
          insert(mirror, entries.getObjectId(0), inserter, directories);
        }
      }
      insert(mirror, tree, inserter, directories);
      insert(mirror, commit, inserter, directories);
      inserter.flush();
    }
    RefUpdate.Result result =
        new GitRefLocks(source)
            .change(
                ref,
                () -> {
                  RefUpdate update = source.updateRef(ref);
                  update.setExpectedOldObjectId(old);
                  update.setNewObjectId(commit);
                  update.disableRefLog();
                  return update.forceUpdate();
                });
    Path git = source.getDirectory().toPath();
    directories.add(git.resolve("objects"));
    for (Path at = git.resolve(ref).getParent(); at.startsWith(git); at = at.getParent()) {
      directories.add(at);
    }
    for (Path directory : directories) {
      if (Files.isDirectory(directory)) {
        AtomicFiles.sync(directory);
      }
    }
    return switch (result) {
      case NEW, FORCED, FAST_FORWARD, NO_CHANGE -> true;
      case LOCK_FAILURE -> false;
      default -> throw new IOException("reference " + ref + ": " + result);
    };
  }

  private void insert(
      Repository mirror, ObjectId id, ObjectInserter inserter, Set<Path> directories)
      throws IOException {
    ObjectLoader object = mirror.open(id);
    inserter.insert(object.getType(), object.getCachedBytes());
    String name = id.name().substring(0, 2);
    directories.add(source.getDirectory().toPath().resolve("objects").resolve(name));
  }

  private static PackConfig quick() {
    PackConfig config = new PackConfig();
    config.setCompressionLevel(Deflater.BEST_SPEED);
    config.setDeltaCompress(false);
    config.setThreads(1);
    return config;
  }

  @Override
  public void close() {
    source.close();
  }
}
