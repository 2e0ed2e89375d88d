package io.github.puppetha.ca;

import io.github.puppetha.PuppetHaException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** Keeps a second process, and a second engine of this one, out of a CA directory. */
final class CaLock implements AutoCloseable {
  private final FileChannel channel;

  private CaLock(FileChannel channel) {
    this.channel = channel;
  }

  static CaLock take(CaDirectory directory) {
    Path file = directory.lockFile();
    try {
      FileChannel channel =
          FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (lock(channel) == null) {
        channel.close();
        throw new PuppetHaException(
            "The CA directory "
                + directory.root()
                + " is in use by another process of puppet-ha (lock "
                + file
                + "). Stop that one first: two would use serials twice.");
      }
      return new CaLock(channel);
    } catch (IOException e) {
      throw CaDirectory.failed("locking", file, e);
    }
  }

  private static @Nullable FileLock lock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null;
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new PuppetHaException("The CA's lock was not given back: " + e, e);
    }
  }
}
