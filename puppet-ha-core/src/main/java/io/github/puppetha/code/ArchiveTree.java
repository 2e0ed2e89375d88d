package io.github.puppetha.code;

import io.github.puppetha.code.ArchiveItem.Kind;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The tree in a tar.gz or zip. The whole archive is read and checked before anything of it is given
 * on: names and links that lead out, devices, names that clash, and more than the limits allow.
 */
final class ArchiveTree {
  private final Path file;
  private final String shown;
  private final ArchiveLimits limits;
  private final Map<String, Kind> entries = new LinkedHashMap<>();
  private final Map<String, String> links = new LinkedHashMap<>();
  private final TreePaths paths;

  private ArchiveTree(Path file, String shown, ArchiveLimits limits) {
    this.file = file;
    this.shown = shown;
    this.limits = limits;
    paths = new TreePaths("The archive " + shown);
  }

  /**
   * Reads and checks an archive.
   *
   * @param shown its name for people
   * @throws HostileTreeException for what must not reach a disk
   * @throws IOException when it cannot be read, or is no archive, or a damaged one
   */
  static ArchiveTree read(Path file, String shown, ArchiveLimits limits) throws IOException {
    ArchiveTree tree = new ArchiveTree(file, shown, limits);
    tree.pass(tree.new Check());
    return tree;
  }

  /** The directory of the file of that name that lies highest; null when there is none. */
  @Nullable String directoryOf(String name) {
    String best = null;
    for (Map.Entry<String, Kind> entry : entries.entrySet()) {
      String path = entry.getKey();
      boolean named = path.equals(name) || path.endsWith("/" + name);
      if (named && entry.getValue() != Kind.DIRECTORY && (best == null || higher(path, best))) {
        best = path;
      }
    }
    return best == null ? null : best.substring(0, Math.max(0, best.length() - name.length() - 1));
  }

  private static boolean higher(String path, String other) {
    return path.chars().filter(c -> c == '/').count() < other.chars().filter(c -> c == '/').count();
  }

  /** The one directory that all lies in; empty when there is more than one thing at the top. */
  String top() {
    Set<String> tops = new HashSet<>();
    entries.keySet().forEach(path -> tops.add(path.split("/", 2)[0]));
    String only = tops.size() == 1 ? tops.iterator().next() : "";
    return isDirectory(only) ? only : "";
  }

  /** Is there a file or link at that path? */
  boolean has(String path) {
    return entries.containsKey(path) && entries.get(path) != Kind.DIRECTORY;
  }

  /** Is there a directory at that path, with an entry of its own or only for what is in it? */
  boolean isDirectory(String path) {
    return entries.get(path) == Kind.DIRECTORY
        || entries.keySet().stream().anyMatch(p -> p.startsWith(path + "/"));
  }

  /** The links' paths, in the order of the archive. */
  List<String> links() {
    return List.copyOf(links.keySet());
  }

  /**
   * The bytes of one file.
   *
   * @return null when there is no such file
   */
  byte @Nullable [] content(String path) throws IOException {
    List<byte[]> found = new ArrayList<>();
    if (entries.get(path) == Kind.FILE || entries.get(path) == Kind.PROGRAM) {
      pass((at, item, items) -> found.addAll(at.equals(path) ? List.of(bytes(items)) : List.of()));
    }
    return found.isEmpty() ? null : found.get(0);
  }

  /**
   * Gives what is below a directory to a sink.
   *
   * @param root the directory; empty for all
   * @param leaveOut which paths below it are left out, with what is in them
   * @throws HostileTreeException for a link that leads out of that directory; before all else
   */
  void give(String root, Predicate<String> leaveOut, TreeSink sink) throws IOException {
    Map<String, String> below = new LinkedHashMap<>();
    links.forEach(
        (path, target) -> {
          String relative = relative(root, path);
          if (relative != null && !left(relative, leaveOut)) {
            below.put(relative, target);
          }
        });
    TreeLinks checked = new TreeLinks(below);
    for (String link : below.keySet()) {
      String why = checked.refusal(link);
      if (why != null) {
        throw paths.refused(link, why);
      }
    }
    sink.directory("");
    Set<String> made = new HashSet<>(Set.of(""));
    pass(
        (path, item, items) -> {
          String relative = relative(root, path);
          if (relative != null && !relative.isEmpty() && !left(relative, leaveOut)) {
            give(relative, item, items, made, sink);
          }
        });
  }

  private void give(
      String path, ArchiveItem item, ArchiveItems items, Set<String> made, TreeSink sink)
      throws IOException {
    for (int i = path.indexOf('/'); i > 0; i = path.indexOf('/', i + 1)) {
      if (made.add(path.substring(0, i))) {
        sink.directory(path.substring(0, i));
      }
    }
    switch (item.kind()) {
      case DIRECTORY -> {
        if (made.add(path)) {
          sink.directory(path);
        }
      }
      case LINK -> sink.link(path, String.valueOf(item.target()));
      default -> sink.file(path, item.kind() == Kind.PROGRAM, bytes(items));
    }
  }

  private static boolean left(String path, Predicate<String> leaveOut) {
    for (int i = path.indexOf('/'); i > 0; i = path.indexOf('/', i + 1)) {
      if (leaveOut.test(path.substring(0, i))) {
        return true;
      }
    }
    return leaveOut.test(path);
  }

  private static @Nullable String relative(String root, String path) {
    if (root.isEmpty()) {
      return path;
    }
    return path.startsWith(root + "/") ? path.substring(root.length() + 1) : null;
  }

  private interface Step {
    void take(String path, ArchiveItem item, ArchiveItems items) throws IOException;
  }

  private void pass(Step step) throws IOException {
    TreePaths names = new TreePaths("The archive " + shown);
    try (ArchiveItems items = ArchiveItems.open(file, limits)) {
      for (ArchiveItem item = items.next(); item != null; item = items.next()) {
        if (item.refusal() != null) {
          throw paths.refused(item.name(), item.refusal());
        }
        step.take(names.add(item.name(), item.kind() == Kind.DIRECTORY), item, items);
      }
    } catch (EOFException e) {
      throw new IOException("it breaks off", e);
    } catch (IllegalArgumentException | IndexOutOfBoundsException | ArithmeticException e) {
      throw new IOException("it is damaged: " + e, e);
    }
  }

  private byte[] bytes(ArchiveItems items) throws IOException {
    InputStream content = items.content();
    byte[] bytes = content.readNBytes((int) Math.min(limits.fileBytes() + 1, Integer.MAX_VALUE));
    if (bytes.length > limits.fileBytes()) {
      throw new IOException("a file in it has grown while it was read");
    }
    return bytes;
  }

  /** The first pass, which keeps no content. */
  private final class Check implements Step {
    private final byte[] buffer = new byte[64 * 1024];
    private final long most;
    private long bytes;

    Check() throws IOException {
      most = limits.most(Files.size(file));
    }

    @Override
    public void take(String path, ArchiveItem item, ArchiveItems items) throws IOException {
      if (entries.size() >= limits.entries()) {
        throw paths.refused(item.name(), "one of more than " + limits.entries() + " entries");
      }
      if (!path.isEmpty()) {
        entries.put(path, item.kind());
      }
      if (item.kind() == Kind.LINK) {
        links.put(path, String.valueOf(item.target()));
      } else if (item.kind() != Kind.DIRECTORY) {
        count(item, items.content());
      }
    }

    private void count(ArchiveItem item, InputStream content) throws IOException {
      long size = 0;
      for (int n = content.read(buffer); n >= 0; n = content.read(buffer)) {
        size += n;
        bytes += n;
        if (size > limits.fileBytes()) {
          throw paths.refused(item.name(), "larger than " + limits.fileBytes() + " bytes");
        }
        if (bytes > most) {
          String why = "with which it unpacks to more than " + most + " bytes, far above its size";
          throw paths.refused(item.name(), why);
        }
      }
    }
  }
}
