package io.github.puppetha.code;

import java.util.Optional;
import java.util.regex.Pattern;

/** How a branch becomes an environment: as r10k does it. */
public final class EnvironmentName {
  private static final Pattern REVISION = Pattern.compile("\\w+_[0-9a-f]{8}");
  private static final Pattern OTHER = Pattern.compile("[^A-Za-z0-9_]");

  private EnvironmentName() {}

  /**
   * The environment's name: the prefix and {@code _} when there is one, then the branch, with each
   * character that Puppet does not allow in an environment's name turned into {@code _}.
   */
  public static String of(Optional<String> prefix, String branch) {
    String whole = prefix.map(p -> p + "_").orElse("") + branch;
    return OTHER.matcher(whole).replaceAll("_");
  }

  /**
   * Does the name look like the never-moving link of a revision, such as {@code
   * production_0123abcd}? No environment may have such a name.
   */
  public static boolean isRevision(String environment) {
    return REVISION.matcher(environment).matches();
  }
}
