package io.github.puppetha.testkit;

import io.github.puppetha.http.PuppetResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** The file server: metadata and content of the modules of an environment. */
final class FileServer {
  /** Mounts whose next segment is a module, and where in it their files are. */
  private static final Map<String, String> OF_ONE_MODULE =
      Map.of("modules", "files", "scripts", "scripts", "tasks", "tasks");

  /** Mounts that merge all modules, and where in each their files are. */
  private static final Map<String, String> OF_ALL_MODULES =
      Map.of("plugins", "lib", "pluginfacts", "facts.d", "locales", "locales");

  private FileServer() {}

  static PuppetResponse metadata(Environment environment, String key, Parameters query) {
    Path file =
        find("find", "file_metadata", environment, key)
            .orElseThrow(() -> ApiError.notFound("Could not find file_metadata " + key));
    return reading(file, () -> Answers.json(200, Fileset.of(query).metadata(file, null)));
  }

  static PuppetResponse content(Environment environment, String key) {
    Path file =
        find("find", "file_content", environment, key)
            .filter(Files::isRegularFile)
            .orElseThrow(() -> ApiError.notFound("Could not find file_content " + key));
    return reading(file, () -> Answers.file(Files.readAllBytes(file)));
  }

  static PuppetResponse search(Environment environment, String key, Parameters query) {
    Fileset fileset = Fileset.of(query);
    List<Path> roots = new ArrayList<>();
    String directory = OF_ALL_MODULES.get(key);
    if (directory == null) {
      find("search", "file_metadata", environment, key).ifPresent(roots::add);
    } else {
      environment.modules().values().stream()
          .map(module -> module.resolve(directory))
          .filter(Files::isDirectory)
          .forEach(roots::add);
      if (roots.isEmpty()) {
        // Puppet answers then with a directory that exists, and nothing of what is in it.
        environment.modulepath().stream().filter(Files::isDirectory).forEach(roots::add);
        roots.add(environment.root());
        fileset = Fileset.of(Parameters.parse(""));
      }
    }
    if (roots.isEmpty()) {
      String message = "Could not find instances in file_metadata with '" + key + "'";
      throw ApiError.notFound(message);
    }
    return merged(fileset, roots);
  }

  private static PuppetResponse merged(Fileset fileset, List<Path> roots) {
    Map<String, Object> merged = new LinkedHashMap<>();
    for (Path root : roots) {
      reading(
          root,
          () -> {
            fileset.walk(root).forEach(merged::putIfAbsent);
            return Answers.empty(200);
          });
    }
    return Answers.json(200, List.copyOf(merged.values()));
  }

  private static Optional<Path> find(
      String verb, String what, Environment environment, String key) {
    int slash = key.indexOf('/');
    String mount = slash < 0 ? key : key.substring(0, slash);
    String rest = slash < 0 ? "" : key.substring(slash + 1);
    if (OF_ALL_MODULES.containsKey(mount)) {
      String directory = Objects.requireNonNull(OF_ALL_MODULES.get(mount));
      return environment.modules().values().stream()
          .map(module -> module.resolve(directory).resolve(rest))
          .filter(Files::exists)
          .findFirst();
    }
    String directory = OF_ONE_MODULE.get(mount);
    if (directory == null) {
      String path = "/" + what + "/" + key;
      throw ApiError.broken("Not authorized to call " + verb + " on " + path);
    }
    int end = rest.indexOf('/');
    String name = end < 0 ? rest : rest.substring(0, end);
    return Optional.ofNullable(environment.modules().get(name))
        .map(module -> module.resolve(directory).resolve(end < 0 ? "" : rest.substring(end + 1)))
        .filter(Files::exists);
  }

  private interface Reading {
    PuppetResponse read() throws IOException;
  }

  private static PuppetResponse reading(Path file, Reading reading) {
    try {
      return reading.read();
    } catch (IOException e) {
      throw new UncheckedIOException("reading " + file, e);
    }
  }
}
