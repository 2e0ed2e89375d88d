package io.github.puppetha.code;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.eclipse.jgit.errors.ConfigInvalidException;
import org.eclipse.jgit.lib.BlobBasedConfig;
import org.eclipse.jgit.lib.Config;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.transport.URIish;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.jspecify.annotations.Nullable;

/**
 * Where the submodules of one tree come from: its {@code .gitmodules}, see gitmodules(5). What it
 * names is anyone's who may write to the repository, so that it is held to the same rules as a
 * Puppetfile's remotes, and to one more: no remote repository has us read this machine's files.
 */
final class Submodules {
  private static final String FILE = ".gitmodules";

  private final String parent;
  private final Map<String, String> urls = new HashMap<>();

  private Submodules(String parent) {
    this.parent = parent;
  }

  /**
   * Of a tree.
   *
   * @param parent the address of the repository that the tree is in
   */
  static Submodules of(ObjectReader reader, ObjectId tree, String parent) throws IOException {
    Submodules submodules = new Submodules(parent);
    try (@Nullable TreeWalk walk = TreeWalk.forPath(reader, FILE, tree)) {
      if (walk == null || !isFile(walk.getFileMode(0))) {
        return submodules;
      }
      byte[] text = reader.open(walk.getObjectId(0)).getCachedBytes(Integer.MAX_VALUE);
      Config config = new BlobBasedConfig(null, text);
      for (String name : config.getSubsections("submodule")) {
        String path = config.getString("submodule", name, "path");
        String url = config.getString("submodule", name, "url");
        if (path != null && url != null) {
          submodules.urls.put(path.replaceAll("/+$", ""), url);
        }
      }
      return submodules;
    } catch (ConfigInvalidException e) {
      throw new RepositoryException(
          shown(parent), FILE + " of " + shown(parent) + " cannot be read: " + e.getMessage(), e);
    }
  }

  private static boolean isFile(FileMode mode) {
    return mode == FileMode.REGULAR_FILE || mode == FileMode.EXECUTABLE_FILE;
  }

  /**
   * The address of the submodule at a path.
   *
   * @param refuse takes why there is none to use, and gives what is to be thrown
   */
  String url(String path, Function<String, RuntimeException> refuse) {
    String url = urls.get(path);
    if (url == null) {
      throw refuse.apply("a submodule for which " + FILE + " has no url");
    }
    if (url.chars().anyMatch(c -> c < ' ' || c == 0x7f)) {
      throw refuse.apply("a submodule whose url holds control characters");
    }
    boolean relative = url.startsWith("./") || url.startsWith("../");
    String full = relative ? resolve(url) : url;
    if (full == null) {
      throw refuse.apply("a submodule whose url '" + url + "' leads out of " + shown(parent));
    }
    boolean local;
    try {
      local = local(full);
    } catch (RepositoryException e) {
      throw refuse.apply("a submodule that " + e.getMessage());
    }
    if (local && !relative && !local(parent)) {
      throw refuse.apply("a submodule whose url '" + shown(full) + "' is a path of this machine");
    }
    return full;
  }

  private static boolean local(String url) {
    URIish uri = GitUrls.parse(url);
    return uri.getHost() == null;
  }

  private static String shown(String url) {
    return GitUrls.shown(url);
  }

  /** As git does: each {@code ..} takes a part off the parent's address, never its host. */
  private @Nullable String resolve(String url) {
    String base = parent.replaceAll("/+$", "");
    char separator = '/';
    for (String part : List.of(url.split("/"))) {
      if (part.equals("..")) {
        int slash = base.lastIndexOf('/');
        int cut = base.contains("://") ? slash : Math.max(slash, base.lastIndexOf(':'));
        if (cut < 0 || base.startsWith("//", cut - 1) || separator == ':') {
          return null;
        }
        separator = base.charAt(cut);
        base = base.substring(0, cut);
      } else if (!part.isEmpty() && !part.equals(".")) {
        base = base + separator + part;
        separator = '/';
      }
    }
    return base;
  }
}
