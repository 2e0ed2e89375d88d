package io.github.puppetha.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The directory environments of a server. */
final class Environments {
  private static final Predicate<String> NAME = Pattern.compile("\\w+").asMatchPredicate();

  private final Path directory;
  private final boolean cached;
  private final Map<String, Environment> held = new ConcurrentHashMap<>();

  /**
   * @param cached whether an environment, once read, is held until it is forgotten
   */
  Environments(Path directory, boolean cached) {
    this.directory = directory.toAbsolutePath();
    this.cached = cached;
  }

  boolean cached() {
    return cached;
  }

  /** Reads an environment anew at its next use; all of them for an empty name. */
  void forget(String name) {
    if (name.isEmpty()) {
      held.clear();
    } else {
      held.remove(name);
    }
  }

  Path directory() {
    return directory;
  }

  /** Of the {@code environment} parameter; {@link ApiError} when it is missing, bad or unknown. */
  Environment of(Parameters query) {
    String name = name(query.first("environment"));
    return find(name).orElseThrow(() -> ApiError.noEnvironment(name));
  }

  /**
   * The same for a catalog: with an unknown one the node's own, {@code production}, is compiled.
   */
  Environment ofCatalog(Parameters query, Parameters form) {
    String name = name(query.first("environment").or(() -> form.first("environment")));
    return find(name).or(() -> find("production")).orElseThrow(() -> ApiError.noEnvironment(name));
  }

  private static String name(Optional<String> parameter) {
    String name =
        parameter.orElseThrow(
            () -> ApiError.badRequest("An environment parameter must be specified"));
    if (!NAME.test(name)) {
      String message = "The environment must be purely alphanumeric, not '" + name + "'";
      throw ApiError.badRequest(message);
    }
    return name;
  }

  Optional<Environment> find(String name) {
    Environment known = held.get(name);
    if (known != null) {
      return Optional.of(known);
    }
    Optional<Environment> found = read(name);
    if (cached) {
      found.ifPresent(environment -> held.putIfAbsent(name, environment));
    }
    return found;
  }

  private Optional<Environment> read(String name) {
    try {
      Path root = directory.resolve(name).toRealPath();
      return Files.isDirectory(root) ? Optional.of(new Environment(name, root)) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty(); // also a link that points nowhere
    }
  }

  List<Environment> all() {
    try (Stream<Path> children = Files.list(directory)) {
      return children
          .map(child -> child.getFileName().toString())
          .filter(NAME)
          .sorted()
          .flatMap(name -> find(name).stream())
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("listing environments in " + directory, e);
    }
  }
}
