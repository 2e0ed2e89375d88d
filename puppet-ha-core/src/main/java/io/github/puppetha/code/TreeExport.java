package io.github.puppetha.code;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.revwalk.RevTree;
import org.eclipse.jgit.treewalk.AbstractTreeIterator;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.jspecify.annotations.Nullable;

/** One tree out of git's objects into a sink: all entries are checked before the first is given. */
final class TreeExport {
  private final ObjectReader reader;
  private final String remote;
  private final String commit;
  private final TreeNames names = new TreeNames();
  private final List<Entry> entries = new ArrayList<>();

  private record Entry(String path, FileMode mode, ObjectId id) {}

  TreeExport(ObjectReader reader, String remote, String commit) {
    this.reader = reader;
    this.remote = remote;
    this.commit = commit;
  }

  ExportedTree export(RevTree root, boolean withoutSpec, TreeSink sink) throws IOException {
    collect(root, withoutSpec);
    checkLinks();
    DigestSink digested = new DigestSink(sink);
    digested.directory("");
    for (Entry entry : entries) {
      write(entry, digested);
    }
    return digested.exported();
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

  private void write(Entry entry, TreeSink sink) throws IOException {
    if (entry.mode == FileMode.TREE) {
      sink.directory(entry.path);
    } else if (entry.mode == FileMode.SYMLINK) {
      sink.link(entry.path, new String(content(entry), StandardCharsets.UTF_8));
    } else {
      sink.file(entry.path, entry.mode == FileMode.EXECUTABLE_FILE, content(entry));
    }
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
