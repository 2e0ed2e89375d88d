package io.github.puppetha.maven.goal;

import io.github.puppetha.maven.AbstractPuppetHaMojo;
import io.github.puppetha.maven.FailOn;
import io.github.puppetha.maven.PropertyNames;
import io.github.puppetha.maven.ResultFile;
import io.github.puppetha.maven.ValidateAdvice;
import io.github.puppetha.maven.WorkflowCommands;
import io.github.puppetha.validate.Baseline;
import io.github.puppetha.validate.ReportFormat;
import io.github.puppetha.validate.ValidationGitHub;
import io.github.puppetha.validate.ValidationJson;
import io.github.puppetha.validate.ValidationReport;
import io.github.puppetha.validate.ValidationText;
import io.github.puppetha.validate.Validator;
import java.io.File;
import java.util.List;
import java.util.Set;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * Checks a control repo or a module: manifests, templates, YAML and JSON, Hiera, environment.conf,
 * metadata.json, Puppetfile, and what only a look across files can tell. Fails the build for
 * errors. The result is in {@code validate.json}.
 */
@Mojo(
    name = "validate",
    defaultPhase = LifecyclePhase.VERIFY,
    requiresProject = false,
    threadSafe = true)
public final class ValidateMojo extends AbstractPuppetHaMojo {
  /**
   * The control repo or module to check, for example {@code ../control-repo}. By default the
   * project's base directory, or the current directory where there is no project.
   */
  @Parameter(property = PropertyNames.DIRECTORY)
  private @Nullable File directory;

  /** From which severity on a problem fails the build: {@code error, warning} or {@code never}. */
  @Parameter(property = PropertyNames.FAIL_ON, defaultValue = "error")
  private String failOn = "error";

  /** The Puppet version that the code must suit: 7, 8, or 9 for OpenVox 9. */
  @Parameter(property = PropertyNames.PUPPET_VERSION, defaultValue = "8")
  private int puppetVersion = Validator.DEFAULT_PUPPET_VERSION;

  /**
   * Globs of files and directories that are not checked, relative to the directory and separated by
   * commas, for example {@code modules/legacy,**}{@code /*.epp}. Manifests among them are still
   * read for what they define.
   */
  @Parameter(property = PropertyNames.EXCLUDES)
  private List<String> excludes = List.of();

  /**
   * Directories with installed modules, separated by commas. They are read for what they define,
   * and problems in them are not reported. Modules in git that are not found there are looked for
   * in {@link #codeCache}.
   */
  @Parameter(property = PropertyNames.MODULE_PATH)
  private List<File> modulePath = List.of();

  /**
   * The cache of a deployment, with mirrors of modules in git. By default the one that the
   * puppet-ha.yaml in the directory names, or {@code .puppet-ha/cache}.
   */
  @Parameter(property = PropertyNames.CODE_CACHE)
  private @Nullable File codeCache;

  /** Whether git modules of the Puppetfile are fetched into {@link #codeCache}. */
  @Parameter(property = PropertyNames.FETCH_MODULES, defaultValue = "false")
  private boolean fetchModules;

  /**
   * A revision of the git repository in {@link #directory}, for example {@code HEAD} or a commit's
   * hash, to be checked in place of the files that are there. The repository may be a bare one.
   */
  @Parameter(property = PropertyNames.REVISION)
  private @Nullable String revision;

  /**
   * What to leave beside {@code validate.json}, separated by commas: {@code sarif} ({@code
   * validate.sarif}), {@code junit} ({@code validate-junit.xml}), {@code checkstyle} ({@code
   * validate-checkstyle.xml}), {@code gitlab} ({@code validate-gitlab.json}).
   */
  @Parameter(property = PropertyNames.FORMATS)
  private List<String> formats = List.of();

  /**
   * A file that counts known problems, which are not reported; one more of the same is. Made by
   * {@code puppet-ha.writeBaseline}.
   */
  @Parameter(property = PropertyNames.BASELINE)
  private @Nullable File baseline;

  /** Counts the problems of today in the file that {@code puppet-ha.baseline} names. */
  @Parameter(property = PropertyNames.WRITE_BASELINE, defaultValue = "false")
  private boolean writeBaseline;

  /**
   * A git branch, tag or commit, for example {@code origin/main}: only problems in files that have
   * changed since, or caused by these elsewhere, are reported. All files are read all the same.
   */
  @Parameter(property = PropertyNames.CHANGED_SINCE)
  private @Nullable String changedSince;

  /** For Maven. */
  public ValidateMojo() {
    super("validate.json");
  }

  @Override
  protected void run(ResultFile result) throws MojoFailureException {
    FailOn limit = FailOn.parse(failOn);
    Set<ReportFormat> beside = ReportFormat.parse(formats);
    removeOthers(result);
    ValidationReport report = writeBaseline ? newBaseline(result) : validator(result).validate();
    result.write(ValidationJson.write(report));
    beside.forEach(format -> result.beside(format.fileName()).write(format.write(report)));
    print(report);
    if (limit.fails(report.problems())) {
      throw new MojoFailureException(
          ValidationText.summary(report)
              + "; mend what is listed above (it is also in "
              + result.path()
              + ")");
    }
  }

  /** Counts what there is today, so that nothing of it is left to report. */
  private ValidationReport newBaseline(ResultFile result) {
    if (baseline == null) {
      throw new IllegalArgumentException(
          PropertyNames.WRITE_BASELINE + " needs a file; name it by " + PropertyNames.BASELINE);
    }
    ValidationReport report = validator(result).validate();
    Baseline known = Baseline.of(report);
    known.write(baseline.toPath());
    getLog().info("Counted " + known.size() + " problems in " + baseline);
    return known.apply(report);
  }

  /** What an earlier run left in formats that this one may not write. */
  private static void removeOthers(ResultFile result) {
    for (ReportFormat format : ReportFormat.values()) {
      result.beside(format.fileName()).remove();
    }
  }

  private Validator validator(ResultFile result) {
    Validator.Builder builder =
        Validator.builder(directory == null ? base() : directory.toPath())
            .puppetVersion(puppetVersion)
            .excludes(excludes)
            .modulePath(modulePath.stream().map(File::toPath).toList())
            .fetchModules(fetchModules)
            .resultCache(result.path().resolveSibling("cache"));
    if (codeCache != null) {
      builder.codeCache(codeCache.toPath());
    }
    if (revision != null) {
      builder.revision(revision);
    }
    // A new baseline counts everything.
    if (baseline != null && !writeBaseline) {
      builder.baseline(baseline.toPath());
    }
    if (changedSince != null && !writeBaseline) {
      builder.changedSince(changedSince);
    }
    return builder.build();
  }

  private void print(ValidationReport report) {
    ValidationText.lines(report).forEach(line -> print(line.severity(), line.text()));
    ValidateAdvice.of(report).ifPresent(getLog()::info);
    if ("true".equals(System.getenv("GITHUB_ACTIONS"))) {
      WorkflowCommands.print(ValidationGitHub.write(report));
    }
  }
}
