package io.github.puppetha.validate;

import io.github.puppetha.io.AtomicFiles;
import io.github.puppetha.io.Sha256;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Values by digests, in one file: a head that tells whose values these are, the values, and a
 * digest of all before it. If anything about the file is odd, it is as if it were empty.
 */
final class CacheFile {
  private static final byte[] MAGIC = {'P', 'H', 'V', 'C', 0, 1};
  private static final long LARGEST = 256L << 20;

  private final Path file;
  private final byte[] owner;
  private final Map<ByteBuffer, byte[]> read;

  private CacheFile(Path file, byte[] owner, Map<ByteBuffer, byte[]> read) {
    this.file = file;
    this.owner = owner;
    this.read = read;
  }

  /**
   * Reads a file, which need not be there.
   *
   * @param owner a digest of all that the values hang on but their keys; values of another owner
   *     are not used
   */
  static CacheFile open(Path file, byte[] owner) {
    try {
      boolean usable = Files.isRegularFile(file) && Files.size(file) <= LARGEST;
      return new CacheFile(file, owner, usable ? parse(Files.readAllBytes(file), owner) : Map.of());
    } catch (IOException | RuntimeException e) {
      return new CacheFile(file, owner, Map.of());
    }
  }

  private static Map<ByteBuffer, byte[]> parse(byte[] bytes, byte[] owner) {
    int end = bytes.length - Sha256.LENGTH;
    ByteBuffer in = ByteBuffer.wrap(bytes, 0, Math.max(0, end));
    if (end < MAGIC.length + Sha256.LENGTH
        || !Arrays.equals(take(in, MAGIC.length), MAGIC)
        || !Arrays.equals(take(in, Sha256.LENGTH), owner)
        || !Arrays.equals(digest(bytes, end), Arrays.copyOfRange(bytes, end, bytes.length))) {
      return Map.of();
    }
    Map<ByteBuffer, byte[]> values = new HashMap<>();
    while (in.hasRemaining()) {
      ByteBuffer key = ByteBuffer.wrap(take(in, Sha256.LENGTH));
      values.put(key, take(in, in.getInt()));
    }
    return values;
  }

  private static byte[] take(ByteBuffer in, int length) {
    if (length < 0 || length > in.remaining()) {
      throw new IllegalArgumentException("cut off");
    }
    byte[] bytes = new byte[length];
    in.get(bytes);
    return bytes;
  }

  private static byte[] digest(byte[] bytes, int end) {
    return new Sha256().add(Arrays.copyOf(bytes, end)).value();
  }

  /** Are there no values? */
  boolean isEmpty() {
    return read.isEmpty();
  }

  /** The value of a key. Safe for several threads. */
  Optional<byte[]> get(byte[] key) {
    return Optional.ofNullable(read.get(ByteBuffer.wrap(key)));
  }

  /** Makes these the values, if they are not; the file is written whole or not at all. */
  void replace(Map<ByteBuffer, byte[]> values) throws IOException {
    if (same(values)) {
      return;
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.write(MAGIC);
    out.write(owner);
    for (Map.Entry<ByteBuffer, byte[]> entry : new TreeMap<>(values).entrySet()) {
      out.write(entry.getKey().array());
      out.writeInt(entry.getValue().length);
      out.write(entry.getValue());
    }
    byte[] body = bytes.toByteArray();
    out.write(digest(body, body.length));
    Files.createDirectories(file.toAbsolutePath().getParent());
    AtomicFiles.write(file, bytes.toByteArray());
  }

  private boolean same(Map<ByteBuffer, byte[]> values) {
    return values.keySet().equals(read.keySet())
        && values.entrySet().stream()
            .allMatch(entry -> Arrays.equals(entry.getValue(), read.get(entry.getKey())));
  }
}
