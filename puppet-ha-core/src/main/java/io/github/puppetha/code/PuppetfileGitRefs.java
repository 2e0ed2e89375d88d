package io.github.puppetha.code;

import io.github.puppetha.Problem;
import io.github.puppetha.SourceRange;
import io.github.puppetha.code.ModuleSource.RefKind;
import io.github.puppetha.code.PuppetfileStatement.Option;
import io.github.puppetha.code.PuppetfileStatement.Value;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads which revision of a git module is wanted. */
final class PuppetfileGitRefs {
  private static final Pattern HASH = Pattern.compile("[0-9a-fA-F]{4,64}");
  private static final List<String> NAMES = List.of("ref", "tag", "commit", "branch", "version");

  private final String file;
  private final Map<String, Option> options;
  private final List<Problem> problems;
  private final Runnable failed;

  PuppetfileGitRefs(
      String file, Map<String, Option> options, List<Problem> problems, Runnable failed) {
    this.file = file;
    this.options = options;
    this.problems = problems;
    this.failed = failed;
  }

  ModuleSource.Git read(String remote, SourceRange remoteRange, Value title) {
    List<Option> said = NAMES.stream().filter(options::containsKey).map(options::get).toList();
    String fallback = fallback();
    if (said.size() > 1) {
      String message =
          "both '" + said.get(0).name() + "' and '" + said.get(1).name() + "' are given; keep one";
      error(said.get(1).range(), message);
    }
    if (said.isEmpty()) {
      if (fallback == null) {
        String message =
            "no revision is given for '" + title.text() + "'; add for example branch: 'main'";
        error(title.range(), message);
      }
      return new ModuleSource.Git(
          remote, RefKind.BRANCH, null, fallback, remoteRange, title.range());
    }
    Option option = said.get(0);
    Value value = option.value();
    if (value.symbol("control_branch")) {
      return new ModuleSource.Git(
          remote, RefKind.CONTROL_BRANCH, null, fallback, remoteRange, value.range());
    }
    check(option, value);
    return new ModuleSource.Git(
        remote, kind(option.name()), value.text(), fallback, remoteRange, value.range());
  }

  private @Nullable String fallback() {
    Option option = options.get("default_branch");
    if (option == null || option.value().unknown()) {
      return null;
    }
    if (!option.value().string() || badName(option.value().text())) {
      error(option.value().range(), "default_branch takes a branch's name in quotes");
    }
    return option.value().text();
  }

  private void check(Option option, Value value) {
    if (value.unknown()) {
      return;
    }
    if (!value.string()) {
      String message =
          option.name()
              + " takes a string, not "
              + value.type().label
              + "; put it in quotes"
              + (value.type() == PuppetfileStatement.Type.SYMBOL
                  ? ", or write :control_branch"
                  : "");
      error(value.range(), message);
    } else if (option.name().equals("commit") && !HASH.matcher(value.text()).matches()) {
      error(value.range(), "'" + value.text() + "' is no commit; a commit has hex digits only");
    } else if (badName(value.text())) {
      error(value.range(), "'" + value.text() + "' cannot be a name in git");
    }
  }

  /** What {@code git check-ref-format} refuses. */
  private static boolean badName(String name) {
    return name.isBlank()
        || name.startsWith("-")
        || name.startsWith("/")
        || name.endsWith("/")
        || name.endsWith(".")
        || name.endsWith(".lock")
        || name.contains("..")
        || name.contains("//")
        || name.contains("@{")
        || name.chars().anyMatch(c -> c <= ' ' || c == 127 || "~^:?*[\\".indexOf(c) >= 0);
  }

  private static RefKind kind(String option) {
    return switch (option) {
      case "tag" -> RefKind.TAG;
      case "commit" -> RefKind.COMMIT;
      case "branch" -> RefKind.BRANCH;
      default -> RefKind.ANY;
    };
  }

  private void error(SourceRange range, String message) {
    failed.run();
    problems.add(Problem.error(file, range, "puppetfile/ref", message));
  }
}
