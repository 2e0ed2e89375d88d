package io.github.puppetha.code;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.revwalk.RevTree;
import org.eclipse.jgit.treewalk.AbstractTreeIterator;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.jspecify.annotations.Nullable;

/**
 * One tree out of git's objects onto a disk: all entries are checked before the first is written.
 */
final class TreeExport {
  private static final Set<PosixFilePermission> FILE = PosixFilePermissions.fromString("rw-r--r--");
  private static final Set<PosixFilePermission> PROGRAM =
      PosixFilePermissions.fromString("rwxr-xr-x");

  private final ObjectReader reader;
  private final String remote;
  private final String commit;
  private final Path directory;
  private final TreeNames names = new TreeNames();
  private final List<Entry> entries = new ArrayList<>();
  private final TreeDigest digest = new TreeDigest();
  private long bytes;

  private record Entry(String path, FileMode mode, ObjectId id) {}

  TreeExport(ObjectReader reader, String remote, String commit, Path directory) {
    this.reader = reader;
    this.remote = remote;
    this.commit = commit;
    this.directory = directory;
  }

  ExportedTree export(RevTree root, boolean withoutSpec) throws IOException {
    collect(root, withoutSpec);
    checkLinks();
    int files = 0;
    try {
      Files.createDirectories(directory);
      Files.setPosixFilePermissions(directory, PROGRAM);
      for (Entry entry : entries) {
        write(entry);
        files += entry.mode == FileMode.TREE ? 0 : 1;
      }
    } catch (InvalidPathException e) {
      throw new IOException(
          "the name '" + e.getInput() + "' cannot be written; start Java with LC_ALL=C.UTF-8", e);
    }
    return new ExportedTree(files, bytes, digest.value());
  }

  private void collect(RevTree root, boolean withoutSpec) throws IOException {
    try (TreeWalk walk = new TreeWalk(reader)) {
      walk.reset(root);
      while (walk.next()) {
        String path = walk.getPathString();
        refuse(path, names.refusal(name(walk)));
        FileMode mode = walk.getFileMode(0);
        if (withoutSpec && path.equals("spec") && mode == FileMode.TREE) {
          continue;
        }
        if (mode == FileMode.GITLINK) {
          refuse(path, "a submodule, which is not deployed in this version");
        }
        entries.add(new Entry(path, mode, walk.getObjectId(0)));
        if (mode == FileMode.TREE) {
          walk.enterSubtree();
        }
      }
    }
  }

  private static byte[] name(TreeWalk walk) {
    AbstractTreeIterator here = walk.getTree(0, AbstractTreeIterator.class);
    byte[] name = new byte[here.getNameLength()];
    here.getName(name, 0);
    return name;
  }

  private void checkLinks() throws IOException {
    Map<String, String> links = new HashMap<>();
    for (Entry entry : entries) {
      if (entry.mode == FileMode.SYMLINK) {
        links.put(entry.path, new String(content(entry), StandardCharsets.UTF_8));
      }
    }
    TreeLinks checked = new TreeLinks(links);
    links.keySet().stream().sorted().forEach(link -> refuse(link, checked.refusal(link)));
  }

  private void write(Entry entry) throws IOException {
    Path path = directory.resolve(entry.path);
    if (entry.mode == FileMode.TREE) {
      Files.createDirectory(path);
      Files.setPosixFilePermissions(path, PROGRAM);
      return;
    }
    byte[] content = content(entry);
    if (entry.mode == FileMode.SYMLINK) {
      String target = new String(content, StandardCharsets.UTF_8);
      Files.createSymbolicLink(path, path.getFileSystem().getPath(target));
      digest.add(TreeDigest.LINK, entry.path, content);
      return;
    }
    boolean program = entry.mode == FileMode.EXECUTABLE_FILE;
    try (OutputStream out =
        Files.newOutputStream(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      out.write(content);
    }
    Files.setPosixFilePermissions(path, program ? PROGRAM : FILE);
    digest.add(program ? TreeDigest.PROGRAM : TreeDigest.FILE, entry.path, content);
    bytes += content.length;
  }

  private byte[] content(Entry entry) throws IOException {
    return reader.open(entry.id).getCachedBytes(Integer.MAX_VALUE);
  }

  private void refuse(String path, @Nullable String why) {
    if (why != null) {
      throw new HostileTreeException(remote, commit, path, why);
    }
  }
}
