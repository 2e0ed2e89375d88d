package io.github.puppetha.validate;

import io.github.puppetha.PuppetHaException;
import io.github.puppetha.code.GitRevision;
import io.github.puppetha.code.TrackedFiles;
import io.github.puppetha.topology.CodeSettings;
import io.github.puppetha.topology.TopologyReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Predicate;

/** All that one validation reads, open until it is closed. */
final class Inputs implements AutoCloseable {
  private final Settings settings;
  private final Optional<GitRevision> revision;
  private final Elsewhere elsewhere;

  private Inputs(Settings settings) {
    this.settings = settings;
    this.revision = settings.revision().map(name -> GitRevision.open(settings.directory(), name));
    this.elsewhere = new Elsewhere(codeCache(settings), settings.fetchModules());
  }

  /**
   * Looks at what there is.
   *
   * @throws PuppetHaException if it is not there or cannot be read
   */
  static Inputs open(Settings settings) {
    Path directory = settings.directory();
    String what = "Validating " + directory + " failed: ";
    if (!Files.isDirectory(directory)) {
      String found =
          Files.exists(directory) ? "it is not a directory" : "there is no such directory";
      throw new PuppetHaException(what + found + "; name a control repo or a module");
    }
    return new Inputs(settings);
  }

  /** The model of what there is. */
  ControlRepo repo() {
    try {
      return read();
    } catch (IOException e) {
      throw new PuppetHaException(
          "Validating " + settings.directory() + " failed: " + e + "; see that it can be read", e);
    }
  }

  private ControlRepo read() throws IOException {
    SourceTree tree = tree();
    Predicate<String> tracked =
        revision.isPresent() ? name -> true : TrackedFiles.under(settings.directory());
    RepoBuilder builder = new RepoBuilder(tree, tracked, new Excludes(settings.excludes()));
    for (Path path : settings.modulePath()) {
      Optional<String> inside = inside(path).filter(tree.listing().directories()::contains);
      inside.ifPresentOrElse(builder::installed, () -> elsewhere.directory(path));
    }
    elsewhere.mirrors(builder.namedButNotThere());
    return builder.build(elsewhere.modules(), elsewhere.why());
  }

  private SourceTree tree() throws IOException {
    Path directory = settings.directory().toAbsolutePath().normalize();
    return revision.isPresent()
        ? GitTree.of(revision.get(), directory.toString())
        : DirectoryTree.of(directory);
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
    elsewhere.close();
    revision.ifPresent(GitRevision::close);
  }
}
