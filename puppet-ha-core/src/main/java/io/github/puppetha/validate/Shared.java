package io.github.puppetha.validate;

import io.github.puppetha.code.GitRevision;
import io.github.puppetha.code.WantedRef;
import io.github.puppetha.io.Sha256;
import io.github.puppetha.validate.internal.FileFacts;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What revisions of one repository have in common, when they are validated one after the other:
 * modules in mirrors, which are opened once, what came of their files, and the cache of results.
 */
final class Shared implements AutoCloseable {
  private final Settings settings;
  private final Map<Mirrored, GitTree> modules = new HashMap<>();
  private final List<GitRevision> open = new ArrayList<>();
  private final Map<RepoFile, FileResult<FileFacts>> results = new ConcurrentHashMap<>();
  private @Nullable ResultCache cache;
  private byte @Nullable [] mirrors;

  /** A module as a Puppetfile has it. */
  record Mirrored(String name, String remote, WantedRef wanted) {}

  /** For these settings, whatever the revision. */
  Shared(Settings settings) {
    this.settings = settings;
  }

  Optional<GitTree> module(Mirrored module) {
    return Optional.ofNullable(modules.get(module));
  }

  /** Lists a module's files; the revision stays open until this is closed. */
  GitTree open(Mirrored module, GitRevision revision) throws IOException {
    open.add(revision);
    GitTree tree = GitTree.of(revision, module.name());
    modules.put(module, tree);
    return tree;
  }

  /** What came of files that are not reported: it hangs on nothing but them. */
  Map<RepoFile, FileResult<FileFacts>> results() {
    return results;
  }

  /** The cache of results; read when it is first asked for. */
  ResultCache cache() {
    ResultCache known = cache;
    if (known == null) {
      known = ResultCache.open(settings);
      cache = known;
    }
    return known;
  }

  /** Which commits the mirrors had when this was first asked. */
  byte[] mirrors(Path codeCache) throws IOException {
    byte[] known = mirrors;
    if (known == null) {
      known = InputDigest.mirrors(codeCache, new Sha256()).value();
      mirrors = known;
    }
    return known;
  }

  @Override
  public void close() {
    open.forEach(GitRevision::close);
  }
}
