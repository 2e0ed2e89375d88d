package io.github.puppetha.code;

import io.github.puppetha.http.WebProxy;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How {@link Contents} reach what they do not have.
 *
 * @param forge where releases come from
 * @param proxy through which the Forge and archives are asked
 * @param offline nothing is fetched at all: what is not in the cache is missing
 * @param credentials who we are to git servers over https
 * @param ssh the way to git servers over ssh
 * @param copies by the address of a git remote, other remotes that have the same; asked in this
 *     order when it cannot be had
 */
public record ContentsOptions(
    ForgeSettings forge,
    Optional<WebProxy> proxy,
    boolean offline,
    GitCredentials credentials,
    Ssh ssh,
    Map<String, List<String>> copies) {
  /** Copies the map. */
  public ContentsOptions {
    copies = Map.copyOf(copies);
  }

  /** With this user's credentials. */
  public ContentsOptions(ForgeSettings forge, Optional<WebProxy> proxy, boolean offline) {
    this(forge, proxy, offline, GitCredentials.ofUser(), Ssh.ofUser(), Map.of());
  }

  /** Puppet's own Forge, the environment's proxy, online. */
  public static ContentsOptions standard() {
    return new ContentsOptions(ForgeSettings.of(null, null), WebProxy.of(System.getenv()), false);
  }

  /** The same with another Forge. */
  public ContentsOptions with(ForgeSettings other) {
    return new ContentsOptions(other, proxy, offline, credentials, ssh, copies);
  }

  /** The same, asking through this proxy. */
  public ContentsOptions with(WebProxy other) {
    return new ContentsOptions(forge, Optional.of(other), offline, credentials, ssh, copies);
  }

  /** The same, offline or not. */
  public ContentsOptions offline(boolean value) {
    return new ContentsOptions(forge, proxy, value, credentials, ssh, copies);
  }

  /** The same, with these credentials. */
  public ContentsOptions with(GitCredentials logins) {
    return new ContentsOptions(forge, proxy, offline, logins, ssh, copies);
  }

  /** The same, over ssh in this way. */
  public ContentsOptions with(Ssh way) {
    return new ContentsOptions(forge, proxy, offline, credentials, way, copies);
  }

  /** The same, with other remotes that have what these have. */
  public ContentsOptions with(Map<String, List<String>> others) {
    return new ContentsOptions(forge, proxy, offline, credentials, ssh, others);
  }
}
