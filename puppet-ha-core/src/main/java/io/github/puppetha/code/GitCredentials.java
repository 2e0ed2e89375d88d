package io.github.puppetha.code;

import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Who we are to git servers over https. Asked for one address at a time, so that what is meant for
 * one server never goes to another; never asked for an address that is neither https nor on this
 * machine. Safe for several threads.
 */
@FunctionalInterface
public interface GitCredentials {
  /** For servers that ask for none. */
  GitCredentials NONE = server -> Optional.empty();

  /**
   * A user and a password or token.
   *
   * @param user never shown
   * @param password never shown
   */
  record Login(String user, String password) {
    /** Tells nothing. */
    @Override
    public String toString() {
      return "a login";
    }
  }

  /**
   * The login for a server.
   *
   * @param server scheme and host, with the port and path where the address has them; no user
   */
  Optional<Login> of(URI server);

  /** These, and where they have nothing, others. */
  default GitCredentials or(GitCredentials others) {
    return server -> of(server).or(() -> others.of(server));
  }

  /**
   * What the environment and the home directory of this process's user hold, in this order:
   *
   * <ol>
   *   <li>{@code PUPPET_HA_GIT_USERNAME_<HOST>} and {@code PUPPET_HA_GIT_PASSWORD_<HOST>}, the host
   *       in upper case with {@code _} for all but letters and digits: {@code GIT_EXAMPLE_COM}
   *   <li>{@code PUPPET_HA_GIT_USERNAME} and {@code PUPPET_HA_GIT_PASSWORD}, for the hosts that
   *       {@code PUPPET_HA_GIT_HOST} names, with commas between
   *   <li>{@code ~/.netrc}
   *   <li>{@code ~/.git-credentials}, as git's own store writes it
   * </ol>
   *
   * A user name that is left out is {@code git}, which servers that take tokens accept.
   */
  static GitCredentials ofUser() {
    return of(System.getenv(), Path.of(System.getProperty("user.home", ".")));
  }

  /** As {@link #ofUser}, of this environment and home directory. */
  static GitCredentials of(Map<String, String> environment, Path home) {
    return new EnvironmentCredentials(environment).or(new HomeCredentials(home));
  }
}
