package io.github.puppetha.code;

import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which Forge modules come from.
 *
 * @param base its address, or that of a mirror of it
 * @param token what it is shown as {@code Authorization}, empty for nothing; {@code Bearer } is put
 *     before a token that does not say of what kind it is
 */
public record ForgeSettings(URI base, Optional<String> token) {
  /** Puppet's own: {@value}. */
  public static final String PUPPET = "https://forgeapi.puppet.com";

  /** The environment variable that holds the token unless something else does: {@value}. */
  public static final String TOKEN = "PUPPET_HA_FORGE_TOKEN";

  /** With what is known: an address, or Puppet's own; a token, or the environment's. */
  public static ForgeSettings of(@Nullable String base, @Nullable String token) {
    URI uri = URI.create(base == null ? PUPPET : base);
    return new ForgeSettings(
        uri,
        Optional.ofNullable(token == null ? System.getenv(TOKEN) : token)
            .map(String::strip)
            .filter(text -> !text.isEmpty()));
  }

  Optional<String> authorization() {
    return token.map(text -> text.contains(" ") ? text : "Bearer " + text);
  }

  /** Without the token. */
  @Override
  public String toString() {
    return "ForgeSettings[base=" + base + "]";
  }
}
