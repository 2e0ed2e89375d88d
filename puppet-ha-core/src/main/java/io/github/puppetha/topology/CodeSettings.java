package io.github.puppetha.topology;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;

/**
 * Where code comes from.
 *
 * @param cache bare mirrors and the content store of this machine; absolute
 * @param sources control repos, in the order of the file; may be empty
 * @param forge base URL of the Forge
 */
public record CodeSettings(Path cache, List<CodeSource> sources, URI forge) {
  /** The cache when the file names none, beside the file: {@value}. */
  public static final String DEFAULT_CACHE = ".puppet-ha/cache";

  /** The Forge when the file names none: {@value}. */
  public static final String DEFAULT_FORGE = "https://forgeapi.puppet.com";

  /** Copies the list. */
  public CodeSettings {
    sources = List.copyOf(sources);
  }
}
