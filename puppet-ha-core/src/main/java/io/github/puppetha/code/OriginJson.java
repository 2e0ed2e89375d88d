package io.github.puppetha.code;

import io.github.puppetha.io.Tree;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Origins as JSON, in decisions and in lock files. What is read comes from elsewhere and ends up in
 * names of directories: it is checked to be nothing but what it must be.
 */
public final class OriginJson {
  private static final Pattern HASH = Pattern.compile("[0-9a-f]{40}|[0-9a-f]{64}");
  private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");
  private static final Pattern ADDRESS = Pattern.compile("[^-\\p{Cntrl}][^\\p{Cntrl}]*");
  private static final Pattern REVISION = Pattern.compile("\\d{1,18}");
  private static final Pattern UUID = Pattern.compile("[0-9A-Za-z-]{1,64}");
  private static final Pattern ANY = Pattern.compile("(?s).*");
  private static final Pattern SLUG = Pattern.compile("\\w+-\\w+");
  private static final Pattern VERSION = Pattern.compile("[\\w.+-]{1,100}");

  private OriginJson() {}

  /** As {@link #read} reads it. */
  public static Map<String, Object> plain(Origin origin) {
    Map<String, Object> map = new LinkedHashMap<>();
    if (origin instanceof Origin.Git git) {
      map.put("git", git.remote());
      map.put("commit", git.commit());
      map.put("tree", git.tree());
    } else if (origin instanceof Origin.Subversion svn) {
      map.put("svn", svn.url());
      map.put("revision", svn.revision());
      map.put("repository", svn.repository());
    } else if (origin instanceof Origin.Archive archive) {
      map.put("archive", archive.source());
      map.put("sha256", archive.sha256());
      map.put("root", archive.root());
    } else if (origin instanceof Origin.Forge forge) {
      map.put("forge", forge.baseUrl());
      map.put("slug", forge.slug());
      map.put("version", forge.version());
      map.put("sha256", forge.sha256());
    }
    return map;
  }

  /**
   * Reads one.
   *
   * @throws IllegalArgumentException when something is missing or is not what it must be
   */
  public static Origin read(Tree tree) {
    if (!(tree instanceof Tree.MapNode map)) {
      throw new IllegalArgumentException("it is " + tree.kind() + ", not a mapping");
    }
    if (map.get("git").isPresent()) {
      return new Origin.Git(
          address(map, "git"), text(map, "commit", HASH), text(map, "tree", HASH));
    }
    if (map.get("svn").isPresent()) {
      long revision = Long.parseLong(text(map, "revision", REVISION));
      String repository = text(map, "repository", UUID);
      return new Origin.Subversion(address(map, "svn"), revision, repository);
    }
    if (map.get("archive").isPresent()) {
      String root = text(map, "root", ANY);
      if (!root.equals(InsidePath.clean(root))) {
        throw new IllegalArgumentException("'root' is no directory inside the archive");
      }
      return new Origin.Archive(address(map, "archive"), text(map, "sha256", SHA256), root);
    }
    return new Origin.Forge(
        address(map, "forge"),
        text(map, "slug", SLUG),
        text(map, "version", VERSION),
        text(map, "sha256", SHA256));
  }

  private static String address(Tree.MapNode map, String key) {
    return text(map, key, ADDRESS);
  }

  private static String text(Tree.MapNode map, String key, Pattern pattern) {
    Tree value =
        map.get(key).orElseThrow(() -> new IllegalArgumentException("'" + key + "' is missing"));
    if (value instanceof Tree.Scalar scalar && pattern.matcher(scalar.text()).matches()) {
      return scalar.text();
    }
    throw new IllegalArgumentException("'" + key + "' is not what it must be");
  }
}
