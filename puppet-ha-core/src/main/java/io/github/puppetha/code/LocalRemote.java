package io.github.puppetha.code;

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
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.zip.Deflater;
import org.eclipse.jgit.internal.storage.pack.PackWriter;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.NullProgressMonitor;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.lib.RepositoryCache.FileKey;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.eclipse.jgit.storage.pack.PackConfig;
import org.eclipse.jgit.transport.URIish;
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
