package io.github.puppetha.validate;

import io.github.puppetha.code.GitFile;
import io.github.puppetha.code.GitRevision;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The files of a revision of a git repository, as a checkout of it would have them. */
final class GitTree implements SourceTree {
  private static final int MAX_LINKS = 40;

  private final GitRevision revision;
  private final String description;
  private final Map<String, GitFile> entries = new TreeMap<>();
  private final LeftOut leftOut;
  private final Listing listing = new Listing();

  private GitTree(GitRevision revision, String description) {
    this.revision = revision;
    this.description = description;
    this.leftOut =
        new LeftOut(name -> entries.containsKey(name) && entries.get(name).kind().isFile());
  }

  /**
   * Lists a revision.
   *
   * @param description what messages call it; the last part is the directory's name
   */
  static GitTree of(GitRevision revision, String description) throws IOException {
    GitTree tree = new GitTree(revision, description);
    for (GitFile file : revision.files()) {
      tree.entries.put(file.path(), file);
    }
    for (GitFile file : tree.entries.values()) {
      tree.list(file);
    }
    return tree;
  }

  private void list(GitFile file) throws IOException {
    String name = file.path();
    for (int slash = name.indexOf('/'); slash > 0; slash = name.indexOf('/', slash + 1)) {
      if (leftOut.directory(name.substring(0, slash))) {
        listing.closed(name.substring(0, slash));
        return;
      }
    }
    switch (file.kind()) {
      case FILE -> listing.file(name, false);
      case PROGRAM -> listing.file(name, true);
      case LINK -> link(file);
      case SUBMODULE -> listing.closed(name);
    }
  }

  private void link(GitFile link) throws IOException {
    Findings findings = new Findings(link.path());
    Target target = resolve(link);
    switch (target.kind()) {
      case FILE -> {
        entries.put(link.path(), target.file().orElseThrow());
        listing.file(link.path(), target.file().get().kind() == GitFile.Kind.PROGRAM);
      }
      case CLOSED -> listing.closed(link.path());
      case OUTSIDE -> {
        findings.linkOutside(text(link));
        listing.closed(link.path());
      }
      case NOWHERE -> findings.brokenLink();
    }
    listing.problems(findings);
  }

  private enum TargetKind {
    FILE,
    CLOSED,
    OUTSIDE,
    NOWHERE
  }

  private record Target(TargetKind kind, Optional<GitFile> file) {
    static Target of(TargetKind kind) {
      return new Target(kind, Optional.empty());
    }
  }

  /** Where a link leads at last: each part of its target may be a link again. */
  private Target resolve(GitFile link) throws IOException {
    String rest = text(link);
    String at = RelativeNames.parent(link.path());
    int links = 0;
    while (!rest.isEmpty()) {
      if (rest.startsWith("/")) {
        return Target.of(TargetKind.OUTSIDE);
      }
      int slash = rest.indexOf('/');
      String part = slash < 0 ? rest : rest.substring(0, slash);
      rest = slash < 0 ? "" : rest.substring(slash + 1).replaceFirst("^/+", "");
      Optional<String> next = RelativeNames.normalize(RelativeNames.below(at, part));
      if (next.isEmpty()) {
        return Target.of(TargetKind.OUTSIDE);
      }
      GitFile found = entries.get(next.get());
      if (found != null && found.kind() == GitFile.Kind.LINK) {
        if (++links > MAX_LINKS) {
          return Target.of(TargetKind.NOWHERE);
        }
        rest = rest.isEmpty() ? text(found) : text(found) + "/" + rest;
      } else {
        at = next.get();
      }
    }
    GitFile file = entries.get(at);
    if (file != null && file.kind().isFile()) {
      return new Target(TargetKind.FILE, Optional.of(file));
    }
    boolean directory = file != null || at.isEmpty() || isDirectory(at);
    return Target.of(directory ? TargetKind.CLOSED : TargetKind.NOWHERE);
  }

  private boolean isDirectory(String name) {
    String next = ((TreeMap<String, GitFile>) entries).ceilingKey(name + "/");
    return next != null && next.startsWith(name + "/");
  }

  private String text(GitFile link) throws IOException {
    return new String(revision.read(link), StandardCharsets.UTF_8);
  }

  @Override
  public String description() {
    return description;
  }

  @Override
  public Listing listing() {
    return listing;
  }

  @Override
  public long size(SourceFile file) throws IOException {
    return revision.size(entries.get(file.name()));
  }

  @Override
  public byte[] read(SourceFile file) throws IOException {
    return revision.read(entries.get(file.name()));
  }
}
