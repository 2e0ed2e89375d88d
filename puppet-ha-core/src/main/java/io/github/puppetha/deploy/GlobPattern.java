package io.github.puppetha.deploy;

import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Patterns of r10k's {@code purge_allowlist}: Ruby's {@code File.fnmatch} with path names and with
 * dot files. A pattern that matches a directory stands for all that is in it.
 */
final class GlobPattern {
  private GlobPattern() {}

  /** Those of the paths that some pattern names, themselves or by a directory above them. */
  static Stream<String> matching(List<String> patterns, Collection<String> paths) {
    List<Pattern> compiled = patterns.stream().map(GlobPattern::compile).toList();
    return paths.stream().filter(p -> compiled.stream().anyMatch(c -> c.matcher(p).matches()));
  }

  static Pattern compile(String glob) {
    StringBuilder regex = new StringBuilder();
    String rest = glob.startsWith("/") ? glob.substring(1) : glob;
    for (int i = 0; i < rest.length(); i++) {
      char c = rest.charAt(i);
      if (rest.startsWith("**/", i) && (i == 0 || rest.charAt(i - 1) == '/')) {
        regex.append("(?:.*/)?");
        i += 2;
      } else if (c == '*') {
        regex.append("[^/]*");
      } else if (c == '?') {
        regex.append("[^/]");
      } else if (c == '[' && rest.indexOf(']', i + 2) > 0) {
        int end = rest.indexOf(']', i + 2);
        String set = rest.substring(i + 1, end).replace("\\", "\\\\").replace("[", "\\[");
        regex
            .append("(?!/)[")
            .append(set.startsWith("!") ? "^" + set.substring(1) : set)
            .append(']');
        i = end;
      } else if (c == '\\' && i + 1 < rest.length()) {
        regex.append(Pattern.quote(String.valueOf(rest.charAt(++i))));
      } else {
        regex.append(Pattern.quote(String.valueOf(c)));
      }
    }
    return Pattern.compile(regex + "(?:/.*)?", Pattern.DOTALL);
  }
}
