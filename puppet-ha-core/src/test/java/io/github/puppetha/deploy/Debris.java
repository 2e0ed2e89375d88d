package io.github.puppetha.deploy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What an interrupted deployer may have left behind, and the next one ought to have removed. */
final class Debris {
  private static final Pattern UNFINISHED = Pattern.compile(".*\\.(tmp|part|new)");

  private Debris() {}

  /** In an environments directory. */
  static List<String> in(Path directory) throws IOException {
    StoreLayout layout = new StoreLayout(directory);
    List<String> debris = new ArrayList<>();
    add(debris, directory, f -> UNFINISHED.matcher(name(f)).matches());
    add(debris, layout.store(), f -> UNFINISHED.matcher(name(f)).matches());
    add(debris, layout.temporary(), f -> true);
    add(
        debris,
        layout.trees(),
        f -> name(f).endsWith(".json") && !Files.exists(sibling(f, name(f).replace(".json", ""))));
    add(
        debris,
        layout.trees(),
        f -> Files.isDirectory(f) && !Files.exists(sibling(f, name(f) + ".json")));
    add(debris, directory, f -> Files.isSymbolicLink(f) && !Files.exists(f));
    return debris;
  }

  /**
   * In the cache of the deploying machine. What another deployer may just be fetching, packs and
   * JGit's {@code noz*.tmp}, is there for an hour; see {@link SourceFaultsTest}.
   */
  static List<String> inCache(Path cache) throws IOException {
    List<String> debris = new ArrayList<>();
    if (Files.isDirectory(cache)) {
      try (Stream<Path> files = Files.walk(cache)) {
        files
            .filter(f -> name(f).endsWith(".lock") || name(f).endsWith(".tmp"))
            .filter(f -> !name(f).startsWith("noz"))
            .map(Path::toString)
            .forEach(debris::add);
      }
    }
    return debris;
  }

  private static void add(List<String> debris, Path directory, Predicate<Path> unwanted)
      throws IOException {
    if (!Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    try (Stream<Path> files = Files.list(directory)) {
      files.filter(unwanted).map(Path::toString).forEach(debris::add);
    }
  }

  private static String name(Path file) {
    return file.getFileName().toString();
  }

  private static Path sibling(Path file, String name) {
    return file.resolveSibling(name);
  }
}
