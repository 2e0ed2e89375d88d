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
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

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
    Map<String, Set<String>> commits = new LinkedHashMap<>();
    for (EnvironmentRevision environment : environments) {
      if (environment.origin() instanceof Origin.Git git) {
        commits.computeIfAbsent(git.remote(), r -> new LinkedHashSet<>()).add(git.commit());
      }
    }
    Map<String, Map<String, ValidationReport>> inGit = new HashMap<>();
    commits.forEach((remote, all) -> inGit.put(remote, validator(mirror(remote)).validate(all)));
    List<Problem> problems = new ArrayList<>();
    for (EnvironmentRevision environment : environments) {
      ValidationReport report =
          environment.origin() instanceof Origin.Git git
              ? Objects.requireNonNull(inGit.get(git.remote())).get(git.commit())
              : laidDown(environment);
      report.problems().forEach(problem -> problems.add(in(environment, problem)));
    }
    List<Problem> errors =
        problems.stream().filter(problem -> problem.severity() == Severity.ERROR).toList();
    if (!errors.isEmpty()) {
      throw new DeployRefusedException(errors);
    }
    return problems;
  }

  private Path mirror(String remote) {
    return contents.git(remote).directory();
  }

  private ValidationReport laidDown(EnvironmentRevision environment) {
    try {
      Files.createDirectories(cache);
      Path laidDown = Files.createTempDirectory(cache, "check");
      try {
        Path tree = laidDown.resolve("tree");
        contents.export(environment.origin(), false, new DirectorySink(tree));
        return validator(tree).validate();
      } finally {
        DeleteTree.delete(laidDown);
      }
    } catch (IOException e) {
      String what = "Laying " + environment.environment() + " down in " + cache + " to validate it";
      throw new PuppetHaException(what + ": " + e.getMessage(), e);
    }
  }

  private Validator validator(Path directory) {
    return Validator.builder(directory)
        .puppetVersion(puppetVersion)
        .codeCache(cache)
        .resultCache(cache.resolve("validate"))
        .build();
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
