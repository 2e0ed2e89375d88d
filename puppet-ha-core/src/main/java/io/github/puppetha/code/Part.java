package io.github.puppetha.code;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/**
 * A file that is being downloaded. What an earlier attempt left is gone on with, unless another
 * thread or process is at it right now: then this one has a file of its own.
 */
final class Part implements AutoCloseable {
  private static final long MAX_BYTES = 1024L * 1024 * 1024;
  private static final int BUFFER = 64 * 1024;

  private final Path path;
  private final FileChannel channel;
  private final boolean shared;

  private Part(Path path, FileChannel channel, boolean shared) {
    this.path = path;
    this.channel = channel;
    this.shared = shared;
  }

  static Part open(ArchiveStore store, String name) throws IOException {
    Path path = store.part(name);
    FileChannel channel = open(path);
    try {
      // Where another has finished meanwhile, the file that was opened is an archive by now.
      if (channel.tryLock() != null && Files.exists(path)) {
        return new Part(path, channel, true);
      }
    } catch (OverlappingFileLockException e) {
      // A thread of this process has it; the same as another process.
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
    channel.close();
    Path own = store.part(name + "-" + UUID.randomUUID());
    return new Part(own, open(own), false);
  }

  private static FileChannel open(Path path) throws IOException {
    return FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
  }

  Path path() {
    return path;
  }

  long size() throws IOException {
    return channel.size();
  }

  void truncate() throws IOException {
    channel.truncate(0);
  }

  void append(InputStream in) throws IOException {
    channel.position(channel.size());
    byte[] buffer = new byte[BUFFER];
    for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
      if (channel.size() + n > MAX_BYTES) {
        truncate();
        throw new FileSystemException(path.toString(), null, "more than " + MAX_BYTES + " bytes");
      }
      write(ByteBuffer.wrap(buffer, 0, n));
    }
  }

  private void write(ByteBuffer bytes) throws IOException {
    try {
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
    } catch (IOException e) {
      FileSystemException failure =
          new FileSystemException(path.toString(), null, String.valueOf(e.getMessage()));
      failure.initCause(e);
      throw failure;
    }
  }

  /** What is not kept stays, to be gone on with, if another may find it. */
  @Override
  public void close() throws IOException {
    channel.close();
    if (!shared) {
      Files.deleteIfExists(path);
    }
  }
}
