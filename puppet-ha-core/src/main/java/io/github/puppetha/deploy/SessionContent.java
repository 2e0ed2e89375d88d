package io.github.puppetha.deploy;

import io.github.puppetha.code.ExportedTree;
import io.github.puppetha.code.TreeDigest;
import io.github.puppetha.code.TreeSink;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * All that is to go into a session's directory on a server, whole as it will lie in the store: each
 * module, each environment's tree with its links, and each tree's record.
 */
final class SessionContent {
  private final StagePlan plan;
  private final Staging staging;
  private final StoreLayout layout;
  private final TreeDigest digest = new TreeDigest();

  SessionContent(StagePlan plan, Staging staging, StoreLayout layout) {
    this.plan = plan;
    this.staging = staging;
    this.layout = layout;
  }

  /** Called after each part. */
  interface Part {
    void written(String environment) throws IOException;
  }

  /**
   * Gives everything to a sink.
   *
   * @return the digest of all of it together
   */
  String writeTo(TreeSink sink, Part part) throws IOException {
    for (Map.Entry<String, ModuleRevision> module : plan.modules().entrySet()) {
      ModuleRevision revision = module.getValue();
      Below below = new Below(module.getKey(), sink);
      staging.contents().export(revision.origin(), revision.withoutSpec(), below);
      part.written(plan.firstUse().get(module.getKey()));
      staging.step().run();
    }
    for (EnvironmentRevision tree : plan.trees()) {
      tree(tree, sink);
      part.written(tree.environment());
      staging.step().run();
    }
    return digest.value();
  }

  private void tree(EnvironmentRevision environment, TreeSink sink) throws IOException {
    String directory = environment.directory();
    Below below = new Below(directory, sink);
    ExportedTree exported = staging.contents().export(environment.origin(), false, below);
    for (ModuleRevision module : environment.modules()) {
      link(environment, module, below);
    }
    if (below.kinds.containsKey(TreeWriter.R10K)) {
      throw TreeWriter.clash(
          environment, TreeWriter.R10K, "which every deployment writes anew; remove it there");
    }
    below.file(TreeWriter.R10K, false, utf8(TreeWriter.r10k(environment, staging.now())));
    String record = directory + ".json";
    byte[] text = utf8(TreeWriter.record(environment, exported));
    sink.file(record, false, text);
    digest.file(record, false, text);
  }

  private void link(EnvironmentRevision environment, ModuleRevision module, Below below)
      throws IOException {
    StringBuilder parent = new StringBuilder();
    Path path = Path.of(module.path());
    for (int i = 0; i < path.getNameCount() - 1; i++) {
      parent.append(i == 0 ? "" : "/").append(path.getName(i));
      Kind kind = below.kinds.get(parent.toString());
      if (kind == Kind.OTHER) {
        throw TreeWriter.clash(
            environment, parent.toString(), "where its Puppetfile puts module " + module.name());
      }
      if (kind == null) {
        below.directory(parent.toString());
      }
    }
    if (below.kinds.containsKey(path.toString())) {
      throw TreeWriter.clash(
          environment, path.toString(), "where its Puppetfile puts a module; keep one");
    }
    below.link(path.toString(), layout.modules().resolve(module.storeName()).toString());
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private enum Kind {
    DIRECTORY,
    OTHER
  }

  /** A tree in a directory of the session. */
  private final class Below implements TreeSink {
    private final String top;
    private final TreeSink to;
    private final Map<String, Kind> kinds = new HashMap<>();

    Below(String top, TreeSink to) {
      this.top = top;
      this.to = to;
    }

    private String path(String path, Kind kind) {
      kinds.put(path, kind);
      return path.isEmpty() ? top : top + "/" + path;
    }

    @Override
    public void directory(String path) throws IOException {
      to.directory(path(path, Kind.DIRECTORY));
    }

    @Override
    public void file(String path, boolean program, byte[] content) throws IOException {
      String whole = path(path, Kind.OTHER);
      to.file(whole, program, content);
      digest.file(whole, program, content);
    }

    @Override
    public void link(String path, String target) throws IOException {
      String whole = path(path, Kind.OTHER);
      to.link(whole, target);
      digest.link(whole, target);
    }
  }
}
