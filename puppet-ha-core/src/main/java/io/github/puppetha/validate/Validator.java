package io.github.puppetha.validate;

import io.github.puppetha.PuppetHaException;
import io.github.puppetha.code.ChangedFiles;
import io.github.puppetha.code.WorkTree;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Checks a control repo, a module, or any directory: manifests, EPP and ERB templates, YAML, JSON,
 * hiera.yaml and Hiera data, environment.conf, metadata.json and the Puppetfile; of a control repo
 * or module also what only a look across its files can tell. What stands in files never makes it
 * throw. Immutable; one may be used by several threads.
 *
 * <p>Not looked into: {@code .git}, {@code .bundle} and the like, {@code spec/fixtures}, {@code
 * .puppet-ha}; {@code vendor}, {@code target} and {@code pkg} at the top of the directory or of a
 * module; and what links lead to outside the directory. Installed modules are read for what they
 * define and never reported: those that git does not have, where it has other files of the
 * directory; those that the Puppetfile installs; those in the {@linkplain Builder#modulePath module
 * path}.
 */
public final class Validator {
  /** The Puppet version that rules follow unless told otherwise: {@value}. */
  public static final int DEFAULT_PUPPET_VERSION = 8;

  private final Settings settings;

  private Validator(Settings settings) {
    this.settings = settings;
  }

  /** For a directory, which is looked at in {@link #validate()} only. */
  public static Builder builder(Path directory) {
    return new Builder(directory);
  }

  /**
   * Looks at every file.
   *
   * @throws PuppetHaException if the directory is not there or cannot be read, or what was given to
   *     say what is reported cannot
   */
  public ValidationReport validate() {
    try (Shared shared = new Shared(settings)) {
      ValidationReport report = validate(settings, shared);
      shared.cache().save();
      return report;
    }
  }

  /**
   * Looks at several revisions of a git repository, in place of what the builder was told. Modules
   * that they have in common are looked into once.
   *
   * @param revisions as in {@link Builder#revision}
   * @return what came of each
   * @throws PuppetHaException as {@link #validate()} does
   */
  public Map<String, ValidationReport> validate(Collection<String> revisions) {
    try (Shared shared = new Shared(settings)) {
      Map<String, ValidationReport> reports = new LinkedHashMap<>();
      for (String revision : revisions) {
        reports.computeIfAbsent(revision, name -> validate(settings.at(name), shared));
      }
      shared.cache().save();
      return reports;
    }
  }

  private static ValidationReport validate(Settings settings, Shared shared) {
    try (Inputs inputs = Inputs.open(settings, shared)) {
      CrossFileChecks rules = new CrossFileChecks(settings.puppetVersion());
      Found found =
          new Validation<>(settings, rules, shared.cache(), shared.results()).find(inputs);
      return reporting(settings, inputs.config())
          .report(found.files(), found.problems(), SourceTexts.of(inputs.tree()));
    }
  }

  private static Reporting reporting(Settings settings, ValidateConfig config) {
    return new Reporting(
        config,
        settings.changedSince().map(since -> changed(settings, since)),
        settings.baseline().map(Baseline::read).orElse(Baseline.EMPTY),
        WorkTree.nameOf(settings.directory()));
  }

  private static Set<String> changed(Settings settings, String since) {
    return settings
        .revision()
        .map(revision -> ChangedFiles.inRevision(settings.directory(), since, revision))
        .orElseGet(() -> ChangedFiles.inWorkTree(settings.directory(), since));
  }

  Settings settings() {
    return settings;
  }

  /** Collects what a {@link Validator} needs. Not for several threads. */
  public static final class Builder {
    private final Path directory;
    private int puppetVersion = DEFAULT_PUPPET_VERSION;
    private Optional<String> revision = Optional.empty();
    private List<String> excludes = List.of();
    private List<Path> modulePath = List.of();
    private Optional<Path> codeCache = Optional.empty();
    private boolean fetchModules;
    private Optional<Path> resultCache = Optional.empty();
    private int threads = Runtime.getRuntime().availableProcessors();
    private Optional<Path> baseline = Optional.empty();
    private Optional<String> changedSince = Optional.empty();

    private Builder(Path directory) {
      this.directory = directory;
    }

    /**
     * The Puppet version whose rules hold: 7, 8 or 9 (OpenVox 9).
     *
     * @throws PuppetHaException for any other
     */
    public Builder puppetVersion(int version) {
      if (version < 7 || version > 9) {
        throw new PuppetHaException(
            "Puppet version " + version + " is not supported; choose 7, 8 or 9 (OpenVox 9)");
      }
      this.puppetVersion = version;
      return this;
    }

    /** On how many threads files are looked at; by default one for each processor. */
    public Builder threads(int count) {
      if (count < 1) {
        throw new PuppetHaException("Validating on " + count + " threads is not possible; give 1");
      }
      this.threads = count;
      return this;
    }

    /**
     * Reads a revision of a git repository in place of files, as {@code git rev-parse} names it.
     * The directory may be a bare repository then; no working tree is looked at. In a hook the
     * objects that are about to be received are seen too.
     */
    public Builder revision(String name) {
      this.revision = Optional.of(name);
      return this;
    }

    /**
     * Leaves out what these globs match, relative to the directory: {@code modules/legacy}, {@code
     * **}{@code /*.epp}. Manifests among it are still read for what they define.
     */
    public Builder excludes(Collection<String> globs) {
      this.excludes = List.copyOf(globs);
      return this;
    }

    /**
     * Directories with installed modules, which are read for what they define and never reported.
     * What is not found there is looked for in the code cache.
     */
    public Builder modulePath(Collection<Path> directories) {
      this.modulePath = List.copyOf(directories);
      return this;
    }

    /**
     * Where mirrors of git modules are; by default where the puppet-ha.yaml in the directory says,
     * or {@code .puppet-ha/cache} in it. It need not be there.
     */
    public Builder codeCache(Path directory) {
      this.codeCache = Optional.of(directory);
      return this;
    }

    /** Whether git modules of the Puppetfile are fetched into the code cache; by default not. */
    public Builder fetchModules(boolean fetch) {
      this.fetchModules = fetch;
      return this;
    }

    /** Leaves out the problems that this file counts, which a {@link Baseline} wrote. */
    public Builder baseline(Path file) {
      this.baseline = Optional.of(file);
      return this;
    }

    /**
     * Reports problems only of files that have changed since a git commit, or that these caused
     * elsewhere; all files are looked at nevertheless.
     *
     * @param commit a branch, tag or commit; what was done in it after both lines parted does not
     *     count
     */
    public Builder changedSince(String commit) {
      this.changedSince = Optional.of(commit);
      return this;
    }

    /**
     * A directory of results by the contents that they hang on, which makes the next validation
     * faster: what has not changed is not looked into again. At any doubt about it the work is done
     * anew. It is made when missing; by default there is none.
     */
    public Builder resultCache(Path directory) {
      this.resultCache = Optional.of(directory);
      return this;
    }

    /** The validator. */
    public Validator build() {
      return new Validator(
          new Settings(
              directory,
              revision,
              puppetVersion,
              threads,
              excludes,
              modulePath,
              codeCache,
              fetchModules,
              resultCache,
              baseline,
              changedSince));
    }
  }
}
