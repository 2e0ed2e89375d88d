package io.github.puppetha.validate;

import io.github.puppetha.PuppetHaException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.PatternSyntaxException;

/**
 * Globs of names that are not to be reported. A glob that matches a directory leaves out all below
 * it; {@code **}{@code /} at its beginning also matches nothing.
 */
final class Excludes implements Predicate<String> {
  private final List<PathMatcher> matchers = new ArrayList<>();
  private final FileSystem files = FileSystems.getDefault();

  /**
   * Reads globs.
   *
   * @throws PuppetHaException for one that is no glob
   */
  Excludes(Collection<String> globs) {
    for (String glob : globs) {
      String plain = glob.strip().replaceAll("^(\\./)+", "").replaceAll("/+$", "");
      if (plain.isEmpty()) {
        continue;
      }
      try {
        matchers.add(files.getPathMatcher("glob:" + plain));
        if (plain.startsWith("**/")) {
          matchers.add(files.getPathMatcher("glob:" + plain.substring(3)));
        }
      } catch (PatternSyntaxException e) {
        throw new PuppetHaException(
            "The exclusion '" + glob + "' is no glob: " + e.getDescription() + "; mend it", e);
      }
    }
  }

  /** Is a name, or a directory above it, matched? */
  @Override
  public boolean test(String name) {
    if (matchers.isEmpty()) {
      return false;
    }
    try {
      for (Path at = files.getPath(name); at != null; at = at.getParent()) {
        Path path = at;
        if (matchers.stream().anyMatch(matcher -> matcher.matches(path))) {
          return true;
        }
      }
      return false;
    } catch (InvalidPathException e) {
      return false;
    }
  }
}
