package io.github.puppetha.deploy;

import io.github.puppetha.PuppetHaException;
import io.github.puppetha.code.Contents;
import io.github.puppetha.code.DirectorySink;
import io.github.puppetha.code.ExportedTree;
import io.github.puppetha.io.JsonWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Writes one environment's tree: the control repo's files and a link for each module. */
final class TreeWriter {
  static final String R10K = ".r10k-deploy.json";
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss Z", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final StoreLayout layout;
  private final Contents contents;
  private final Instant now;

  TreeWriter(StoreLayout layout, Contents contents, Instant now) {
    this.layout = layout;
    this.contents = contents;
    this.now = now;
  }

  void write(Session session, EnvironmentRevision environment, Map<String, Long> bytes) {
    Path directory = session.path(environment.directory());
    ExportedTree exported =
        contents.export(environment.origin(), false, new DirectorySink(directory));
    try {
      Set<String> ours = ours(environment);
      for (ModuleRevision module : environment.modules()) {
        link(directory, environment, module);
      }
      Path r10k = directory.resolve(R10K);
      if (Files.exists(r10k, LinkOption.NOFOLLOW_LINKS)) {
        throw clash(environment, R10K, "which every deployment writes anew; remove it there");
      }
      Files.writeString(r10k, r10k(environment, now));
      Stager.verify(directory, exported, ours);
      Stager.seal(directory, exported, ours);
      Files.writeString(
          session.path(environment.directory() + ".json"), record(environment, exported));
    } catch (IOException e) {
      throw new UncheckedIOException("Writing " + environment.directory() + ": " + e, e);
    }
    bytes.merge(environment.environment(), exported.bytes(), Long::sum);
  }

  /** What stands in a tree outside its digest. */
  static Set<String> ours(EnvironmentRevision environment) {
    Set<String> ours = new HashSet<>(Set.of(R10K, TypesHook.DIRECTORY));
    environment.modules().forEach(m -> ours.add(m.path()));
    return ours;
  }

  private void link(Path directory, EnvironmentRevision environment, ModuleRevision module)
      throws IOException {
    Path link = directory.resolve(module.path());
    Path parent = directory;
    for (Path part : directory.relativize(link.getParent())) {
      parent = parent.resolve(part);
      if (part.toString().isEmpty() || Files.isDirectory(parent, LinkOption.NOFOLLOW_LINKS)) {
        continue;
      }
      if (Files.exists(parent, LinkOption.NOFOLLOW_LINKS)) {
        String name = directory.relativize(parent).toString();
        throw clash(environment, name, "where its Puppetfile puts module " + module.name());
      }
      Files.createDirectory(parent);
    }
    if (Files.exists(link, LinkOption.NOFOLLOW_LINKS)) {
      throw clash(environment, module.path(), "where its Puppetfile puts a module; keep one");
    }
    Files.createSymbolicLink(link, layout.modules().resolve(module.storeName()));
  }

  static PuppetHaException clash(EnvironmentRevision environment, String path, String why) {
    return new PuppetHaException(
        "Branch "
            + environment.branch()
            + " of "
            + environment.source()
            + " holds '"
            + path
            + "', "
            + why);
  }

  static String r10k(EnvironmentRevision environment, Instant now) {
    Map<String, Object> root = new LinkedHashMap<>();
    root.put("name", environment.environment());
    root.put("signature", environment.commit());
    root.put("started_at", TIME.format(now));
    root.put("finished_at", TIME.format(now));
    root.put("deploy_success", true);
    root.put("module_deploys", environment.modules().stream().map(TreeWriter::module).toList());
    return JsonWriter.write(root);
  }

  private static Map<String, Object> module(ModuleRevision module) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("name", module.name());
    map.put("version", module.version());
    map.put("sha", module.origin().id());
    return map;
  }

  static String record(EnvironmentRevision environment, ExportedTree exported) {
    List<String> modules =
        environment.modules().stream().map(ModuleRevision::storeName).sorted().toList();
    return JsonWriter.write(
        Map.of("digest", exported.digest(), "commit", environment.commit(), "modules", modules));
  }
}
