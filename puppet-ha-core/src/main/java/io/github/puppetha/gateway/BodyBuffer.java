package io.github.puppetha.gateway;

import io.github.puppetha.http.RequestBody;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/**
 * Takes in a request's body so that it can be sent more than once: small in memory, else a file.
 */
final class BodyBuffer implements AutoCloseable {
  /** More than this goes to a file. */
  private static final int IN_MEMORY = 1024 * 1024;

  /** Hears how it ended, once. */
  interface Reader {
    void complete(RequestBody body);

    void tooLarge();

    void failed(Throwable failure);
  }

  private final Request request;
  private final long limit;
  private final Path directory;
  private final Reader reader;
  private ByteArrayOutputStream memory = new ByteArrayOutputStream(0);
  private long length;
  private @Nullable Path file;
  private @Nullable FileChannel channel;

  BodyBuffer(Request request, long limit, Path directory, Reader reader) {
    this.request = request;
    this.limit = limit;
    this.directory = directory;
    this.reader = reader;
  }

  void read() {
    if (request.getHeaders().getLongField(HttpHeader.CONTENT_LENGTH) > limit) {
      reader.tooLarge();
      return;
    }
    take();
  }

  private void take() {
    while (true) {
      Content.Chunk chunk = request.read();
      if (chunk == null) {
        request.demand(this::take);
        return;
      }
      if (Content.Chunk.isFailure(chunk)) {
        if (chunk.isLast()) {
          reader.failed(chunk.getFailure());
          return;
        }
        continue;
      }
      try {
        keep(chunk.getByteBuffer());
      } catch (IOException e) {
        reader.failed(e);
        return;
      } finally {
        chunk.release();
      }
      if (length > limit) {
        reader.tooLarge();
        return;
      }
      if (chunk.isLast()) {
        finish();
        return;
      }
    }
  }

  private void keep(ByteBuffer bytes) throws IOException {
    length += bytes.remaining();
    if (length > limit) {
      return;
    }
    if (channel == null && length > IN_MEMORY) {
      file = Files.createTempFile(directory, "puppet-ha-", ".body");
      channel = FileChannel.open(file, StandardOpenOption.WRITE);
      write(channel, ByteBuffer.wrap(memory.toByteArray()));
      memory = new ByteArrayOutputStream(0);
    }
    if (channel != null) {
      write(channel, bytes);
    } else {
      byte[] copy = new byte[bytes.remaining()];
      bytes.get(copy);
      memory.writeBytes(copy);
    }
  }

  private static void write(FileChannel channel, ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  private void finish() {
    RequestBody body;
    if (file != null) {
      body = new RequestBody.File(file, length);
    } else if (length == 0 && !announced()) {
      body = RequestBody.NONE;
    } else {
      body = new RequestBody.Bytes(memory.toByteArray());
    }
    memory = new ByteArrayOutputStream(0);
    reader.complete(body);
  }

  private boolean announced() {
    return request.getHeaders().contains(HttpHeader.CONTENT_LENGTH)
        || request.getHeaders().contains(HttpHeader.TRANSFER_ENCODING);
  }

  /** Removes the file, if there is one. */
  @Override
  public void close() throws IOException {
    if (channel != null) {
      channel.close();
    }
    if (file != null) {
      Files.deleteIfExists(file);
    }
  }
}
