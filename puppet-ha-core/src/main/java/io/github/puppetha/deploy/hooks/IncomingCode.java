package io.github.puppetha.deploy.hooks;

import io.github.puppetha.Problem;
import io.github.puppetha.Severity;
import io.github.puppetha.code.LocalRepository;
import io.github.puppetha.code.NewCommits;
import io.github.puppetha.validate.ValidationReport;
import io.github.puppetha.validate.ValidationText;
import io.github.puppetha.validate.Validator;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Validates what a commit or a push changes in a control repo or module. Problems that were there
 * before, in files that stay as they are, hold nobody up. Immutable; safe for several threads.
 */
public final class IncomingCode {
  private final Builder told;
  private final Path cache;

  private IncomingCode(Builder told) {
    this.told = told;
    this.cache = LocalRepository.find(told.repository).directory().resolve("puppet-ha/cache");
  }

  /** For a repository: a bare one, or a working tree's top. */
  public static Builder builder(Path repository) {
    return new Builder(repository);
  }

  /**
   * Checks what a push does to a reference. Only branches are looked at, and their last commit
   * alone, which is what would be deployed: against what the branch had before, or for a new one
   * against the latest commit that the repository knows already. A branch that is to go is fine.
   *
   * @throws io.github.puppetha.PuppetHaException when the repository cannot be read
   */
  public CodeVerdict check(RefChange change) {
    Optional<String> branch = change.branch();
    if (branch.isEmpty() || change.after().isEmpty()) {
      return new CodeVerdict(true, List.of());
    }
    String commit = change.after().get();
    Optional<String> since = change.before().or(() -> NewCommits.base(told.repository, commit));
    // As a tree: after a forced push all counts that differs, not only what was done since a fork.
    return check("branch " + branch.get(), commit + "^{tree}", since);
  }

  /**
   * Checks a tree against a commit.
   *
   * @param what messages call it
   * @param tree a tree's id, or what git takes for one
   * @param since the commit that is there already; empty when all is new
   * @throws io.github.puppetha.PuppetHaException when the repository cannot be read
   */
  public CodeVerdict check(String what, String tree, Optional<String> since) {
    Validator.Builder validator =
        Validator.builder(told.repository)
            .revision(tree)
            .puppetVersion(told.puppetVersion)
            .modulePath(told.modulePath)
            .resultCache(cache);
    told.codeCache.ifPresent(validator::codeCache);
    since.ifPresent(validator::changedSince);
    ValidationReport report = validator.build().validate();
    List<String> lines = new ArrayList<>();
    if (report.problems().isEmpty()) {
      return new CodeVerdict(true, lines);
    }
    lines.add("puppet-ha: " + what);
    ValidationText.lines(report).forEach(line -> lines.add(line.text()));
    return new CodeVerdict(!refused(report.problems()), lines);
  }

  private boolean refused(List<Problem> problems) {
    return told.failOn.isPresent()
        && problems.stream().anyMatch(p -> p.severity().atLeast(told.failOn.get()));
  }

  /** What the check is told. Not for several threads. */
  public static final class Builder {
    private final Path repository;
    private Optional<Severity> failOn = Optional.of(Severity.ERROR);
    private int puppetVersion = Validator.DEFAULT_PUPPET_VERSION;
    private List<Path> modulePath = List.of();
    private Optional<Path> codeCache = Optional.empty();

    private Builder(Path repository) {
      this.repository = repository;
    }

    /** From which severity on a problem refuses the code; empty for never. Default: error. */
    public Builder failOn(Optional<Severity> severity) {
      this.failOn = severity;
      return this;
    }

    /** As of {@link Validator.Builder#puppetVersion}. */
    public Builder puppetVersion(int version) {
      this.puppetVersion = version;
      return this;
    }

    /** As of {@link Validator.Builder#modulePath}. */
    public Builder modulePath(Collection<Path> directories) {
      this.modulePath = List.copyOf(directories);
      return this;
    }

    /** As of {@link Validator.Builder#codeCache}. */
    public Builder codeCache(Path directory) {
      this.codeCache = Optional.of(directory);
      return this;
    }

    /**
     * Done.
     *
     * @throws io.github.puppetha.PuppetHaException when there is no repository
     */
    public IncomingCode build() {
      return new IncomingCode(this);
    }
  }
}
