package io.github.puppetha.code;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.Deflater;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorOutputStream;

/** Makes archives with anything in them, the same things as tar.gz or as zip. */
final class TestArchive {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final TarArchiveOutputStream tar;
  private final ZipArchiveOutputStream zip;

  private TestArchive(boolean zipped) {
    try {
      zip = zipped ? new ZipArchiveOutputStream(bytes) : null;
      tar =
          zipped
              ? null
              : new TarArchiveOutputStream(new GzipCompressorOutputStream(bytes), "UTF-8");
      if (zipped) {
        zip.setLevel(Deflater.BEST_COMPRESSION);
      } else {
        tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
        tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static TestArchive of(String kind) {
    return new TestArchive(kind.equals("zip"));
  }

  TestArchive file(String name, String text) {
    return file(name, text.getBytes(StandardCharsets.UTF_8), 0644);
  }

  TestArchive file(String name, byte[] content, int mode) {
    return entry(name, TarConstants.LF_NORMAL, 0100000 | mode, content, "");
  }

  TestArchive directory(String name) {
    return entry(name + "/", TarConstants.LF_DIR, 0040755, new byte[0], "");
  }

  TestArchive link(String name, String target) {
    byte[] content = zip == null ? new byte[0] : target.getBytes(StandardCharsets.UTF_8);
    return entry(name, TarConstants.LF_SYMLINK, 0120777, content, target);
  }

  /** In a tar, the next entry's name. */
  TestArchive longName(byte[] name) {
    return entry("././@LongLink", TarConstants.LF_GNUTYPE_LONGNAME, 0644, name, "");
  }

  TestArchive special(String name, byte tarFlag, int mode) {
    return entry(name, tarFlag, mode, new byte[0], "manifests/init.pp");
  }

  private TestArchive entry(String name, byte flag, int mode, byte[] content, String target) {
    try {
      if (zip != null) {
        ZipArchiveEntry entry = new ZipArchiveEntry(name);
        entry.setUnixMode(mode);
        zip.putArchiveEntry(entry);
        zip.write(content);
        zip.closeArchiveEntry();
      } else {
        TarArchiveEntry entry = new TarArchiveEntry(name, flag, true);
        entry.setMode(mode & 07777);
        entry.setLinkName(target);
        entry.setSize(content.length);
        tar.putArchiveEntry(entry);
        tar.write(content);
        tar.closeArchiveEntry();
      }
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  byte[] bytes() {
    try {
      if (zip != null) {
        zip.close();
      } else {
        tar.close();
      }
      return bytes.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Path write(Path file) throws IOException {
    return Files.write(file, bytes());
  }
}
