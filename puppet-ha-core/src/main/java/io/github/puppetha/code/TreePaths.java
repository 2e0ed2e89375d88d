package io.github.puppetha.code;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Checks the paths of a tree that is not git's, entry by entry. */
final class TreePaths {
  private static final int MAX_BYTES = 4000;
  private static final int MAX_DEPTH = 100;

  private final String tree;
  private final TreeNames names = new TreeNames();
  private final Map<String, Boolean> directories = new HashMap<>();
  private final Map<String, String> folded = new HashMap<>();

  /** For messages: which tree it is, such as {@code The archive x.zip}. */
  TreePaths(String tree) {
    this.tree = tree;
  }

  /**
   * Checks one more entry.
   *
   * @return its path, without {@code ./} and trailing {@code /}; empty for the top itself
   * @throws HostileTreeException when it must not reach a disk
   */
  String add(String name, boolean directory) {
    if (name.startsWith("/")) {
      throw refused(name, "an absolute path");
    }
    if (name.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES) {
      throw refused(name, "whose path is longer than " + MAX_BYTES + " bytes");
    }
    StringBuilder path = new StringBuilder();
    int depth = 0;
    for (String part : name.split("/")) {
      if (part.isEmpty() || part.equals(".")) {
        continue;
      }
      if (path.length() > 0) {
        known(name, path.toString(), true);
        path.append('/');
      }
      refuse(name, names.refusal(part.getBytes(StandardCharsets.UTF_8)));
      refuse(name, part.indexOf('\uFFFD') >= 0 ? "whose name is not UTF-8" : null);
      refuse(name, ++depth > MAX_DEPTH ? "deeper than " + MAX_DEPTH + " directories" : null);
      path.append(part);
    }
    if (path.length() == 0) {
      refuse(name, directory ? null : "a file without a name");
      return "";
    }
    known(name, path.toString(), directory);
    return path.toString();
  }

  private void known(String name, String path, boolean directory) {
    Boolean before = directories.putIfAbsent(path, directory);
    if (before != null) {
      refuse(name, before && directory ? null : "where it has '" + path + "' already");
      return;
    }
    String other = folded.putIfAbsent(fold(path), path);
    if (other != null) {
      throw refused(name, "which some file systems cannot tell from '" + other + "'");
    }
  }

  private static String fold(String path) {
    return Normalizer.normalize(path, Normalizer.Form.NFC).toLowerCase(Locale.ROOT);
  }

  private void refuse(String name, @Nullable String why) {
    if (why != null) {
      throw refused(name, why);
    }
  }

  HostileTreeException refused(String name, String why) {
    return new HostileTreeException(tree, name, why);
  }
}
