package io.github.puppetha.deploy;

import io.github.puppetha.Problem;
import io.github.puppetha.PuppetHaException;
import io.github.puppetha.Severity;
import io.github.puppetha.code.Contents;
import io.github.puppetha.code.DirectorySink;
import io.github.puppetha.code.Origin;
import io.github.puppetha.io.DeleteTree;
import io.github.puppetha.validate.ValidationReport;
import io.github.puppetha.validate.Validator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Validates the control repo's files of environments that change: broken code is not deployed. */
final class CodeCheck {
  private final Contents contents;
  private final Path cache;
  private final int puppetVersion;

  CodeCheck(Contents contents, Path cache, int puppetVersion) {
    this.contents = contents;
    this.cache = cache;
    this.puppetVersion = puppetVersion;
  }

  /**
   * Refuses what has errors.
   *
   * @return what else there is
   * @throws DeployRefusedException with all errors; files are named {@code environment:path}
   */
  List<Problem> check(Collection<EnvironmentRevision> environments) {
    List<Problem> problems = new ArrayList<>();
    for (EnvironmentRevision environment : environments) {
      report(environment).problems().forEach(problem -> problems.add(in(environment, problem)));
    }
    List<Problem> errors =
        problems.stream().filter(problem -> problem.severity() == Severity.ERROR).toList();
    if (!errors.isEmpty()) {
      throw new DeployRefusedException(errors);
    }
    return problems;
  }

  private ValidationReport report(EnvironmentRevision environment) {
    if (environment.origin() instanceof Origin.Git git) {
      Path mirror = contents.git(git.remote()).directory();
      return validated(Validator.builder(mirror).revision(git.commit()));
    }
    try {
      Files.createDirectories(cache);
      Path laidDown = Files.createTempDirectory(cache, "check");
      try {
        Path tree = laidDown.resolve("tree");
        contents.export(environment.origin(), false, new DirectorySink(tree));
        return validated(Validator.builder(tree));
      } finally {
        DeleteTree.delete(laidDown);
      }
    } catch (IOException e) {
      String what = "Laying " + environment.environment() + " down in " + cache + " to validate it";
      throw new PuppetHaException(what + ": " + e.getMessage(), e);
    }
  }

  private ValidationReport validated(Validator.Builder validator) {
    return validator
        .puppetVersion(puppetVersion)
        .codeCache(cache)
        .resultCache(cache.resolve("validate"))
        .build()
        .validate();
  }

  private static Problem in(EnvironmentRevision environment, Problem problem) {
    return new Problem(
        environment.environment() + ":" + problem.file(),
        problem.range(),
        problem.severity(),
        problem.rule(),
        problem.message());
  }
}
