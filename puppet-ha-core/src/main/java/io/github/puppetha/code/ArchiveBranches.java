package io.github.puppetha.code;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An archive as a control repo of one branch: {@code archive+https://host/control.tar.gz#sha256=…},
 * also {@code archive+http} and {@code archive+file}. Its branch is {@code production}, or what
 * {@code #branch=…&sha256=…} says. Where one directory is all there is at the top, and it is not
 * itself a part of an environment, the tree is that directory.
 */
final class ArchiveBranches implements Branches {
  static final String SCHEME = "archive+";
  private static final List<String> PARTS =
      List.of("Puppetfile", "environment.conf", "hiera.yaml", "manifests/site.pp");
  private static final List<String> DIRECTORIES =
      List.of("manifests", "modules", "site", "site-modules", "data", "hieradata", "lib");

  private final PackedContents packed;
  private final String source;
  private final String branch;
  private final @Nullable String sha256;
  private Origin.@Nullable Archive found;

  ArchiveBranches(PackedContents packed, String remote) {
    this.packed = packed;
    String[] parts = remote.substring(SCHEME.length()).split("#", 2);
    source = parts[0];
    String name = "production";
    String checksum = null;
    for (String pair : parts.length > 1 ? parts[1].split("&") : new String[0]) {
      String value = pair.substring(pair.indexOf('=') + 1);
      if (pair.startsWith("sha256=") && Checksum.isSha256(value)) {
        checksum = value;
      } else if (pair.startsWith("branch=") && value.matches("\\w+")) {
        name = value;
      } else {
        String message = "after # stand sha256= with 64 hex digits, and branch= with a name";
        throw new RepositoryException(
            Archives.shown(source), "'" + pair + "' of " + remote + ": " + message, null);
      }
    }
    branch = name;
    sha256 = checksum;
  }

  @Override
  public synchronized void fetch() {
    Origin.Archive whole = packed.archives().resolve(source, sha256, true);
    ArchiveTree tree = packed.tree(whole);
    found = new Origin.Archive(source, whole.sha256(), root(tree));
  }

  private static String root(ArchiveTree tree) {
    String top = tree.top();
    return PARTS.stream().anyMatch(tree::has) || DIRECTORIES.contains(top) ? "" : top;
  }

  @Override
  public synchronized Map<String, Origin> list() {
    return found == null ? Map.of() : Map.of(branch, found);
  }

  @Override
  public Optional<String> read(Origin at, String path) {
    return packed.read((Origin.Archive) at, path);
  }
}
