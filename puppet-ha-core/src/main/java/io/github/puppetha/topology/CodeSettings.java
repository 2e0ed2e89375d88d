package io.github.puppetha.topology;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Where code comes from.
 *
 * @param cache bare mirrors and the content store of this machine; absolute
 * @param sources control repos, in the order of the file; may be empty
 * @param forge base URL of the Forge
 * @param ssh a configuration file (ssh_config(5)) for git and servers over ssh, in place of {@code
 *     ~/.ssh/config}; absolute
 */
public record CodeSettings(Path cache, List<CodeSource> sources, URI forge, Optional<Path> ssh) {
  /** The cache when the file names none, beside the file: {@value}. */
  public static final String DEFAULT_CACHE = ".puppet-ha/cache";

  /** The Forge when the file names none: {@value}. */
  public static final String DEFAULT_FORGE = "https://forgeapi.puppet.com";

  /** Copies the list. */
  public CodeSettings {
    sources = List.copyOf(sources);
  }
}
