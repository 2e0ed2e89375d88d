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
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevTree;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.AbstractTreeIterator;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.jspecify.annotations.Nullable;

/**
 * One tree out of git's objects into a sink, with the trees of its submodules in their places: all
 * entries are checked before the first is given.
 */
final class TreeExport implements AutoCloseable {
  private static final int MAX_DEPTH = 8;

  private final Mirrors mirrors;
  private final Source top;
  private final GitRemote remote;
  private final String commit;
  private final TreeNames names = new TreeNames();
  private final List<Entry> entries = new ArrayList<>();
  private final List<Source> sources = new ArrayList<>();

  private record Entry(String path, FileMode mode, ObjectId id, Source source) {}

  /** A mirror that is read from; made anew, once, when that cannot be done. */
  private static final class Source {
    private final GitRepository repository;
    private final String url;
    private Repository seen;
    private ObjectReader reader;

    Source(GitRepository repository, String url) {
      this.repository = repository;
      this.url = url;
      this.seen = repository.repository();
      this.reader = seen.newObjectReader();
    }

    byte[] read(ObjectId id) throws IOException {
      try {
        return bytes(id);
      } catch (IOException e) {
        remake(e);
        return bytes(id);
      }
    }

    void remake(IOException damage) {
      repository.remake(seen, damage);
      reader.close();
      seen = repository.repository();
      reader = seen.newObjectReader();
    }

    private byte[] bytes(ObjectId id) throws IOException {
      return reader.open(id).getCachedBytes(Integer.MAX_VALUE);
    }
  }

  /** Gives the mirror of a submodule's remote; what is in it may have to be fetched. */
  interface Mirrors {
    GitRepository of(String url);
  }

  TreeExport(GitRepository repository, GitRemote remote, String commit, Mirrors mirrors) {
    this.mirrors = mirrors;
    this.remote = remote;
    this.commit = commit;
    this.top = source(repository, remote.url());
  }

  private Source source(GitRepository repository, String url) {
    Source source = new Source(repository, url);
    sources.add(source);
    return source;
  }

  ExportedTree export(boolean withoutSpec, TreeSink sink) throws IOException {
    collect(top, ObjectId.fromString(commit), "", withoutSpec, 0);
    checkLinks();
    DigestSink digested = new DigestSink(sink);
    digested.directory("");
    for (Entry entry : entries) {
      write(entry, digested);
    }
    return digested.exported();
  }

  private void collect(Source source, ObjectId id, String prefix, boolean withoutSpec, int depth)
      throws IOException {
    int before = entries.size();
    try {
      walk(source, id, prefix, withoutSpec, depth);
    } catch (IOException e) {
      source.remake(e);
      entries.subList(before, entries.size()).clear();
      walk(source, id, prefix, withoutSpec, depth);
    }
  }

  private void walk(Source source, ObjectId id, String prefix, boolean withoutSpec, int depth)
      throws IOException {
    RevTree root;
    try (RevWalk commits = new RevWalk(source.reader)) {
      root = commits.parseCommit(id).getTree();
    }
    @Nullable Submodules submodules = null;
    try (TreeWalk walk = new TreeWalk(source.reader)) {
      walk.reset(root);
      while (walk.next()) {
        String inside = walk.getPathString();
        String path = prefix + inside;
        refuse(path, names.refusal(name(walk)));
        FileMode mode = walk.getFileMode(0);
        if (withoutSpec && path.equals("spec") && mode == FileMode.TREE) {
          continue;
        }
        if (mode == FileMode.GITLINK) {
          entries.add(new Entry(path, FileMode.TREE, ObjectId.zeroId(), source));
          submodules =
              submodules == null ? Submodules.of(source.reader, root, source.url) : submodules;
          String from = submodules.url(inside, why -> refusal(path, why));
          submodule(from, walk.getObjectId(0), path, depth + 1);
          continue;
        }
        entries.add(new Entry(path, mode, walk.getObjectId(0), source));
        if (mode == FileMode.TREE) {
          walk.enterSubtree();
        }
      }
    }
  }

  private void submodule(String url, ObjectId id, String path, int depth) throws IOException {
    if (depth > MAX_DEPTH) {
      throw refusal(path, "a submodule within more than " + MAX_DEPTH + " others");
    }
    GitRepository repository = mirrors.of(url);
    repository.fetch(List.of(new WantedRef(ModuleSource.RefKind.COMMIT, id.name())));
    WantedRef wanted = new WantedRef(ModuleSource.RefKind.COMMIT, id.name());
    if (repository.resolve(wanted).isEmpty()) {
      throw refusal(
          path,
          "a submodule at commit "
              + id.name()
              + ", which no branch or tag of "
              + repository.remote()
              + " has; push it there");
    }
    collect(source(repository, url), id, path + "/", false, depth);
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

  private static void write(Entry entry, TreeSink sink) throws IOException {
    if (entry.mode == FileMode.TREE) {
      sink.directory(entry.path);
    } else if (entry.mode == FileMode.SYMLINK) {
      sink.link(entry.path, new String(content(entry), StandardCharsets.UTF_8));
    } else {
      sink.file(entry.path, entry.mode == FileMode.EXECUTABLE_FILE, content(entry));
    }
  }

  private static byte[] content(Entry entry) throws IOException {
    return entry.source.read(entry.id);
  }

  private void refuse(String path, @Nullable String why) {
    if (why != null) {
      throw refusal(path, why);
    }
  }

  private HostileTreeException refusal(String path, String why) {
    return new HostileTreeException(remote.shown(), commit, path, why);
  }

  @Override
  public void close() {
    sources.forEach(source -> source.reader.close());
  }
}
