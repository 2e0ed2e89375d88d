package io.github.puppetha.code;

import io.github.puppetha.code.ArchiveItem.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Enumeration;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/** A zip, read by its central directory. */
final class ZipItems implements ArchiveItems {
  private static final int TYPE = 0170000;
  private static final int DIRECTORY = 0040000;
  private static final int FILE = 0100000;
  private static final int LINK = 0120000;
  private static final int EXECUTABLE = 0100;
  private static final int MAX_TARGET = 4096;

  private final ZipFile zip;
  private final Enumeration<ZipArchiveEntry> entries;
  private @Nullable ZipArchiveEntry last;

  ZipItems(Path file) throws IOException {
    zip = ZipFile.builder().setPath(file).setCharset(StandardCharsets.UTF_8).get();
    entries = zip.getEntries();
  }

  @Override
  public @Nullable ArchiveItem next() throws IOException {
    if (!entries.hasMoreElements()) {
      return null;
    }
    ZipArchiveEntry entry = entries.nextElement();
    last = entry;
    String name = entry.getName();
    int mode = entry.getUnixMode();
    int type = mode & TYPE;
    if (!zip.canReadEntryData(entry)) {
      return ArchiveItem.refused(name, "which is encrypted or packed in an uncommon way");
    }
    if (type == LINK) {
      return new ArchiveItem(name, Kind.LINK, target(), null);
    }
    if (type != 0 && type != FILE && type != DIRECTORY) {
      return ArchiveItem.refused(name, "a device or named pipe");
    }
    if (entry.isDirectory() || type == DIRECTORY) {
      return ArchiveItem.of(name, Kind.DIRECTORY);
    }
    return ArchiveItem.of(name, (mode & EXECUTABLE) != 0 ? Kind.PROGRAM : Kind.FILE);
  }

  private String target() throws IOException {
    try (InputStream in = content()) {
      return new String(in.readNBytes(MAX_TARGET), StandardCharsets.UTF_8);
    }
  }

  @Override
  public InputStream content() throws IOException {
    return zip.getInputStream(last);
  }

  @Override
  public void close() throws IOException {
    zip.close();
  }
}
