package io.github.puppetha.deploy.hooks;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a push does to one reference, as git tells its {@code pre-receive} and {@code post-receive}
 * hooks (githooks(5)).
 *
 * @param ref its full name, for example {@code refs/heads/production}
 * @param before the object that it led to; empty when it is new
 * @param after the object that it is to lead to; empty when it is to go
 */
public record RefChange(String ref, Optional<String> before, Optional<String> after) {
  private static final String BRANCH = "refs/heads/";
  private static final Pattern NONE = Pattern.compile("0+");
  private static final Pattern OBJECT = Pattern.compile("[0-9a-f]{40}|[0-9a-f]{64}");

  /** With git's own way to say that there is none: an id of zeros. */
  public static RefChange of(String before, String after, String ref) {
    return new RefChange(ref, id(before), id(after));
  }

  private static Optional<String> id(String text) {
    return NONE.matcher(text).matches() ? Optional.empty() : Optional.of(text);
  }

  /**
   * Reads what git gives a hook: a line {@code OLD NEW REF} for each reference.
   *
   * @throws IllegalArgumentException for anything else
   */
  public static List<RefChange> parse(String text) {
    List<RefChange> changes = new ArrayList<>();
    for (String line : text.lines().toList()) {
      String[] parts = line.split(" ", 3);
      if (parts.length != 3
          || !OBJECT.matcher(parts[0]).matches()
          || !OBJECT.matcher(parts[1]).matches()) {
        throw new IllegalArgumentException(
            "git gives a hook lines of two object ids and a reference, not '" + line + "'");
      }
      changes.add(of(parts[0], parts[1], parts[2]));
    }
    return changes;
  }

  /** The branch's name; empty for tags and everything else that becomes no environment. */
  public Optional<String> branch() {
    return ref.startsWith(BRANCH) ? Optional.of(ref.substring(BRANCH.length())) : Optional.empty();
  }
}
