package io.github.puppetha.code;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Which branches become environments, and by which names: as r10k does it.
 *
 * @param prefix what environments begin with, before {@code _}; empty for nothing
 * @param strip what is taken out of a branch's name: its beginning, or all that a pattern between
 *     slashes matches; empty for nothing
 * @param invalid what is done with a name that has other characters than letters, digits and {@code
 *     _}
 * @param ignored beginnings of branches that are not deployed
 * @param filter a command that is run for each branch, in a shell, with {@code GIT_DIR}, {@code
 *     R10K_BRANCH} and {@code R10K_NAME}; the branch is deployed when it exits with 0
 */
public record BranchRules(
    Optional<String> prefix,
    Optional<String> strip,
    Invalid invalid,
    List<String> ignored,
    Optional<String> filter) {
  private static final Pattern BAD = Pattern.compile("[^A-Za-z0-9_]");

  /** What is done with a branch whose name cannot be an environment's. */
  public enum Invalid {
    /** {@code _} is put for each such character, and it is told. */
    CORRECT_AND_WARN,
    /** {@code _} is put for each such character. */
    CORRECT,
    /** The branch is not deployed, and it is told. */
    ERROR
  }

  /** Copies the list. */
  public BranchRules {
    ignored = List.copyOf(ignored);
  }

  /** All branches, with a prefix or none. */
  public static BranchRules all(Optional<String> prefix) {
    return new BranchRules(prefix, Optional.empty(), Invalid.CORRECT, List.of(), Optional.empty());
  }

  /** Is a branch left out for its beginning? */
  public boolean ignores(String branch) {
    return ignored.stream().anyMatch(branch::startsWith);
  }

  /** Has the name, without what is stripped, characters that an environment's cannot have? */
  public boolean isInvalid(String branch) {
    return BAD.matcher(stripped(branch)).find();
  }

  /** The environment that a branch becomes. */
  public String environment(String branch) {
    return EnvironmentName.of(prefix, stripped(branch));
  }

  private String stripped(String branch) {
    if (strip.isEmpty()) {
      return branch;
    }
    String what = strip.get();
    if (isPattern(what)) {
      return branch.replaceAll(what.substring(1, what.length() - 1), "");
    }
    return branch.startsWith(what) ? branch.substring(what.length()) : branch;
  }

  static boolean isPattern(String strip) {
    return strip.length() > 1 && strip.startsWith("/") && strip.endsWith("/");
  }
}
