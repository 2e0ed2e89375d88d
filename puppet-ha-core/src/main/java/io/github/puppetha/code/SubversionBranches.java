package io.github.puppetha.code;

import io.github.puppetha.io.AtomicFiles;
import io.github.puppetha.io.Processes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A Subversion repository as a control repo, as r10k takes it: {@code trunk} is the branch {@code
 * production}, and each directory in {@code branches} is a branch.
 */
final class SubversionBranches implements Branches {
  private static final String TRUNK = "production";

  private final SubversionContents contents;
  private final String url;
  private volatile Map<String, Origin> found = Map.of();

  SubversionBranches(SubversionContents contents, String remote) {
    this.contents = contents;
    url = contents.svn().url(remote);
  }

  /** Does a remote name a Subversion repository? */
  static boolean are(String remote) {
    return remote.matches("svn(\\+(https?|file|ssh))?://.*");
  }

  @Override
  public void fetch() {
    Origin.Subversion trunk = contents.resolve(url + "/trunk", null);
    Map<String, Origin> branches = new TreeMap<>(Map.of(TRUNK, trunk));
    for (SubversionXml.Entry entry : SubversionXml.read(url, directories())) {
      String branch = url + "/branches/" + entry.name();
      Origin origin = new Origin.Subversion(branch, entry.revision(), trunk.repository());
      if (entry.directory() && branches.put(entry.name(), origin) != null) {
        throw new RepositoryException(
            url, url + " has a branch '" + TRUNK + "' beside its trunk; rename it", null);
      }
    }
    found = branches;
  }

  /** What svn lists; offline, what it listed last. */
  private String directories() {
    Path note = contents.directory().resolve("branches-" + TreeDigest.text(url));
    try {
      if (contents.offline()) {
        return Files.readString(note);
      }
      String listed = listed();
      AtomicFiles.write(note, listed.getBytes(StandardCharsets.UTF_8));
      return listed;
    } catch (IOException e) {
      String message = url + ": its branches are not in the cache: " + e.getMessage();
      throw new RepositoryException(url, message, e);
    }
  }

  private String listed() {
    String where = url + "/branches";
    Processes.Result result =
        contents.svn().ask(where, List.of("list", "--xml", "--", where + "@HEAD"));
    if (result.ok()) {
      return result.out();
    }
    if (result.err().contains("E200009") || result.err().contains("W160013")) {
      return "<lists/>";
    }
    throw Subversion.failed(where, result.err());
  }

  @Override
  public Map<String, Origin> list() {
    return found;
  }

  @Override
  public Optional<String> read(Origin branch, String path) {
    return contents.read((Origin.Subversion) branch, path);
  }
}
