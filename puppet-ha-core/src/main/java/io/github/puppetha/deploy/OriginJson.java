package io.github.puppetha.deploy;

import io.github.puppetha.code.Origin;
import io.github.puppetha.io.Tree;
import java.util.LinkedHashMap;
import java.util.Map;

/** Origins as JSON. */
final class OriginJson {
  private OriginJson() {}

  static Map<String, Object> plain(Origin origin) {
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
   * @throws IllegalArgumentException when something is missing or of no known kind
   */
  static Origin read(Tree tree) {
    Tree.MapNode map = (Tree.MapNode) tree;
    if (map.get("git").isPresent()) {
      return new Origin.Git(text(tree, "git"), text(tree, "commit"), text(tree, "tree"));
    }
    if (map.get("svn").isPresent()) {
      long revision = Long.parseLong(text(tree, "revision"));
      return new Origin.Subversion(text(tree, "svn"), revision, text(tree, "repository"));
    }
    if (map.get("archive").isPresent()) {
      return new Origin.Archive(text(tree, "archive"), text(tree, "sha256"), text(tree, "root"));
    }
    return new Origin.Forge(
        text(tree, "forge"), text(tree, "slug"), text(tree, "version"), text(tree, "sha256"));
  }

  private static String text(Tree tree, String key) {
    return DecisionJson.text(tree, key);
  }
}
