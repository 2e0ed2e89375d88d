package io.github.puppetha.code;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Gives so many bytes and no more. */
final class BoundedInput extends FilterInputStream {
  private final String complaint;
  private long left;

  /** Fails with this message where more is asked for. */
  BoundedInput(InputStream in, long left, String complaint) {
    super(in);
    this.left = left;
    this.complaint = complaint;
  }

  /** From now on, so many. */
  void allow(long bytes) {
    left = bytes;
  }

  @Override
  public int read() throws IOException {
    int read = super.read();
    count(read < 0 ? 0 : 1);
    return read;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    int read = super.read(buffer, offset, length);
    count(Math.max(0, read));
    return read;
  }

  @Override
  public long skip(long count) throws IOException {
    long skipped = super.skip(count);
    count(skipped);
    return skipped;
  }

  @Override
  public boolean markSupported() {
    return false;
  }

  private void count(long bytes) throws IOException {
    left -= bytes;
    if (left < 0) {
      throw new IOException(complaint);
    }
  }
}
