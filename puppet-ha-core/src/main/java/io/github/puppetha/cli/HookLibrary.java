package io.github.puppetha.cli;

import io.github.puppetha.io.AtomicFiles;
import io.github.puppetha.io.DeleteTree;
import io.github.puppetha.io.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * The library's copy in a repository, {@code puppet-ha/lib-DIGEST}: whoever runs the hooks may not
 * be able to read the Maven repository of whoever installed them, and that may be cleaned any time.
 */
final class HookLibrary {
  private static final String PREFIX = "lib-";

  private final Path home;

  HookLibrary(Path repository) {
    this.home = repository.resolve("puppet-ha");
  }

  /** Copies what are jars; gives the class path. */
  List<String> install(List<Path> classPath) throws IOException {
    List<Path> jars = classPath.stream().filter(Files::isRegularFile).toList();
    List<String> entries = new ArrayList<>();
    classPath.stream()
        .filter(Files::isDirectory)
        .map(path -> path.toAbsolutePath().toString())
        .forEach(entries::add);
    if (!jars.isEmpty()) {
      Path library = home.resolve(PREFIX + digest(jars));
      if (!Files.isDirectory(library)) {
        copy(jars, library);
      }
      removeOthers(library);
      entries.add(library + "/*");
    }
    return entries;
  }

  private static String digest(List<Path> jars) throws IOException {
    Sha256 digest = new Sha256();
    for (Path jar : jars) {
      digest.add(jar.getFileName().toString()).add(Files.readAllBytes(jar));
    }
    return HexFormat.of().formatHex(digest.value()).substring(0, 16);
  }

  /** Beside it first, so that a library that is there is whole. */
  private void copy(List<Path> jars, Path library) throws IOException {
    Files.createDirectories(home);
    Path unfinished = home.resolve("." + PREFIX + UUID.randomUUID() + ".tmp");
    Files.createDirectory(unfinished);
    for (Path jar : jars) {
      AtomicFiles.write(unfinished.resolve(jar.getFileName()), Files.readAllBytes(jar));
    }
    Files.move(unfinished, library);
    AtomicFiles.sync(home);
  }

  private void removeOthers(Path library) throws IOException {
    try (Stream<Path> entries = Files.list(home)) {
      for (Path entry : entries.toList()) {
        String name = entry.getFileName().toString();
        boolean ours = name.startsWith(PREFIX) || name.startsWith("." + PREFIX);
        if (ours && !entry.equals(library)) {
          DeleteTree.delete(entry);
        }
      }
    }
  }
}
