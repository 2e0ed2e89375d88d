package io.github.puppetha.validate;

import io.github.puppetha.PuppetHaException;
import io.github.puppetha.code.GitRepository;
import io.github.puppetha.code.ModuleSource;
import io.github.puppetha.code.PuppetModule;
import io.github.puppetha.code.WantedRef;
import io.github.puppetha.validate.RepoModule.Origin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds modules that are not in the repo: in directories of installed modules, and in the mirrors
 * that deployments keep.
 */
final class Elsewhere {
  private final Path cache;
  private final boolean fetch;
  private final List<RepoModule> modules = new ArrayList<>();
  private final List<WatchedTree> installed = new ArrayList<>();
  private final Map<String, String> why = new TreeMap<>();
  private final Shared shared;

  /**
   * Nothing is looked for yet.
   *
   * @param cache the directory with the mirrors, which need not be there
   * @param fetch whether git modules that are not in it are fetched into it
   * @param shared has what is open already, and keeps open what is found
   */
  Elsewhere(Path cache, boolean fetch, Shared shared) {
    this.shared = shared;
    this.cache = cache;
    this.fetch = fetch;
  }

  /** What was found, in the order in which it was looked for. */
  List<RepoModule> modules() {
    return modules;
  }

  /** The trees of the modules in directories, without those in mirrors. */
  List<WatchedTree> installed() {
    return installed;
  }

  /** Of modules that were not found: why. */
  Map<String, String> why() {
    return why;
  }

  /**
   * Takes all modules of a directory.
   *
   * @throws PuppetHaException if it is not there or cannot be read
   */
  void directory(Path directory) {
    String what = "Reading the modules in " + directory + " failed: ";
    if (!Files.isDirectory(directory)) {
      throw new PuppetHaException(what + "there is no such directory; correct the module path");
    }
    try (Stream<Path> entries = Files.list(directory)) {
      for (Path entry : entries.sorted().toList()) {
        module(entry);
      }
    } catch (IOException e) {
      throw new PuppetHaException(what + e + "; see that it can be read", e);
    }
  }

  /** Takes a directory as a module, if it is one. */
  void module(Path directory) throws IOException {
    String name = directory.getFileName().toString();
    if (RepoBuilder.isModuleName(name) && Files.isDirectory(directory)) {
      WatchedTree tree = new WatchedTree(DirectoryTree.of(directory));
      installed.add(tree);
      modules.add(new RepoModule(name, tree, "", Origin.INSTALLED));
    }
  }

  /** Looks for the modules of a Puppetfile that were not found yet. */
  void mirrors(List<PuppetModule> named) {
    for (PuppetModule module : named) {
      boolean found = modules.stream().anyMatch(m -> m.name().equals(module.name()));
      if (!found && !(module.source() instanceof ModuleSource.Local)) {
        mirror(module);
      }
    }
  }

  private void mirror(PuppetModule module) {
    if (!(module.source() instanceof ModuleSource.Git git)) {
      why.put(module.name(), "only modules in git are looked for in the cache and fetched");
      return;
    }
    Optional<WantedRef> wanted = wanted(git);
    if (wanted.isEmpty()) {
      why.put(module.name(), "its branch is decided only when it is deployed");
      return;
    }
    Shared.Mirrored mirrored = new Shared.Mirrored(module.name(), git.remote(), wanted.get());
    Optional<GitTree> known = shared.module(mirrored);
    if (known.isPresent()) {
      take(mirrored, known.get());
      return;
    }
    try (GitRepository repository = repository(git.remote())) {
      if (repository == null) {
        why.put(module.name(), "it is not in the cache, and was not to be fetched");
        return;
      }
      if (fetch) {
        repository.fetch(List.of(wanted.get()));
      }
      Optional<String> commit = repository.resolve(wanted.get());
      if (commit.isPresent()) {
        take(mirrored, shared.open(mirrored, repository.revision(commit.get())));
      } else {
        why.put(module.name(), "'" + wanted.get().ref() + "' is not in " + repository.remote());
      }
    } catch (PuppetHaException | IOException e) {
      why.put(module.name(), String.valueOf(e.getMessage()));
    }
  }

  private @Nullable GitRepository repository(String remote) {
    return fetch
        ? GitRepository.open(cache, remote)
        : GitRepository.find(cache, remote).orElse(null);
  }

  private void take(Shared.Mirrored mirrored, GitTree tree) {
    modules.add(new RepoModule(mirrored.name(), tree, "", Origin.INSTALLED));
  }

  private static Optional<WantedRef> wanted(ModuleSource.Git git) {
    String branch = git.defaultBranch();
    if (git.ref() != null) {
      return Optional.of(new WantedRef(git.kind(), git.ref()));
    }
    return Optional.ofNullable(branch)
        .map(name -> new WantedRef(ModuleSource.RefKind.BRANCH, name));
  }
}
