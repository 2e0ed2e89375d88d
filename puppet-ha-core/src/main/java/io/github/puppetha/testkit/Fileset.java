package io.github.puppetha.testkit;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a {@code file_metadata(s)} request asks for, and the files below a directory under it. */
record Fileset(
    boolean recurse,
    int limit,
    List<PathMatcher> ignore,
    boolean follow,
    String checksumType,
    boolean sourcePermissions) {

  static Fileset of(Parameters query) {
    String limit = query.get("recurselimit", "");
    return new Fileset(
        query.get("recurse", "false").equals("true"),
        limit.matches("\\d{1,6}") ? Integer.parseInt(limit) : Integer.MAX_VALUE,
        query.all("ignore").stream().map(Fileset::glob).toList(),
        query.get("links", "manage").equals("follow"),
        query.get("checksum_type", "sha256"),
        query.get("source_permissions", "ignore").startsWith("use"));
  }

  private static PathMatcher glob(String pattern) {
    return FileSystems.getDefault().getPathMatcher("glob:" + pattern);
  }

  /** The metadata of a directory or file and all below it, by relative path, {@code .} first. */
  Map<String, Object> walk(Path root) throws IOException {
    Map<String, Object> found = new LinkedHashMap<>();
    found.put(".", metadata(root, "."));
    if (recurse) {
      descend(root, root, 1, new ArrayList<>(List.of(root.toRealPath())), found);
    }
    return found;
  }

  private void descend(
      Path root, Path directory, int depth, List<Path> above, Map<String, Object> found)
      throws IOException {
    if (depth > limit || !isDirectory(directory)) {
      return;
    }
    for (Path child : sorted(directory)) {
      if (ignore.stream().noneMatch(glob -> glob.matches(child.getFileName()))) {
        String relative = root.relativize(child).toString().replace('\\', '/');
        if (!follow || Files.exists(child)) {
          found.put(relative, metadata(root, relative));
          enter(root, child, depth, above, found);
        }
      }
    }
  }

  private void enter(Path root, Path child, int depth, List<Path> above, Map<String, Object> found)
      throws IOException {
    Path real = isDirectory(child) ? child.toRealPath() : null;
    if (real != null && !above.contains(real)) {
      above.add(real);
      descend(root, child, depth + 1, above, found);
      above.remove(real);
    }
  }

  private boolean isDirectory(Path path) {
    return follow ? Files.isDirectory(path) : Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS);
  }

  private static List<Path> sorted(Path directory) throws IOException {
    try (Stream<Path> children = Files.list(directory)) {
      return children.sorted().toList();
    }
  }

  /** One file's metadata; of a single file {@code relative} is null. */
  Map<String, Object> metadata(Path root, @Nullable String relative) throws IOException {
    Path file = relative == null || relative.equals(".") ? root : root.resolve(relative);
    boolean link = !follow && Files.isSymbolicLink(file);
    boolean directory = !link && Files.isDirectory(file);
    Map<String, Object> metadata = new LinkedHashMap<>();
    metadata.put("path", root.toString());
    metadata.put("relative_path", relative);
    metadata.put("links", follow ? "follow" : "manage");
    metadata.putAll(permissions(file, link));
    metadata.put(
        "checksum",
        directory ? Checksums.ofDirectory(file) : Checksums.of(file, link ? "none" : checksumType));
    metadata.put("type", link ? "link" : directory ? "directory" : "file");
    metadata.put("destination", link ? Files.readSymbolicLink(file).toString() : null);
    return metadata;
  }

  private Map<String, Object> permissions(Path file, boolean link) throws IOException {
    Map<String, Object> permissions = new LinkedHashMap<>();
    boolean unix = FileSystems.getDefault().supportedFileAttributeViews().contains("unix");
    if (!sourcePermissions || !unix) {
      permissions.put("owner", 0);
      permissions.put("group", 0);
      permissions.put("mode", 0644);
      return permissions;
    }
    LinkOption[] options = link ? new LinkOption[] {LinkOption.NOFOLLOW_LINKS} : new LinkOption[0];
    Map<String, Object> attributes = Files.readAttributes(file, "unix:uid,gid,mode", options);
    permissions.put("owner", attributes.get("uid"));
    permissions.put("group", attributes.get("gid"));
    permissions.put("mode", (Integer) attributes.get("mode") & 07777);
    return permissions;
  }
}
