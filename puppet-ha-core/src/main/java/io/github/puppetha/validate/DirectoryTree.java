package io.github.puppetha.validate;

import io.github.puppetha.Problem;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.FileVisitor;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The files below a directory. Links to directories are not followed (what they lead to is seen
 * where it is); links to files are, when they stay inside.
 */
final class DirectoryTree implements SourceTree, FileVisitor<Path> {
  private final Path root;
  private final Path realRoot;
  private final LeftOut leftOut;
  private final List<SourceFile> files = new ArrayList<>();
  private final List<Problem> problems = new ArrayList<>();

  private DirectoryTree(Path root) throws IOException {
    this.root = root;
    this.realRoot = root.toRealPath();
    this.leftOut = new LeftOut(name -> Files.isRegularFile(root.resolve(name)));
  }

  /** Looks through a directory. */
  static DirectoryTree of(Path root) throws IOException {
    DirectoryTree tree = new DirectoryTree(root);
    Files.walkFileTree(root, tree);
    tree.files.sort(Comparator.comparing(SourceFile::name));
    return tree;
  }

  @Override
  public String description() {
    return root.toAbsolutePath().normalize().toString();
  }

  @Override
  public List<SourceFile> files() {
    return files;
  }

  @Override
  public List<Problem> problems() {
    return problems;
  }

  @Override
  public boolean exists(String name) {
    try {
      Optional<String> inside = RelativeNames.normalize(name);
      return inside.isEmpty() || Files.exists(root.resolve(inside.get()));
    } catch (InvalidPathException e) {
      return false;
    }
  }

  @Override
  public boolean isExecutable(String name) {
    try {
      return Files.isExecutable(root.resolve(name));
    } catch (InvalidPathException e) {
      return false;
    }
  }

  @Override
  public long size(SourceFile file) throws IOException {
    return Files.size(root.resolve(file.name()));
  }

  @Override
  public byte[] read(SourceFile file) throws IOException {
    return Files.readAllBytes(root.resolve(file.name()));
  }

  @Override
  public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
    boolean skipped = !directory.equals(root) && leftOut.directory(name(directory));
    return skipped ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
  }

  @Override
  public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
    if (attributes.isRegularFile()) {
      files.add(new SourceFile(this, name(file)));
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
        findings.linkOutside(Files.readSymbolicLink(link).toString());
      } else if (Files.isRegularFile(target)) {
        files.add(new SourceFile(this, name(link)));
      }
    } catch (IOException e) {
      findings.brokenLink();
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
