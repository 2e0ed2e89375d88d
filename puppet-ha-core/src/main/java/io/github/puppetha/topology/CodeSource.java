package io.github.puppetha.topology;

import java.util.Map;
import java.util.Optional;

/**
 * One control repo, whose branches become environments.
 *
 * @param name as in the file
 * @param remote URL, {@code user@host:path} or absolute path
 * @param prefix what environments of this source begin with, before {@code _}; empty for none
 * @param mirrors by site, a copy of the remote that is nearer to it
 */
public record CodeSource(
    String name, String remote, Optional<String> prefix, Map<String, String> mirrors) {
  /** Copies the mirrors. */
  public CodeSource {
    mirrors = Map.copyOf(mirrors);
  }

  /** The remote to use from a site: its mirror, or else the remote itself. */
  public String remoteFor(String site) {
    return mirrors.getOrDefault(site, remote);
  }
}
