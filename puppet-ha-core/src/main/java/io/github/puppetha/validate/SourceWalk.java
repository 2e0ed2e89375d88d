package io.github.puppetha.validate;

import io.github.puppetha.Problem;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.FileVisitor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds the files below a directory. Links to directories are not followed (what they lead to is
 * seen where it is); links to files are, when they stay inside.
 */
final class SourceWalk implements FileVisitor<Path> {
  private static final Set<String> NEVER =
      Set.of(".git", ".svn", ".hg", ".bundle", ".puppet-ha", "node_modules");
  private static final Set<String> AT_TOP = Set.of("vendor", "target");

  private final Path root;
  private final Path realRoot;
  private final List<SourceFile> files = new ArrayList<>();
  private final List<Problem> problems = new ArrayList<>();

  private SourceWalk(Path root) throws IOException {
    this.root = root;
    this.realRoot = root.toRealPath();
  }

  static SourceWalk of(Path root) throws IOException {
    SourceWalk walk = new SourceWalk(root);
    Files.walkFileTree(root, walk);
    walk.files.sort(Comparator.comparing(SourceFile::name));
    return walk;
  }

  /** Sorted by name. */
  List<SourceFile> files() {
    return files;
  }

  List<Problem> problems() {
    return problems;
  }

  @Override
  public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
    return skipped(directory) ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
  }

  private boolean skipped(Path directory) {
    if (directory.equals(root)) {
      return false;
    }
    String name = directory.getFileName().toString();
    Path parent = directory.getParent();
    return NEVER.contains(name)
        || name.equals("fixtures") && parent.endsWith("spec")
        || AT_TOP.contains(name) && isTop(parent);
  }

  /** The top of the control repo or of a module in it. */
  private boolean isTop(Path directory) {
    return directory.equals(root) || Files.isRegularFile(directory.resolve("metadata.json"));
  }

  @Override
  public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
    if (attributes.isRegularFile()) {
      files.add(new SourceFile(file, name(file)));
    } else if (attributes.isSymbolicLink()) {
      link(file);
    }
    return FileVisitResult.CONTINUE;
  }

  private void link(Path link) {
    Findings findings = new Findings(name(link));
    try {
      Path target = link.toRealPath();
      if (!target.startsWith(realRoot)) {
        findings.add(
            LayoutRule.LINK_OUTSIDE,
            null,
            "the link leads out of the directory, to "
                + Files.readSymbolicLink(link)
                + "; it was not followed and would break elsewhere");
      } else if (Files.isRegularFile(target)) {
        files.add(new SourceFile(link, name(link)));
      }
    } catch (IOException e) {
      findings.add(LayoutRule.BROKEN_LINK, null, "the link leads nowhere; remove or mend it");
    }
    problems.addAll(findings.problems());
  }

  @Override
  public FileVisitResult visitFileFailed(Path file, IOException e) {
    unreadable(file, e);
    return FileVisitResult.CONTINUE;
  }

  @Override
  public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException e) {
    if (e != null) {
      unreadable(directory, e);
    }
    return FileVisitResult.CONTINUE;
  }

  private void unreadable(Path file, IOException e) {
    Findings findings = new Findings(name(file));
    findings.add(LayoutRule.UNREADABLE, null, "it cannot be read: " + e);
    problems.addAll(findings.problems());
  }

  private String name(Path file) {
    String name = root.relativize(file).toString().replace('\\', '/');
    return name.isEmpty() ? "." : name;
  }
}
