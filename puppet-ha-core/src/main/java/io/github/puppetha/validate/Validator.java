package io.github.puppetha.validate;

import io.github.puppetha.Problem;
import io.github.puppetha.PuppetHaException;
import io.github.puppetha.code.TrackedFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Checks a control repo or a module: YAML, hiera.yaml and Hiera data, environment.conf,
 * metadata.json and the Puppetfile. What stands in files never makes it throw. Immutable; one may
 * be used by several threads.
 *
 * <p>Not looked into: {@code .git} and the like, {@code spec/fixtures}, {@code .puppet-ha}, {@code
 * vendor} and {@code target} at the top of the directory or of a module, and what links lead to
 * outside the directory.
 */
public final class Validator {
  /** The Puppet version that rules follow unless told otherwise: {@value}. */
  public static final int DEFAULT_PUPPET_VERSION = 8;

  private final Path directory;
  private final int puppetVersion;
  private final int threads;

  private Validator(Builder builder) {
    this.directory = builder.directory;
    this.puppetVersion = builder.puppetVersion;
    this.threads = builder.threads;
  }

  /** For a directory, which is looked at in {@link #validate()} only. */
  public static Builder builder(Path directory) {
    return new Builder(directory);
  }

  /**
   * Looks at every file.
   *
   * @throws PuppetHaException if the directory is not there or cannot be read
   */
  public ValidationReport validate() {
    SourceTree tree = tree();
    Predicate<String> tracked = TrackedFiles.under(directory);
    ControlRepo repo = new RepoBuilder(tree, tracked, name -> false).build(List.of());
    return report(repo, new NoCrossFileRules());
  }

  private <F> ValidationReport report(ControlRepo repo, CrossFileRules<F> rules) {
    FilePass<F> pass = new FilePass<>(new Sources(repo, puppetVersion), rules);
    List<FileResult<F>> results = pass.over(repo.files(), threads);
    List<Problem> problems = new ArrayList<>();
    repo.tree().listing().problems().stream()
        .filter(problem -> repo.reports(problem.file()))
        .forEach(problems::add);
    Map<RepoFile, F> facts = new LinkedHashMap<>();
    int files = 0;
    for (int i = 0; i < results.size(); i++) {
      RepoFile file = repo.files().get(i);
      problems.addAll(results.get(i).problems());
      results.get(i).facts().ifPresent(f -> facts.put(file, f));
      files += results.get(i).checked() ? 1 : 0;
    }
    if (repo.kind() != ControlRepo.Kind.FILES) {
      problems.addAll(rules.check(repo, facts));
    }
    return new ValidationReport(
        files, problems, Omitted.NOTHING, SourceLines.of(problems, SourceTexts.of(repo.tree())));
  }

  private SourceTree tree() {
    String what = "Validating " + directory + " failed: ";
    if (!Files.isDirectory(directory)) {
      String found =
          Files.exists(directory) ? "it is not a directory" : "there is no such directory";
      throw new PuppetHaException(what + found + "; name a control repo or a module");
    }
    try {
      return DirectoryTree.of(directory);
    } catch (IOException e) {
      throw new PuppetHaException(what + e + "; see that it can be read", e);
    }
  }

  /** Collects what a {@link Validator} needs. Not for several threads. */
  public static final class Builder {
    private final Path directory;
    private int puppetVersion = DEFAULT_PUPPET_VERSION;
    private int threads = Runtime.getRuntime().availableProcessors();

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

    /** The validator. */
    public Validator build() {
      return new Validator(this);
    }
  }
}
