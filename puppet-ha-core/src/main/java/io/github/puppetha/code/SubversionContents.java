package io.github.puppetha.code;

import io.github.puppetha.io.AtomicFiles;
import io.github.puppetha.io.DeleteTree;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Directories of Subversion repositories, exported into the cache once per revision and checked by
 * their digest at each use.
 */
final class SubversionContents {
  private static final String TREE = "tree";
  private static final String DIGEST = "digest";

  private final Path directory;
  private final Subversion svn;
  private final boolean offline;

  SubversionContents(
      Path cache, boolean offline, GitCredentials credentials, Map<String, List<String>> copies) {
    this.offline = offline;
    directory = cache.resolve("svn");
    svn = new Subversion(directory, credentials);
    copies.forEach(
        (remote, others) -> {
          if (SubversionBranches.are(remote)) {
            svn.copies(svn.url(remote), others.stream().map(svn::url).toList());
          }
        });
  }

  /** Brings the mirrors of a control repo up to date; a line for each that could not be. */
  List<String> updateMirrors(String remote, List<String> mirrors) {
    if (offline) {
      return List.of();
    }
    return mirrors.stream()
        .map(copy -> new SubversionMirror(svn, directory, svn.url(remote), svn.url(copy)))
        .flatMap(mirror -> mirror.update().stream())
        .toList();
  }

  Subversion svn() {
    return svn;
  }

  boolean offline() {
    return offline;
  }

  Path directory() {
    return directory;
  }

  /**
   * The revision of a directory that is meant.
   *
   * @param revision a number, a date or HEAD; null for the latest
   */
  Origin.Subversion resolve(String written, @Nullable String revision) {
    String url = svn.url(written);
    String at = revision == null ? "HEAD" : revision;
    Subversion.checkRevision(url, at);
    Path note = directory.resolve("seen-" + TreeDigest.text(url, at));
    try {
      if (offline) {
        String[] seen = Files.readString(note).strip().split(" ");
        return new Origin.Subversion(url, Long.parseLong(seen[0]), seen[1]);
      }
      SubversionXml.Entry entry = info(url, at);
      Origin.Subversion origin = new Origin.Subversion(url, entry.revision(), entry.repository());
      AtomicFiles.write(
          note,
          (origin.revision() + " " + origin.repository() + "\n").getBytes(StandardCharsets.UTF_8));
      return origin;
    } catch (IOException | RuntimeException e) {
      if (e instanceof RepositoryException known) {
        throw known;
      }
      String message = offline ? "it is not in the cache, and we are offline" : e.toString();
      throw new RepositoryException(url, url + ": " + message, e);
    }
  }

  private SubversionXml.Entry info(String url, String revision) {
    List<String> command = List.of("info", "--xml", "--", peg(url, revision));
    List<SubversionXml.Entry> entries = SubversionXml.read(url, svn.run(url, command));
    if (entries.size() != 1 || !entries.get(0).directory()) {
      throw new RepositoryException(url, url + " is no directory of a repository", null);
    }
    return entries.get(0);
  }

  /** The revision where the name is looked up, and what is there then. */
  static String peg(String url, String revision) {
    return url + "@" + revision;
  }

  /** The directory's tree, in the cache and undamaged. */
  Path tree(Origin.Subversion origin) {
    Path kept = directory.resolve(origin.content());
    try {
      if (Files.isDirectory(kept) && !undamaged(kept)) {
        DeleteTree.delete(kept);
      }
      if (!Files.isDirectory(kept)) {
        export(origin, kept);
      }
      return kept.resolve(TREE);
    } catch (IOException e) {
      String message = "Exporting " + origin.where() + " " + origin.id() + ": " + e.getMessage();
      throw new RepositoryException(origin.where(), message, e);
    }
  }

  private static boolean undamaged(Path kept) {
    try {
      String digest = Files.readString(kept.resolve(DIGEST)).strip();
      return TreeDigest.of(kept.resolve(TREE), Set.of()).equals(digest);
    } catch (IOException e) {
      return false;
    }
  }

  private void export(Origin.Subversion origin, Path kept) throws IOException {
    if (offline) {
      throw new IOException("it is not in the cache, and nothing is fetched while offline");
    }
    Files.createDirectories(directory);
    String url = origin.url();
    String at = peg(url, String.valueOf(origin.revision()));
    refuseExternals(url, at);
    Path temporary = Files.createTempDirectory(directory, "new");
    try {
      Path tree = temporary.resolve(TREE);
      svn.run(url, List.of("export", "-q", "--ignore-externals", "--", at, tree.toString()));
      Files.writeString(temporary.resolve(DIGEST), TreeDigest.of(tree, Set.of()) + "\n");
      move(temporary, kept);
    } finally {
      DeleteTree.delete(temporary);
    }
  }

  /** An external names other code, mostly without a revision, so no revision would tell all. */
  private void refuseExternals(String url, String at) {
    String found = svn.run(url, List.of("propget", "-R", "svn:externals", "--", at));
    Optional<String> first = found.lines().filter(line -> !line.isBlank()).findFirst();
    if (first.isPresent()) {
      throw new RepositoryException(
          url,
          url
              + " has svn:externals ("
              + first.get()
              + "), which are not followed; name that code"
              + " in the Puppetfile",
          null);
    }
  }

  /** Another deployer may have been faster with the very same thing. */
  private static void move(Path from, Path to) throws IOException {
    try {
      Files.move(from, to);
    } catch (IOException e) {
      if (!Files.isDirectory(to)) {
        throw e;
      }
    }
  }

  /** The text of one file; links are not followed. */
  Optional<String> read(Origin.Subversion origin, String path) {
    Path file = tree(origin).resolve(path);
    try {
      return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
          ? Optional.of(Files.readString(file))
          : Optional.empty();
    } catch (IOException e) {
      String message = "Reading " + path + " of " + origin.where() + " failed: " + e.getMessage();
      throw new RepositoryException(origin.where(), message, e);
    }
  }

  /** As {@link Contents#export} gives it. */
  ExportedTree export(Origin.Subversion origin, boolean withoutSpec, TreeSink sink) {
    Path tree = tree(origin);
    DigestSink digested = new DigestSink(sink);
    try {
      Map<String, Path> entries = check(origin, tree, withoutSpec);
      digested.directory("");
      for (Map.Entry<String, Path> entry : entries.entrySet()) {
        give(entry.getKey(), entry.getValue(), digested);
      }
    } catch (IOException e) {
      String message = "Reading " + origin.where() + " " + origin.id() + ": " + e.getMessage();
      throw new RepositoryException(origin.where(), message, e);
    }
    return digested.exported();
  }

  private static Map<String, Path> check(Origin.Subversion origin, Path tree, boolean withoutSpec)
      throws IOException {
    Map<String, Path> entries = new LinkedHashMap<>();
    Map<String, String> links = new LinkedHashMap<>();
    TreePaths paths = new TreePaths("Revision " + origin.id() + " of " + origin.where());
    try (Stream<Path> all = Files.walk(tree)) {
      for (Path path : all.filter(p -> !p.equals(tree)).sorted().toList()) {
        String name = tree.relativize(path).toString();
        boolean directory = Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS);
        boolean spec = (name + "/").startsWith("spec/") && Files.isDirectory(tree.resolve("spec"));
        if (!withoutSpec || !spec) {
          entries.put(paths.add(name, directory), path);
        }
        if (Files.isSymbolicLink(path) && entries.containsKey(name)) {
          links.put(name, Files.readSymbolicLink(path).toString());
        }
      }
    }
    TreeLinks checked = new TreeLinks(links);
    for (String link : links.keySet()) {
      String why = checked.refusal(link);
      if (why != null) {
        throw paths.refused(link, why);
      }
    }
    return entries;
  }

  private static void give(String name, Path path, TreeSink sink) throws IOException {
    if (Files.isSymbolicLink(path)) {
      sink.link(name, Files.readSymbolicLink(path).toString());
    } else if (Files.isDirectory(path)) {
      sink.directory(name);
    } else {
      boolean program =
          Files.getPosixFilePermissions(path).contains(PosixFilePermission.OWNER_EXECUTE);
      sink.file(name, program, Files.readAllBytes(path));
    }
  }
}
