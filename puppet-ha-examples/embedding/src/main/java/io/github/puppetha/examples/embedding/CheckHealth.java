package io.github.puppetha.examples.embedding;

import io.github.puppetha.HostPort;
import io.github.puppetha.discovery.HealthCheck;
import io.github.puppetha.discovery.HealthReport;
import io.github.puppetha.http.HttpTransport;
import io.github.puppetha.pki.SslDirectory;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** Prints how well servers do that all say that they are running. */
public final class CheckHealth {
  private CheckHealth() {}

  /** Takes an ssldir, the name in its certificate, and servers. */
  public static void main(String[] arguments) {
    List<HostPort> servers =
        Arrays.stream(arguments).skip(2).map(s -> HostPort.parse(s, 8140)).toList();
    SslDirectory ssl = SslDirectory.of(Path.of(arguments[0]), arguments[1]);
    try (HttpTransport transport =
        HttpTransport.builder().identity(ssl.identity()).trust(ssl.trustBundle()).build()) {
      health(transport, servers).forEach(System.out::println);
    }
  }

  // region health
  static List<HealthReport> health(HttpTransport transport, List<HostPort> servers) {
    try (HealthCheck health =
        HealthCheck.builder()
            .transport(transport)
            .servers(servers)
            .environments(Set.of("production"))
            .build()) {
      health.run();
      return health.reports();
    }
  }
  // endregion
}
