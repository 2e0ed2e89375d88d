package io.github.puppetha.deploy;

import io.github.puppetha.code.GitRepository;
import java.nio.file.Path;
import java.util.concurrent.ConcurrentHashMap;

/** The mirrors that one piece of work has open. */
final class Repositories implements AutoCloseable {
  private final Path cache;
  private final ConcurrentHashMap<String, GitRepository> open = new ConcurrentHashMap<>();

  Repositories(Path cache) {
    this.cache = cache;
  }

  GitRepository of(String remote) {
    return open.computeIfAbsent(remote, r -> GitRepository.open(cache, r));
  }

  @Override
  public void close() {
    open.values().forEach(GitRepository::close);
  }
}
