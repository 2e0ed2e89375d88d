package io.github.puppetha.validate;

import io.github.puppetha.Problem;
import io.github.puppetha.io.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** One digest of all that a validation may look at. */
final class InputDigest {
  private final Sha256 digest = new Sha256().add("all");

  /** Adds a tree: its names, and the contents of what may be looked into. */
  InputDigest tree(WatchedTree tree) {
    Listing listing = tree.listing();
    digest.add(RelativeNames.last(tree.description()));
    digest.add(String.join("\n", listing.files().stream().filter(listing::isExecutable).toList()));
    digest.add(String.join("\n", listing.directories().stream().sorted().toList()));
    digest.add(String.join("\n", listing.closed()));
    listing.problems().stream().map(Problem::toString).forEach(digest::add);
    List<SourceFile> files = tree.files();
    List<byte[]> contents = files.stream().parallel().map(file -> content(tree, file)).toList();
    for (int i = 0; i < files.size(); i++) {
      digest.add(files.get(i).name()).add(contents.get(i));
    }
    return this;
  }

  /** Adds which directories git has. */
  InputDigest tracked(SourceTree tree, Predicate<String> tracked) {
    List<String> directories =
        tree.listing().directories().stream().filter(tracked).sorted().toList();
    digest.add(String.join("\n", directories));
    return this;
  }

  /** Adds settings that decide what is read and reported. */
  InputDigest settings(Settings settings) {
    settings.excludes().forEach(digest::add);
    digest.add(settings.excludes().size());
    settings.modulePath().forEach(path -> digest.add(path.toString()));
    digest.add(settings.modulePath().size());
    return this;
  }

  /** Adds which commits the mirrors in a cache have. */
  InputDigest mirrors(byte[] state) {
    digest.add(state);
    return this;
  }

  /** Which commits the mirrors in a cache have. */
  static Sha256 mirrors(Path cache, Sha256 digest) throws IOException {
    Path mirrors = cache.resolve("git");
    if (Files.isDirectory(mirrors)) {
      try (Stream<Path> files = Files.walk(mirrors)) {
        for (Path file : files.sorted().toList()) {
          String name = mirrors.relativize(file).toString();
          if ((name.contains("/refs/") || name.endsWith("/packed-refs"))
              && Files.isRegularFile(file)) {
            digest.add(name).add(Files.readAllBytes(file));
          }
        }
      }
    }
    return digest;
  }

  byte[] value() {
    return digest.value();
  }

  private static byte[] content(WatchedTree tree, SourceFile file) {
    return Sources.mayRead(file) ? tree.digest(file) : new byte[0];
  }
}
