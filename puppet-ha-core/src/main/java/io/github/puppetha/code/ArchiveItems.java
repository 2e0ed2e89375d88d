package io.github.puppetha.code;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The entries of an archive, one after the other. For one thread. */
interface ArchiveItems extends AutoCloseable {
  /** The next entry; null after the last. */
  @Nullable ArchiveItem next() throws IOException;

  /** What is in the entry that came last. */
  InputStream content() throws IOException;

  @Override
  void close() throws IOException;

  /** Opens a zip, or else a tar with gzip, whatever its name says. */
  static ArchiveItems open(Path file, ArchiveLimits limits) throws IOException {
    byte[] head;
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
      head = in.readNBytes(4);
    }
    if (head.length > 1 && (head[0] & 0xff) == 0x1f && (head[1] & 0xff) == 0x8b) {
      return new TarItems(file, limits);
    }
    if (head.length > 3 && head[0] == 'P' && head[1] == 'K') {
      return new ZipItems(file);
    }
    throw new IOException("it is neither a tar.gz nor a zip");
  }
}
