package io.github.puppetha.pki;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Which names a Puppet CA accepts. Names become file names, so whatever passes here is safe as one:
 * no separators, no dots alone, nothing but lower-case letters, digits, {@code . _ -}.
 */
public final class Certname {
  private static final int MAX_LENGTH = 240;
  private static final Pattern NAME =
      Pattern.compile("[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?(\\.[a-z0-9_-]*[a-z0-9_])*");

  private Certname() {}

  /**
   * What is wrong with a name, by the rules of Puppet Server 7.11 and later and in its words.
   *
   * @return empty when nothing is wrong
   */
  public static Optional<String> problem(String name) {
    if (name.chars().anyMatch(Character::isUpperCase)) {
      return Optional.of("Certificate names must be lower case.");
    }
    if (name.contains("*")) {
      return Optional.of("Subject contains a wildcard, which is not allowed: " + name);
    }
    if (name.length() > MAX_LENGTH || !NAME.matcher(name).matches()) {
      return Optional.of("Subject hostname format is invalid");
    }
    return Optional.empty();
  }

  /**
   * Returns the name when it is good.
   *
   * @throws IllegalArgumentException when it is not
   */
  public static String check(String name) {
    Optional<String> problem = problem(name);
    if (problem.isPresent()) {
      throw new IllegalArgumentException("not a certname: '" + name + "': " + problem.get());
    }
    return name;
  }
}
