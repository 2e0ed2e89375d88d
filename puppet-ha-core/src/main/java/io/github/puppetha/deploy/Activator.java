package io.github.puppetha.deploy;

import io.github.puppetha.io.AtomicFiles;
import io.github.puppetha.io.JsonWriter;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Switches one environments directory to a decision, under its lock. */
final class Activator {
  private static final Pattern LEFT_BEHIND = Pattern.compile("\\..+\\.[0-9a-f-]{36}\\.tmp");

  private final StoreLayout layout;
  private final Activation how;
  private final Instant now;

  Activator(StoreLayout layout, Activation how) {
    this.layout = layout;
    this.how = how;
    this.now = how.now();
  }

  /**
   * Switches every environment, removes those that are no more, then sweeps. Running it again ends
   * at the same.
   *
   * @throws IOException when a later decision is live, when something staged is missing, and for
   *     disk trouble; what was switched stays switched
   */
  void activate(Decision decision) throws IOException {
    DirectoryLock lock = DirectoryLock.acquire(layout.lock(), how.patience());
    try {
      tidy();
      StoreState before = StoreState.read(layout);
      if (before.objection(decision) != null) {
        throw later(before, decision);
      }
      Map<String, String> live = layout.liveTrees();
      boolean same = before.decision().sameAs(decision);
      if (!same || !DeployedState.of(layout, before).isAt(decision) || !revisionLinks(decision)) {
        complete(decision);
        switchTo(decision, before, live);
      }
      new Sweeper(layout, how).sweep();
    } finally {
      lock.close();
    }
  }

  /** Takes a server off the list of those that have yet to be told. */
  static void flushed(StoreLayout layout, String server, Duration patience) throws IOException {
    DirectoryLock lock = DirectoryLock.acquire(layout.lock(), patience);
    try {
      StoreState.read(layout).flushed(server).write(layout);
    } finally {
      lock.close();
    }
  }

  static IOException later(StoreState there, Decision decision) {
    return new IOException(String.valueOf(there.objection(decision)));
  }

  private boolean revisionLinks(Decision decision) throws IOException {
    Map<String, String> links = layout.links();
    return decision.environments().values().stream()
        .allMatch(e -> links.containsKey(e.directory()));
  }

  private void switchTo(Decision decision, StoreState before, Map<String, String> live)
      throws IOException {
    StoreState during = before.activating(decision, live.values(), how);
    journal("activating", decision);
    during.write(layout);
    for (EnvironmentRevision environment : decision.environments().values()) {
      Path tree = layout.trees().resolve(environment.directory());
      Path old = layout.root().resolve(environment.environment());
      CarriedFiles.carry(old, tree, how.allowed());
      link(environment.directory(), tree);
      link(environment.environment(), tree);
    }
    for (String environment : live.keySet()) {
      if (!decision.environments().containsKey(environment)) {
        Files.deleteIfExists(layout.root().resolve(environment));
      }
    }
    AtomicFiles.sync(layout.root());
    during.completed().write(layout);
    journal("active", decision);
  }

  private void link(String name, Path tree) throws IOException {
    Path link = layout.root().resolve(name);
    boolean ours = Files.isSymbolicLink(link);
    if (ours && Files.readSymbolicLink(link).equals(tree)) {
      return;
    }
    if (foreign(layout, name)) {
      if (!how.takeOver()) {
        throw new IOException(foreignMessage(layout, name));
      }
      Files.createDirectories(layout.replaced());
      Files.move(link, layout.replaced().resolve(name + "-" + now.toEpochMilli()));
    } else if (emptyDirectory(link)) {
      Files.delete(link);
    }
    AtomicFiles.replaceLink(link, tree);
  }

  /**
   * Does something stand there that this project did not put there? An empty directory does not
   * count: Puppet makes one for {@code production} wherever there is none.
   */
  static boolean foreign(StoreLayout layout, String name) throws IOException {
    Path entry = layout.root().resolve(name);
    return Files.isSymbolicLink(entry)
        ? layout.treeOf(entry).isEmpty() && Files.exists(entry, LinkOption.NOFOLLOW_LINKS)
        : Files.exists(entry) && !emptyDirectory(entry);
  }

  private static boolean emptyDirectory(Path path) throws IOException {
    if (!Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
      return false;
    }
    try (Stream<Path> entries = Files.list(path)) {
      return entries.findAny().isEmpty();
    }
  }

  static String foreignMessage(StoreLayout layout, String name) {
    return foreignMessage(layout.root().resolve(name).toString());
  }

  static String foreignMessage(String path) {
    return path
        + " is there already and was not put there by puppet-ha (r10k's, perhaps); move it away,"
        + " or take the directory over with -Dpuppet-ha.takeOver=true";
  }

  /** Nothing may be switched to that is not there whole. */
  private void complete(Decision decision) throws IOException {
    for (EnvironmentRevision environment : decision.environments().values()) {
      require(layout.trees().resolve(environment.directory()));
      for (ModuleRevision module : environment.modules()) {
        require(layout.modules().resolve(module.storeName()));
      }
    }
  }

  private static void require(Path directory) throws IOException {
    if (!Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
      throw new IOException(directory + " was staged and is gone; deploy again");
    }
  }

  /** Links that a killed deployer was about to rename; nobody else is here, thanks to the lock. */
  private void tidy() throws IOException {
    for (Path directory : List.of(layout.root(), layout.store())) {
      try (Stream<Path> entries = Files.list(directory)) {
        for (Path entry : entries.toList()) {
          if (LEFT_BEHIND.matcher(entry.getFileName().toString()).matches()) {
            Files.deleteIfExists(entry);
          }
        }
      }
    }
  }

  private void journal(String event, Decision decision) throws IOException {
    byte[] text = (journalLine(event, decision, now) + "\n").getBytes(StandardCharsets.UTF_8);
    try (FileChannel channel =
        FileChannel.open(layout.journal(), StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
      channel.write(java.nio.ByteBuffer.wrap(text));
      channel.force(true);
    }
  }

  static String journalLine(String event, Decision decision, Instant now) {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("at", now.toString());
    line.put("event", event);
    line.put("number", decision.number());
    line.put("by", decision.by());
    Map<String, String> revisions = new TreeMap<>();
    decision.environments().forEach((name, e) -> revisions.put(name, e.revision()));
    line.put("environments", revisions);
    return JsonWriter.compact(line);
  }
}
