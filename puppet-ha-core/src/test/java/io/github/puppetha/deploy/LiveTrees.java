package io.github.puppetha.deploy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/**
 * Reads live environments all the time, as a Puppet Server does: the link is resolved once, then
 * the tree behind it is read, modules and all.
 */
final class LiveTrees implements AutoCloseable {
  private final List<Path> directories;
  private final Map<String, Set<String>> known;
  private final List<String> mixed = new CopyOnWriteArrayList<>();
  private final AtomicLong reads = new AtomicLong();
  private final Thread reader = new Thread(this::read, "reader");
  private volatile boolean over;

  /**
   * Starts reading.
   *
   * @param known of each environment the hashes of the contents that it may have
   */
  LiveTrees(List<Path> directories, Map<String, Set<String>> known) {
    this.directories = directories;
    this.known = known;
    reader.start();
  }

  private void read() {
    while (!over) {
      for (Path directory : directories) {
        for (Map.Entry<String, Set<String>> environment : known.entrySet()) {
          read(directory.resolve(environment.getKey()), environment.getValue());
        }
      }
    }
  }

  private void read(Path link, Set<String> allowed) {
    try {
      String hash = hash(link.toRealPath());
      if (!allowed.contains(hash)) {
        mixed.add(link + " -> " + link.toRealPath() + " " + hash);
      }
      reads.incrementAndGet();
    } catch (IOException | UncheckedIOException e) {
      mixed.add(link + ": " + e);
    }
  }

  /** Of every path and content in a tree, modules behind links too. */
  static String hash(Path tree) throws IOException {
    try (Stream<Path> files = Files.walk(tree, FileVisitOption.FOLLOW_LINKS)) {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        String name = tree.relativize(file).toString();
        if (!name.equals(".r10k-deploy.json")) {
          digest.update((name + '\0').getBytes(StandardCharsets.UTF_8));
          digest.update(Files.readAllBytes(file));
        }
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** What was neither old nor new. */
  List<String> mixed() {
    return mixed;
  }

  long reads() {
    return reads.get();
  }

  @Override
  public void close() {
    over = true;
    try {
      reader.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
