package io.github.puppetha.deploy;

import io.github.puppetha.code.Contents;
import io.github.puppetha.code.Origin;
import io.github.puppetha.code.TreeSink;
import io.github.puppetha.io.Sha256;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which environments change Ruby code that a server loads: what a JRuby has required outlives the
 * flush of an environment. Facts run on agents only.
 */
final class RubyCode {
  private static final Pattern LOADED = Pattern.compile("(?:.*/)?lib/(?!facter/).*\\.rb");

  private final Contents contents;

  RubyCode(Contents contents) {
    this.contents = contents;
  }

  /**
   * Does the Ruby code of any environment that is live already change?
   *
   * @param known environments as they were decided, by name
   * @param live the revisions that are live, by environment
   * @param wanted what is to be live
   */
  boolean changed(
      Map<String, EnvironmentRevision> known,
      Map<String, String> live,
      Map<String, EnvironmentRevision> wanted) {
    for (EnvironmentRevision next : wanted.values()) {
      String revision = live.get(next.environment());
      if (revision == null || revision.equals(next.revision())) {
        continue;
      }
      EnvironmentRevision before = known.get(next.environment());
      if (before == null || !before.revision().equals(revision) || changed(before, next)) {
        return true;
      }
    }
    return false;
  }

  /** Does it differ between two revisions? What cannot be read counts as changed. */
  boolean changed(EnvironmentRevision before, EnvironmentRevision after) {
    Map<String, ModuleRevision> old = byPath(before);
    Map<String, ModuleRevision> now = byPath(after);
    Set<String> paths = new TreeSet<>(old.keySet());
    paths.addAll(now.keySet());
    try {
      return paths.stream().anyMatch(path -> !same(old.get(path), now.get(path)))
          || (!before.origin().content().equals(after.origin().content())
              && !files(before.origin(), false).equals(files(after.origin(), false)));
    } catch (RuntimeException e) {
      return true;
    }
  }

  private static Map<String, ModuleRevision> byPath(EnvironmentRevision environment) {
    Map<String, ModuleRevision> modules = new TreeMap<>();
    environment.modules().forEach(m -> modules.put(m.path(), m));
    return modules;
  }

  private boolean same(@Nullable ModuleRevision one, @Nullable ModuleRevision other) {
    return (one != null && other != null && one.storeName().equals(other.storeName()))
        || files(one).equals(files(other));
  }

  private Map<String, String> files(@Nullable ModuleRevision module) {
    return module == null ? Map.of() : files(module.origin(), module.withoutSpec());
  }

  private Map<String, String> files(Origin origin, boolean withoutSpec) {
    Map<String, String> files = new TreeMap<>();
    contents.export(origin, withoutSpec, new RubyFiles(files));
    return files;
  }

  /** Keeps the digest of each file that a server would load. */
  private record RubyFiles(Map<String, String> files) implements TreeSink {
    @Override
    public void directory(String path) {}

    @Override
    public void file(String path, boolean program, byte[] content) {
      if (LOADED.matcher(path).matches()) {
        files.put(path, HexFormat.of().formatHex(new Sha256().add(content).value()));
      }
    }

    @Override
    public void link(String path, String target) {
      if (LOADED.matcher(path).matches()) {
        files.put(path, target);
      }
    }
  }
}
