package io.github.puppetha.deploy;

import io.github.puppetha.code.DirectorySink;
import io.github.puppetha.code.ExportedTree;
import io.github.puppetha.code.TreeDigest;
import io.github.puppetha.io.AtomicFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Lays modules and environments down in one store, each once. All is written aside, read back,
 * brought to the disk, and only then given its name; what has a name is whole.
 */
final class Stager {
  private final StoreLayout layout;
  private final Staging staging;
  private final CommandRunner commands;
  private final Map<String, Long> bytes = new ConcurrentHashMap<>();

  Stager(StoreLayout layout, Staging staging, CommandRunner commands) {
    this.layout = layout;
    this.staging = staging;
    this.commands = commands;
  }

  /** Lays down what is missing; gives the bytes written for each environment. */
  Map<String, Long> stage() throws IOException {
    for (Path directory : List.of(layout.modules(), layout.trees(), layout.temporary())) {
      Files.createDirectories(directory);
    }
    Map<String, ModuleRevision> modules = new LinkedHashMap<>();
    Map<String, String> firstUse = new LinkedHashMap<>();
    for (EnvironmentRevision environment : staging.environments()) {
      for (ModuleRevision module : environment.modules()) {
        modules.putIfAbsent(module.storeName(), module);
        firstUse.putIfAbsent(module.storeName(), environment.environment());
      }
    }
    modules.keySet().removeIf(name -> touched(layout.modules().resolve(name)));
    List<EnvironmentRevision> trees = new ArrayList<>(staging.environments());
    trees.removeIf(e -> touched(layout.trees().resolve(e.directory())));
    if (modules.isEmpty() && trees.isEmpty()) {
      return bytes;
    }
    try (Session session = Session.open(layout)) {
      write(session, modules, firstUse, trees);
      DiskSync.tree(session.path("."));
      publishModules(session, modules.keySet());
      hook(session, trees);
      publishTrees(session, trees);
    }
    return bytes;
  }

  /** What is used anew is not old: its time tells the next sweep. */
  private boolean touched(Path entry) {
    try {
      Files.setLastModifiedTime(entry, FileTime.from(staging.now()));
      return Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS);
    } catch (IOException e) {
      return Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS);
    }
  }

  private void write(
      Session session,
      Map<String, ModuleRevision> modules,
      Map<String, String> firstUse,
      List<EnvironmentRevision> trees)
      throws IOException {
    List<Runnable> work = new ArrayList<>();
    modules.forEach((name, module) -> work.add(() -> module(session, module, firstUse.get(name))));
    trees.forEach(
        e ->
            work.add(
                () ->
                    new TreeWriter(layout, staging.contents(), staging.now())
                        .write(session, e, bytes)));
    staging
        .workers()
        .map(
            work,
            task -> {
              task.run();
              staging.step().run();
              return true;
            });
  }

  private void module(Session session, ModuleRevision module, String environment) {
    Path directory = session.path(module.storeName());
    ExportedTree exported =
        staging
            .contents()
            .export(module.origin(), module.withoutSpec(), new DirectorySink(directory));
    verify(directory, exported, Set.of());
    bytes.merge(environment, exported.bytes(), Long::sum);
  }

  static void verify(Path directory, ExportedTree exported, Set<String> except) {
    try {
      if (!TreeDigest.of(directory, except).equals(exported.digest())) {
        throw new IOException("what was written there is not what was read back; see to the disk");
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Checking " + directory + " failed: " + e.getMessage(), e);
    }
  }

  private void publishModules(Session session, Set<String> modules) throws IOException {
    for (String module : modules) {
      move(session.path(module), layout.modules().resolve(module));
    }
    AtomicFiles.sync(layout.modules());
  }

  private void hook(Session session, List<EnvironmentRevision> trees) throws IOException {
    if (staging.hook() == StageHook.NONE) {
      return;
    }
    for (EnvironmentRevision tree : trees) {
      staging.hook().tree(tree, session.path(tree.directory()).toString(), commands);
    }
    DiskSync.tree(session.path("."));
  }

  private void publishTrees(Session session, List<EnvironmentRevision> trees) throws IOException {
    for (EnvironmentRevision tree : trees) {
      Path record = layout.record(tree.directory());
      Files.move(session.path(tree.directory() + ".json"), record, StandardCopyOption.ATOMIC_MOVE);
      move(session.path(tree.directory()), layout.trees().resolve(tree.directory()));
    }
    AtomicFiles.sync(layout.trees());
  }

  /** Another deployer may have been faster with the very same thing. */
  private static void move(Path from, Path to) throws IOException {
    try {
      Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    } catch (NoSuchFileException e) {
      throw e;
    } catch (FileSystemException e) {
      if (!Files.isDirectory(to, LinkOption.NOFOLLOW_LINKS)) {
        throw e;
      }
    }
  }
}
