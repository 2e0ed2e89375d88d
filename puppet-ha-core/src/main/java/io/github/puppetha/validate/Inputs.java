package io.github.puppetha.validate;

import io.github.puppetha.PuppetHaException;
import io.github.puppetha.code.GitRevision;
import io.github.puppetha.code.TrackedFiles;
import io.github.puppetha.topology.CodeSettings;
import io.github.puppetha.topology.TopologyReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** All that one validation reads, open until it is closed. */
final class Inputs implements AutoCloseable {
  private final Settings settings;
  private final Optional<GitRevision> revision;
  private final Shared shared;
  private final Elsewhere elsewhere;
  private final ValidateConfig config;

  private final WatchedTree tree;
  private final Predicate<String> tracked;
  private final Path codeCache;

  private Inputs(Settings settings, Shared shared) throws IOException {
    this.settings = settings;
    this.shared = shared;
    this.revision = settings.revision().map(name -> GitRevision.open(settings.directory(), name));
    try {
      this.codeCache = codeCache(settings);
      this.elsewhere = new Elsewhere(codeCache, settings.fetchModules(), shared);
      this.tree = openTree();
      this.tracked = revision.isPresent() ? name -> true : TrackedFiles.under(settings.directory());
      this.config = ValidateConfig.of(tree);
      for (Path path : modulePath()) {
        if (inTree(path).isEmpty()) {
          elsewhere.directory(path);
        }
      }
      if (revision.isEmpty()) {
        behindLinks();
      }
    } catch (IOException | RuntimeException e) {
      revision.ifPresent(GitRevision::close);
      throw e;
    }
  }

  /**
   * Looks at what there is.
   *
   * @param shared closed by the caller, after this
   * @throws PuppetHaException if it is not there or cannot be read
   */
  static Inputs open(Settings settings, Shared shared) {
    Path directory = settings.directory();
    String what = "Validating " + directory + " failed: ";
    if (!Files.isDirectory(directory)) {
      String found =
          Files.exists(directory) ? "it is not a directory" : "there is no such directory";
      throw new PuppetHaException(what + found + "; name a control repo or a module");
    }
    try {
      return new Inputs(settings, shared);
    } catch (IOException e) {
      throw new PuppetHaException(what + e + "; see that it can be read", e);
    }
  }

  /** Modules that Puppet sees, but that are not looked into: behind links, or in vendor. */
  private void behindLinks() throws IOException {
    Optional<String> conf =
        tree.listing().isFile("environment.conf")
            ? SourceText.read(new SourceFile(tree, "environment.conf"), new Findings(""))
            : Optional.empty();
    for (String name : ModulePath.of(conf).directories()) {
      Path directory = settings.directory().resolve(name);
      if (tree.listing().isClosed(name)
          && Files.isDirectory(directory)
          && Files.isReadable(directory)) {
        elsewhere.directory(directory);
      }
      for (String closed : tree.listing().closed()) {
        if (RelativeNames.parent(closed).equals(name)) {
          elsewhere.module(settings.directory().resolve(closed));
        }
      }
    }
  }

  private Excludes excludes() {
    List<String> globs = new ArrayList<>(settings.excludes());
    globs.addAll(config.excludes());
    return new Excludes(globs);
  }

  private List<Path> modulePath() {
    List<Path> paths = new ArrayList<>(settings.modulePath());
    config.modulePath().forEach(name -> paths.add(settings.directory().resolve(name)));
    return paths;
  }

  /** What the control repo says of itself. */
  ValidateConfig config() {
    return config;
  }

  /** The files of what is validated. */
  SourceTree tree() {
    return tree;
  }

  /** The model of what there is; to be asked for once. */
  ControlRepo repo() {
    RepoBuilder builder = new RepoBuilder(tree, tracked, excludes());
    modulePath().forEach(path -> inTree(path).ifPresent(builder::installed));
    elsewhere.mirrors(builder.namedButNotThere());
    return builder.build(elsewhere.modules(), elsewhere.why());
  }

  /** A digest of all that is read; empty when that is known only when it has been fetched. */
  Optional<byte[]> digest() {
    if (settings.fetchModules()) {
      return Optional.empty();
    }
    InputDigest digest = new InputDigest().settings(settings).tree(tree).tracked(tree, tracked);
    try {
      elsewhere.installed().forEach(digest::tree);
      return Optional.of(digest.mirrors(shared.mirrors(codeCache)).value());
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** Has anything changed while it was looked at? */
  boolean changed() {
    return tree.changed() || elsewhere.installed().stream().anyMatch(WatchedTree::changed);
  }

  private WatchedTree openTree() throws IOException {
    Path directory = settings.directory().toAbsolutePath().normalize();
    return new WatchedTree(
        revision.isPresent()
            ? GitTree.of(revision.get(), directory.toString())
            : DirectoryTree.of(directory));
  }

  /** The name of a directory that is looked into here. */
  private Optional<String> inTree(Path path) {
    return inside(path).filter(tree.listing().directories()::contains);
  }

  /** The name of a directory in the one that is validated. */
  private Optional<String> inside(Path path) {
    Path top = settings.directory().toAbsolutePath().normalize();
    Path absolute = path.toAbsolutePath().normalize();
    return absolute.startsWith(top) && !absolute.equals(top)
        ? Optional.of(top.relativize(absolute).toString().replace('\\', '/'))
        : Optional.empty();
  }

  /** Where a deployment of this repo keeps its mirrors. */
  private static Path codeCache(Settings settings) {
    Path config = settings.directory().resolve("puppet-ha.yaml");
    return settings
        .codeCache()
        .or(() -> TopologyReader.read(config).topology().map(t -> t.code().cache()))
        .orElseGet(() -> settings.directory().resolve(CodeSettings.DEFAULT_CACHE));
  }

  @Override
  public void close() {
    revision.ifPresent(GitRevision::close);
  }
}
