package io.github.puppetha.validate;

import io.github.puppetha.io.Sha256;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A tree that remembers digests of what was read, so that each file need be read only once to know
 * all that was looked at, and that sees when one changes meanwhile.
 */
final class WatchedTree implements SourceTree {
  private final SourceTree tree;
  private final Map<String, byte[]> seen = new ConcurrentHashMap<>();
  private final AtomicBoolean changed = new AtomicBoolean();

  WatchedTree(SourceTree tree) {
    this.tree = tree;
  }

  @Override
  public String description() {
    return tree.description();
  }

  @Override
  public Listing listing() {
    return tree.listing();
  }

  @Override
  public long size(SourceFile file) throws IOException {
    return tree.size(file);
  }

  @Override
  public byte[] read(SourceFile file) throws IOException {
    try {
      byte[] bytes = tree.read(file);
      saw(file, new Sha256().add(bytes).value());
      return bytes;
    } catch (IOException e) {
      saw(file, new Sha256().add("unreadable").add(String.valueOf(e.getMessage())).value());
      throw e;
    }
  }

  private void saw(SourceFile file, byte[] digest) {
    byte[] before = seen.putIfAbsent(file.name(), digest);
    if (before != null && !Arrays.equals(before, digest)) {
      changed.set(true);
    }
  }

  /** Has a file been other at one time than at another? */
  boolean changed() {
    return changed.get();
  }

  /**
   * A digest of a file's content, as it was when it was first read; one that is too large has none.
   */
  byte[] digest(SourceFile file) {
    byte[] known = seen.get(file.name());
    if (known != null) {
      return known;
    }
    try {
      if (size(file) > SourceText.LARGEST) {
        return new byte[0];
      }
      read(file);
    } catch (IOException e) {
      // That it cannot be read has been noted.
    }
    return seen.getOrDefault(file.name(), new byte[1]);
  }
}
