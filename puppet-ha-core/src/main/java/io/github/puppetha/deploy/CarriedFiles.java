package io.github.puppetha.deploy;

import io.github.puppetha.io.AtomicFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * What {@code purge_allowlist} names goes along from the live tree, or a directory that r10k left,
 * into the next one. Such files stand outside a tree's digest. Modules are not looked into.
 */
final class CarriedFiles {
  private CarriedFiles() {}

  /**
   * Copies what the old tree has and the new one lacks.
   *
   * @param old the environment's link or directory; nothing is done when there is none
   */
  static void carry(Path old, Path fresh, List<String> patterns) throws IOException {
    if (patterns.isEmpty() || !Files.isDirectory(old)) {
      return;
    }
    Path from = old.toRealPath();
    if (from.equals(fresh.toRealPath())) {
      return;
    }
    for (String path : matching(from, patterns)) {
      copy(from.resolve(path), fresh, path);
    }
  }

  /** What the patterns name in a tree. */
  static Set<String> in(Path tree, List<String> patterns) {
    try {
      return patterns.isEmpty() || !Files.isDirectory(tree, LinkOption.NOFOLLOW_LINKS)
          ? Set.of()
          : matching(tree, patterns);
    } catch (IOException e) {
      throw new UncheckedIOException("Looking at " + tree + " failed: " + e.getMessage(), e);
    }
  }

  private static Set<String> matching(Path from, List<String> patterns) throws IOException {
    List<String> paths = new ArrayList<>();
    Files.walkFileTree(
        from,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (attributes.isRegularFile()) {
              paths.add(from.relativize(file).toString());
            }
            return FileVisitResult.CONTINUE;
          }
        });
    return GlobPattern.matching(patterns, paths).collect(Collectors.toCollection(TreeSet::new));
  }

  private static void copy(Path file, Path fresh, String path) throws IOException {
    Path to = fresh.resolve(path);
    Path parent = fresh;
    for (Path part : fresh.relativize(to.getParent())) {
      parent = part.toString().isEmpty() ? parent : parent.resolve(part);
      if (!Files.exists(parent, LinkOption.NOFOLLOW_LINKS)) {
        Files.createDirectory(parent);
      } else if (!Files.isDirectory(parent, LinkOption.NOFOLLOW_LINKS)) {
        return;
      }
    }
    if (Files.exists(to, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    Path aside = parent.resolve("." + UUID.randomUUID() + ".tmp");
    try {
      Files.copy(file, aside, StandardCopyOption.COPY_ATTRIBUTES, LinkOption.NOFOLLOW_LINKS);
      Files.move(aside, to, StandardCopyOption.ATOMIC_MOVE);
      AtomicFiles.sync(parent);
    } finally {
      Files.deleteIfExists(aside);
    }
  }
}
