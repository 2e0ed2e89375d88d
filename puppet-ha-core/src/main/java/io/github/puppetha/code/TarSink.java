package io.github.puppetha.code;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/**
 * Writes trees into a tar stream (POSIX pax where names or sizes need it), with git's modes, no
 * owner and no times. The same trees give the same bytes.
 */
public final class TarSink implements TreeSink {
  private static final int PROGRAM = 0755;
  private static final int FILE = 0644;

  private final OutputStream stream;
  private final TarArchiveOutputStream tar;

  /** To a stream, which stays open. */
  public TarSink(OutputStream stream) {
    this.stream = stream;
    tar = new TarArchiveOutputStream(stream, StandardCharsets.UTF_8.name());
    tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
    tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
  }

  @Override
  public void directory(String path) throws IOException {
    TarArchiveEntry entry = new TarArchiveEntry("./" + path + "/", true);
    entry.setMode(PROGRAM);
    put(entry, new byte[0]);
  }

  @Override
  public void file(String path, boolean program, byte[] content) throws IOException {
    TarArchiveEntry entry = new TarArchiveEntry("./" + path, true);
    entry.setMode(program ? PROGRAM : FILE);
    entry.setSize(content.length);
    put(entry, content);
  }

  @Override
  public void link(String path, String target) throws IOException {
    TarArchiveEntry entry = new TarArchiveEntry("./" + path, TarConstants.LF_SYMLINK, true);
    entry.setLinkName(target);
    put(entry, new byte[0]);
  }

  private void put(TarArchiveEntry entry, byte[] content) throws IOException {
    entry.setModTime(0L);
    entry.setIds(0, 0);
    entry.setNames("", "");
    tar.putArchiveEntry(entry);
    tar.write(content);
    tar.closeArchiveEntry();
  }

  /** Ends the archive. */
  public void finish() throws IOException {
    tar.finish();
    stream.flush();
  }
}
