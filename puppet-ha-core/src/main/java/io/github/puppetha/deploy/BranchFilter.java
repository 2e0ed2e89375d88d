package io.github.puppetha.deploy;

import io.github.puppetha.PuppetHaException;
import io.github.puppetha.code.BranchRules;
import io.github.puppetha.code.Contents;
import io.github.puppetha.io.Processes;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Which branches of a source become environments; tells of those that do not. */
final class BranchFilter {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private final Settings.Source source;
  private final Contents contents;
  private final List<String> notes;

  BranchFilter(Settings.Source source, Contents contents, List<String> notes) {
    this.source = source;
    this.contents = contents;
    this.notes = notes;
  }

  boolean wanted(String branch) {
    BranchRules rules = source.branches();
    if (rules.ignores(branch) || (rules.filter().isPresent() && !passes(branch))) {
      return false;
    }
    if (!rules.isInvalid(branch) || rules.invalid() == BranchRules.Invalid.CORRECT) {
      return true;
    }
    boolean corrected = rules.invalid() == BranchRules.Invalid.CORRECT_AND_WARN;
    notes.add(
        "branch '"
            + branch
            + "' of "
            + source.name()
            + (corrected
                ? " becomes environment '" + rules.environment(branch) + "'"
                : " is not deployed: an environment's name has letters, digits and '_' only"));
    return corrected;
  }

  private boolean passes(String branch) {
    List<String> command = List.of("sh", "-c", source.branches().filter().orElseThrow());
    Map<String, String> environment = new HashMap<>();
    environment.put("R10K_BRANCH", branch);
    environment.put("R10K_NAME", source.name());
    if (!source.remote().startsWith("svn")) {
      environment.put("GIT_DIR", contents.git(source.remote()).directory().toString());
    }
    try {
      boolean passes =
          Processes.run(command, Path.of("").toAbsolutePath(), environment, LIMIT).ok();
      if (!passes) {
        notes.add("branch '" + branch + "' of " + source.name() + " is left out by filter_command");
      }
      return passes;
    } catch (IOException e) {
      throw new PuppetHaException(
          "filter_command of " + source.name() + " failed: " + e.getMessage(), e);
    }
  }
}
