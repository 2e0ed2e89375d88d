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
  private final Set<String> wrong = ConcurrentHashMap.newKeySet();

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
    look(modules);
    modules.keySet().removeIf(name -> touched(layout.modules().resolve(name)));
    List<EnvironmentRevision> trees = new ArrayList<>(staging.environments());
    trees.removeIf(e -> touched(layout.trees().resolve(e.directory())));
    if (modules.isEmpty() && trees.isEmpty()) {
      return bytes;
    }
    staging.begun().accept(modules.size() + trees.size());
    try (Session session = Session.open(layout)) {
      write(session, modules, firstUse, trees);
      DiskSync.tree(session.path("."));
      publishModules(session, modules.keySet());
      hook(session, trees);
      publishTrees(session, trees);
    }
    for (EnvironmentRevision environment : staging.environments()) {
      if (wrong.contains(layout.trees().resolve(environment.directory()).toString())
          || environment.modules().stream().anyMatch(m -> wrong.contains(module(m).toString()))) {
        staging.mended().accept(environment.environment());
      }
    }
    return bytes;
  }

  private Path module(ModuleRevision module) {
    return layout.modules().resolve(module.storeName());
  }

  /** Finds what is there and is not what it should be. */
  private void look(Map<String, ModuleRevision> modules) {
    StoreCheck check = new StoreCheck(staging.contents(), staging.full());
    List<Runnable> work = new ArrayList<>();
    modules.forEach(
        (name, module) ->
            work.add(
                () -> {
                  Path entry = module(module);
                  Path seal = StoreLayout.seal(entry);
                  if (!check.right(entry, seal, Set.of(), module.origin(), module.withoutSpec())) {
                    wrong.add(entry.toString());
                  }
                }));
    for (EnvironmentRevision e : staging.environments()) {
      work.add(
          () -> {
            Path entry = layout.trees().resolve(e.directory());
            Path seal = StoreLayout.seal(entry);
            if (!linked(entry, e)
                || !check.right(entry, seal, except(entry, e), e.origin(), false)) {
              wrong.add(entry.toString());
            }
          });
    }
    staging
        .workers()
        .map(
            work,
            task -> {
              task.run();
              return true;
            });
  }

  /** What may be in a tree outside its digest. */
  private Set<String> except(Path tree, EnvironmentRevision environment) {
    Set<String> except = TreeWriter.ours(environment);
    Set<String> carried = CarriedFiles.in(tree, staging.allowed());
    if (!carried.isEmpty()) {
      Listing git = new Listing();
      staging.contents().export(environment.origin(), false, git);
      carried.removeAll(git.entries().keySet());
      except.addAll(carried);
    }
    return except;
  }

  /** Do all modules' links of a tree that is there lead where they should? */
  private boolean linked(Path tree, EnvironmentRevision environment) {
    if (!Files.isDirectory(tree, LinkOption.NOFOLLOW_LINKS)) {
      return true;
    }
    for (ModuleRevision module : environment.modules()) {
      try {
        Path target = Files.readSymbolicLink(tree.resolve(module.path()));
        if (!target.equals(layout.modules().resolve(module.storeName()))) {
          return false;
        }
      } catch (IOException | RuntimeException e) {
        return false;
      }
    }
    return true;
  }

  /** What is used anew is not old: its time tells the next sweep. */
  private boolean touched(Path entry) {
    if (wrong.contains(entry.toString())) {
      return false;
    }
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
    seal(directory, exported, Set.of());
    bytes.merge(environment, exported.bytes(), Long::sum);
  }

  static void seal(Path directory, ExportedTree exported, Set<String> except) {
    try {
      String digest =
          Files.exists(directory.resolve(TypesHook.DIRECTORY), LinkOption.NOFOLLOW_LINKS)
              ? TreeDigest.of(directory, except)
              : exported.digest();
      Files.write(StoreLayout.seal(directory), Seal.of(directory, digest, except).json());
    } catch (IOException e) {
      throw new UncheckedIOException("Writing beside " + directory + ": " + e.getMessage(), e);
    }
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
      publish(session.path(module), layout.modules().resolve(module));
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
      publish(session.path(tree.directory()), layout.trees().resolve(tree.directory()));
    }
    AtomicFiles.sync(layout.trees());
  }

  /** What is wrong goes aside; of what another deployer was faster with, his stays. */
  private void publish(Path from, Path to) throws IOException {
    if (wrong.contains(to.toString())) {
      CarriedFiles.carry(to, from, staging.allowed());
      Exchange.swap(from, to);
      Files.createDirectories(layout.mended());
      Files.move(
          from,
          layout.mended().resolve(to.getFileName() + "-" + staging.now().toEpochMilli()),
          StandardCopyOption.REPLACE_EXISTING);
    } else {
      try {
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
      } catch (NoSuchFileException e) {
        throw e;
      } catch (FileSystemException e) {
        if (!Files.isDirectory(to, LinkOption.NOFOLLOW_LINKS)) {
          throw e;
        }
        return;
      }
    }
    Files.move(StoreLayout.seal(from), StoreLayout.seal(to), StandardCopyOption.ATOMIC_MOVE);
  }
}
