package io.github.puppetha.http;

import java.nio.file.Path;

/** A request's body that can be sent more than once. */
public sealed interface RequestBody {
  /** No body at all: neither Content-Length nor Content-Type are added. */
  RequestBody NONE = new None();

  /** Its length in bytes. */
  long length();

  /** Nothing. */
  record None() implements RequestBody {
    @Override
    public long length() {
      return 0;
    }
  }

  /**
   * In memory.
   *
   * @param content not copied, so not to be changed
   */
  record Bytes(byte[] content) implements RequestBody {
    @Override
    public long length() {
      return content.length;
    }
  }

  /**
   * In a file that does not change while requests are under way.
   *
   * @param path where it is
   * @param length its length in bytes
   */
  record File(Path path, long length) implements RequestBody {}
}
