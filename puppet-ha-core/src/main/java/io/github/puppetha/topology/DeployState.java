package io.github.puppetha.topology;

import java.nio.file.Path;

/** Where decided deployments, their history and results are recorded. */
public sealed interface DeployState {
  /**
   * In references below {@code refs/puppet-ha/} of a git repository.
   *
   * @param remote its URL, {@code user@host:path} or absolute path
   */
  record Remote(String remote) implements DeployState {}

  /**
   * In files of a directory that all deployers share.
   *
   * @param path absolute
   */
  record Directory(Path path) implements DeployState {}
}
