package io.github.puppetha.http;

import org.eclipse.jetty.io.ArrayByteBufferPool;
import org.eclipse.jetty.io.ByteBufferPool;
import org.eclipse.jetty.io.RetainableByteBuffer;

/**
 * Jetty's pool, but for what answers are read into: that is used once. The client of Jetty 12.1
 * empties such a buffer a last time after it has given it back when an answer breaks off behind its
 * head; another connection may have it by then, and would lose what it was about to send.
 */
final class ClientBuffers extends ArrayByteBufferPool {
  /** The size of the buffers that answers are read into, which nothing else has. */
  static final int ANSWER = 16 * 1024 + 64;

  private final ByteBufferPool once = new ByteBufferPool.NonPooling();

  @Override
  public RetainableByteBuffer.Mutable acquire(int size, boolean direct) {
    return size == ANSWER ? once.acquire(size, false) : super.acquire(size, direct);
  }
}
