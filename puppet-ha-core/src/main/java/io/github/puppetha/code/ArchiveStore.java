package io.github.puppetha.code;

import io.github.puppetha.io.AtomicFiles;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * Archives in the cache by their SHA-256, each there whole or not at all. Whatever is taken out is
 * checked first; what is damaged is thrown away.
 */
final class ArchiveStore {
  private final Path directory;

  ArchiveStore(Path cache) {
    directory = cache.resolve("archives");
  }

  /** The archive, when it is there and undamaged. */
  Optional<Path> find(String sha256) throws IOException {
    Path file = directory.resolve(sha256);
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    if (Checksum.sha256(sha256).fits(file)) {
      return Optional.of(file);
    }
    Files.deleteIfExists(file);
    return Optional.empty();
  }

  /** A file beside the archives, to be filled and then {@linkplain #keep kept}. */
  Path part(String name) throws IOException {
    Files.createDirectories(directory);
    return directory.resolve(name + ".part");
  }

  /** Makes what was filled an archive of the store. */
  Path keep(Path part) throws IOException {
    try (FileChannel channel = FileChannel.open(part, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
    Path file = directory.resolve(Checksum.sha256(part));
    Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
    AtomicFiles.sync(directory);
    return file;
  }

  /** Keeps a copy of a file. */
  Path copy(Path source) throws IOException {
    Files.createDirectories(directory);
    Path part = Files.createTempFile(directory, "copy", ".part");
    try {
      Files.copy(source, part, StandardCopyOption.REPLACE_EXISTING);
      return keep(part);
    } finally {
      Files.deleteIfExists(part);
    }
  }
}
