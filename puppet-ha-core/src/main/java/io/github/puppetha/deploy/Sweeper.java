package io.github.puppetha.deploy;

import io.github.puppetha.io.JsonReader;
import io.github.puppetha.io.Tree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Removes from a store what has not been live for long enough. Runs under the store's lock. */
final class Sweeper {
  private final StoreLayout layout;
  private final Activation how;

  Sweeper(StoreLayout layout, Activation how) {
    this.layout = layout;
    this.how = how;
  }

  void sweep() throws IOException {
    Session.sweep(layout);
    StoreState state = StoreState.read(layout);
    Set<String> live = new HashSet<>(layout.liveTrees().values());
    Map<String, Instant> retired = new TreeMap<>(state.retired());
    Set<String> kept = new HashSet<>(live);
    kept.addAll(forRollback(state, how));
    try (Session session = Session.open(layout)) {
      for (Path tree : directories(layout.trees())) {
        String name = tree.getFileName().toString();
        if (!kept.contains(name) && old(tree, retired.get(name))) {
          Files.deleteIfExists(layout.root().resolve(name));
          Files.move(tree, session.path(name), StandardCopyOption.ATOMIC_MOVE);
          Files.deleteIfExists(layout.record(name));
          Files.deleteIfExists(StoreLayout.seal(tree));
        }
      }
      modules(session);
      mended(session);
      orphans();
    }
    if (retired.keySet().removeIf(name -> !Files.exists(layout.trees().resolve(name)))) {
      new StoreState(state.decision(), state.complete(), retired, state.unflushed()).write(layout);
    }
  }

  /** What the environments of today were last, whatever the clock says. */
  static Set<String> forRollback(StoreState state, Activation how) {
    Set<String> kept = new HashSet<>();
    for (String environment : state.decision().environments().keySet()) {
      state.retired().entrySet().stream()
          .filter(e -> environment.equals(StoreLayout.environmentOf(e.getKey())))
          .sorted(Map.Entry.<String, Instant>comparingByValue().reversed())
          .limit(how.keepDeployments())
          .forEach(e -> kept.add(e.getKey()));
    }
    return kept;
  }

  private void modules(Session session) throws IOException {
    List<Path> modules = directories(layout.modules());
    if (modules.isEmpty()) {
      return;
    }
    Set<String> used = new HashSet<>();
    for (Path tree : directories(layout.trees())) {
      used.addAll(used(tree));
    }
    for (Path module : modules) {
      String name = module.getFileName().toString();
      if (!used.contains(name) && old(module, null)) {
        Files.move(module, session.path(name), StandardCopyOption.ATOMIC_MOVE);
        Files.deleteIfExists(StoreLayout.seal(module));
      }
    }
  }

  private void mended(Session session) throws IOException {
    for (Path entry : directories(layout.mended())) {
      String name = entry.getFileName().toString();
      Instant at = Instant.ofEpochMilli(Long.parseLong(name.substring(name.lastIndexOf('-') + 1)));
      if (at.plus(how.keep()).isBefore(how.now())) {
        Files.move(entry, session.path(name), StandardCopyOption.ATOMIC_MOVE);
      }
    }
  }

  private Set<String> used(Path tree) throws IOException {
    Path record = layout.record(tree.getFileName().toString());
    try {
      Tree root = JsonReader.read(record.toString(), Files.readString(record)).root().orElseThrow();
      Set<String> used = new HashSet<>();
      for (Tree item : ((Tree.ListNode) DecisionJson.child(root, "modules")).items()) {
        used.add(((Tree.Scalar) item).text());
      }
      return used;
    } catch (IOException | RuntimeException e) {
      return linked(tree);
    }
  }

  /** The modules that a tree leads to, where its record is lost. */
  private Set<String> linked(Path tree) throws IOException {
    Set<String> linked = new HashSet<>();
    try (Stream<Path> paths = Files.walk(tree)) {
      for (Path link : paths.filter(Files::isSymbolicLink).toList()) {
        Path target = Files.readSymbolicLink(link);
        if (layout.modules().equals(target.getParent())) {
          linked.add(target.getFileName().toString());
        }
      }
    }
    return linked;
  }

  /** What was written beside an entry and outlived it. */
  private void orphans() throws IOException {
    for (Path parent : List.of(layout.trees(), layout.modules())) {
      try (Stream<Path> entries = Files.list(parent)) {
        for (Path file : entries.filter(Files::isRegularFile).toList()) {
          String name = file.getFileName().toString();
          Path entry = parent.resolve(name.replaceAll("\\.(json|seal)$", ""));
          if (!Files.exists(entry, LinkOption.NOFOLLOW_LINKS) && old(file, null)) {
            Files.deleteIfExists(file);
          }
        }
      }
    }
  }

  /** Later of: it ceased to be live; it was last laid down or used by a deployment. */
  private boolean old(Path entry, @org.jspecify.annotations.Nullable Instant since)
      throws IOException {
    Instant touched = Files.getLastModifiedTime(entry).toInstant();
    Instant last = since != null && since.isAfter(touched) ? since : touched;
    return last.plus(how.keep()).isBefore(how.now());
  }

  private static List<Path> directories(Path parent) throws IOException {
    if (!Files.isDirectory(parent)) {
      return List.of();
    }
    try (Stream<Path> entries = Files.list(parent)) {
      return entries.filter(p -> Files.isDirectory(p, LinkOption.NOFOLLOW_LINKS)).toList();
    }
  }
}
