package io.github.puppetha.validate;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.FileVisitor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The files below a directory. Links to directories are not followed (what they lead to is seen
 * where it is); links to files are, when they stay inside.
 */
final class DirectoryTree implements SourceTree, FileVisitor<Path> {
  private static final List<String> NO_PROGRAMS =
      List.of(".pp", ".epp", ".erb", ".yaml", ".yml", ".json", ".md");

  private final Path root;
  private final String description;
  private final LeftOut leftOut;
  private final Listing listing = new Listing();
  private final Map<String, Long> sizes = new HashMap<>();

  private DirectoryTree(Path given) throws IOException {
    this.description = given.toAbsolutePath().normalize().toString();
    this.root = given.toRealPath();
    this.leftOut = new LeftOut(name -> Files.isRegularFile(root.resolve(name)));
  }

  /** Looks through a directory. */
  static DirectoryTree of(Path root) throws IOException {
    DirectoryTree tree = new DirectoryTree(root);
    Files.walkFileTree(tree.root, tree);
    return tree;
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
    Long size = sizes.get(file.name());
    return size != null ? size : Files.size(root.resolve(file.name()));
  }

  @Override
  public byte[] read(SourceFile file) throws IOException {
    return Files.readAllBytes(root.resolve(file.name()));
  }

  @Override
  public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
    String name = name(directory);
    if (!directory.equals(root) && leftOut.directory(name)) {
      listing.closed(name);
      return FileVisitResult.SKIP_SUBTREE;
    }
    listing.directory(directory.equals(root) ? "" : name);
    return FileVisitResult.CONTINUE;
  }

  @Override
  public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
    if (attributes.isRegularFile()) {
      String name = name(file);
      sizes.put(name, attributes.size());
      listing.file(name, mayBeProgram(name) && Files.isExecutable(file));
    } else if (attributes.isSymbolicLink()) {
      link(file);
    } else {
      listing.closed(name(file));
    }
    return FileVisitResult.CONTINUE;
  }

  /** Spares the question for most files. */
  private static boolean mayBeProgram(String name) {
    return NO_PROGRAMS.stream().noneMatch(name::endsWith);
  }

  private void link(Path link) {
    Findings findings = new Findings(name(link));
    try {
      Path target = link.toRealPath();
      if (!target.startsWith(root)) {
        findings.linkOutside(Files.readSymbolicLink(link).toString());
        listing.closed(name(link));
      } else if (Files.isRegularFile(target)) {
        listing.file(name(link), Files.isExecutable(target));
      } else {
        listing.closed(name(link));
      }
    } catch (IOException e) {
      broken(link, findings);
    }
    listing.problems(findings);
  }

  /** What leads nowhere here but out of the directory may lead somewhere elsewhere. */
  private void broken(Path link, Findings findings) {
    try {
      String target = Files.readSymbolicLink(link).toString();
      String parent = RelativeNames.parent(name(link));
      if (target.startsWith("/")
          || RelativeNames.normalize(RelativeNames.below(parent, target)).isEmpty()) {
        findings.linkOutside(target);
        listing.closed(name(link));
        return;
      }
    } catch (IOException e) {
      // A link that cannot be read is as good as broken.
    }
    findings.brokenLink();
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
    listing.problems(findings);
    listing.closed(name(file));
  }

  private String name(Path file) {
    String name = root.relativize(file).toString().replace('\\', '/');
    return name.isEmpty() ? "." : name;
  }
}
