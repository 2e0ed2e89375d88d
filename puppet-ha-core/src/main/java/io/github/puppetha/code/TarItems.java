package io.github.puppetha.code;

import io.github.puppetha.code.ArchiveItem.Kind;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.jspecify.annotations.Nullable;

/** A tar with gzip. */
final class TarItems implements ArchiveItems {
  private static final int MAX_HEADER = 1024 * 1024;
  private static final int BUFFER = 64 * 1024;
  private static final Set<Byte> FILES =
      Set.of(TarConstants.LF_OLDNORM, TarConstants.LF_NORMAL, TarConstants.LF_CONTIG);
  private static final int EXECUTABLE = 0100;

  private final long most;
  private final BoundedInput unpacked;
  private final TarArchiveInputStream tar;

  TarItems(Path file, ArchiveLimits limits) throws IOException {
    most = limits.most(Files.size(file));
    InputStream raw = Files.newInputStream(file);
    try {
      InputStream gzip = new GZIPInputStream(new BufferedInputStream(raw, BUFFER), BUFFER);
      String complaint = "an entry's head or tail is longer than 1 MiB";
      unpacked = new BoundedInput(new BufferedInputStream(gzip, BUFFER), MAX_HEADER, complaint);
      tar = new TarArchiveInputStream(unpacked, StandardCharsets.UTF_8.name());
    } catch (IOException | RuntimeException e) {
      raw.close();
      throw e;
    }
  }

  @Override
  public @Nullable ArchiveItem next() throws IOException {
    unpacked.allow(most + MAX_HEADER);
    if (tar.getCurrentEntry() != null) {
      tar.transferTo(OutputStream.nullOutputStream());
    }
    unpacked.allow(MAX_HEADER);
    TarArchiveEntry entry = tar.getNextEntry();
    unpacked.allow(most + MAX_HEADER);
    return entry == null ? null : item(entry);
  }

  private static ArchiveItem item(TarArchiveEntry entry) {
    String name = entry.getName();
    if (entry.isSymbolicLink()) {
      return new ArchiveItem(name, Kind.LINK, entry.getLinkName(), null);
    }
    if (entry.isLink()) {
      String why = "a hard link; make the archive with tar --hard-dereference";
      return ArchiveItem.refused(name, why);
    }
    if (entry.isCharacterDevice() || entry.isBlockDevice() || entry.isFIFO()) {
      return ArchiveItem.refused(name, "a device or named pipe");
    }
    if (entry.isDirectory()) {
      return ArchiveItem.of(name, Kind.DIRECTORY);
    }
    if (entry.isSparse() || !FILES.contains(entry.getLinkFlag())) {
      return ArchiveItem.refused(name, "neither a file nor a directory nor a link");
    }
    boolean program = (entry.getMode() & EXECUTABLE) != 0;
    return ArchiveItem.of(name, program ? Kind.PROGRAM : Kind.FILE);
  }

  @Override
  public InputStream content() {
    return tar;
  }

  @Override
  public void close() throws IOException {
    tar.close();
  }
}
