package io.github.puppetha.code;

import java.net.URI;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Logins in environment variables, as CI systems hand secrets over. */
final class EnvironmentCredentials implements GitCredentials {
  static final String USERNAME = "PUPPET_HA_GIT_USERNAME";
  static final String PASSWORD = "PUPPET_HA_GIT_PASSWORD";
  static final String HOST = "PUPPET_HA_GIT_HOST";

  private final Map<String, String> environment;

  EnvironmentCredentials(Map<String, String> environment) {
    this.environment = Map.copyOf(environment);
  }

  static String suffix(String host) {
    return "_" + host.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_");
  }

  @Override
  public Optional<Login> of(URI server) {
    String host = server.getHost();
    Login own = login(suffix(host));
    if (own != null) {
      return Optional.of(own);
    }
    boolean meant =
        Stream.of(environment.getOrDefault(HOST, "").split(","))
            .anyMatch(name -> name.strip().equalsIgnoreCase(host));
    return meant ? Optional.ofNullable(login("")) : Optional.empty();
  }

  private @Nullable Login login(String suffix) {
    String password = environment.get(PASSWORD + suffix);
    String user = environment.get(USERNAME + suffix);
    return password == null ? null : new Login(Objects.requireNonNullElse(user, "git"), password);
  }
}
