package io.github.puppetha.validate;

import io.github.puppetha.io.CodeFingerprint;
import io.github.puppetha.io.Sha256;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What earlier validations found, by the digest of what they read. Of the values only those that
 * were asked for or made are kept. Without a directory it is always empty. Safe for several
 * threads.
 */
final class ResultCache {
  private static final Logger LOG = LoggerFactory.getLogger(ResultCache.class);

  private final Optional<CacheFile> file;
  private final Map<ByteBuffer, byte[]> used = new ConcurrentHashMap<>();
  private volatile boolean added;

  private ResultCache(Optional<CacheFile> file) {
    this.file = file;
  }

  /** What is in a directory, made by the code that is running now. */
  static ResultCache open(Settings settings) {
    Optional<byte[]> code =
        settings.resultCache().isPresent() ? CodeFingerprint.current() : Optional.empty();
    return new ResultCache(
        code.map(
            digest -> {
              Path file = settings.resultCache().orElseThrow().resolve("validate.bin");
              return CacheFile.open(
                  file, new Sha256().add(digest).add(settings.puppetVersion()).value());
            }));
  }

  /** Is there anything to be gained by making keys? */
  boolean works() {
    return file.isPresent();
  }

  /** Is there nothing in it? */
  boolean isEmpty() {
    return file.isEmpty() || file.get().isEmpty();
  }

  /** The key of a file's outcome. */
  static byte[] key(RepoFile file, FileCheck check, byte[] content) {
    return new Sha256()
        .add("file")
        .add(file.name())
        .add(file.module().map(RepoModule::name).orElse(""))
        .add(file.path())
        .add(file.reported() ? 1 : 0)
        .add(check.context())
        .add(content)
        .value();
  }

  /** What came of a file. */
  <F> Optional<FileResult<F>> file(byte[] key, CrossFileRules<F> rules) {
    return get(key, bytes -> CacheCodec.read(bytes, rules));
  }

  <F> void keep(byte[] key, FileResult<F> result, CrossFileRules<F> rules) {
    used.put(ByteBuffer.wrap(key), CacheCodec.write(result, rules));
    added = true;
  }

  /** What came of all files. */
  Optional<Found> found(byte[] key) {
    return get(key, CacheCodec::read);
  }

  void keep(byte[] key, Found found) {
    used.put(ByteBuffer.wrap(key), CacheCodec.write(found.files(), found.problems()));
    added = true;
  }

  private interface Reader<T> {
    T read(byte[] bytes) throws IOException;
  }

  private <T> Optional<T> get(byte[] key, Reader<T> reader) {
    Optional<byte[]> bytes = file.flatMap(f -> f.get(key));
    if (bytes.isEmpty()) {
      return Optional.empty();
    }
    try {
      T value = reader.read(bytes.get());
      used.put(ByteBuffer.wrap(key), bytes.get());
      return Optional.of(value);
    } catch (IOException | RuntimeException e) {
      return Optional.empty();
    }
  }

  /** Writes what is to be kept, if any of it is new; that it cannot be written harms nobody. */
  void save() {
    try {
      if (added && file.isPresent()) {
        file.get().replace(used);
      }
    } catch (IOException e) {
      LOG.info("The cache of validation results could not be written: {}", e.toString());
    }
  }
}
