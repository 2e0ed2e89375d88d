package io.github.puppetha.discovery.simulator;

import io.github.puppetha.HostPort;
import io.github.puppetha.conf.PuppetConf;
import io.github.puppetha.conf.PuppetConf.Role;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What an agent takes from puppet.conf to choose its servers.
 *
 * @param srvDomain where to look for SRV records; empty when they are not used
 * @param serverSet whether {@code server} is set
 * @param serverList the entries of {@code server_list}, each {@code host:port}
 * @param server {@code server:serverport}
 * @param caServer {@code ca_server:ca_port}
 * @param caServerSet whether {@code ca_server} is set, which takes the CA out of the list
 * @param reportServer {@code report_server:report_port}
 * @param reportServerSet the same for reports
 * @param connectTimeout for a TCP connection, and once more for its TLS
 * @param readTimeout for an answer
 * @param cacheOnFailure whether a cached catalog is used when no server of the list is there
 */
record AgentSettings(
    Optional<String> srvDomain,
    boolean serverSet,
    List<String> serverList,
    String server,
    String caServer,
    boolean caServerSet,
    String reportServer,
    boolean reportServerSet,
    Duration connectTimeout,
    Duration readTimeout,
    boolean cacheOnFailure) {
  private static final Pattern DURATION = Pattern.compile("(\\d+)\\s*([smhdy]?)");

  static AgentSettings of(PuppetConf conf, Optional<String> domainFact) {
    String server = value(conf, "server").orElse("puppet");
    String port =
        value(conf, "serverport")
            .or(() -> value(conf, "masterport"))
            .orElse("" + HostPort.PUPPET_PORT);
    Optional<String> caServer = value(conf, "ca_server");
    Optional<String> reportServer = value(conf, "report_server");
    return new AgentSettings(
        conf.isTrue(Role.AGENT, "use_srv_records")
            ? value(conf, "srv_domain").or(() -> domainFact).filter(d -> !d.isEmpty())
            : Optional.empty(),
        value(conf, "server").isPresent(),
        serverList(value(conf, "server_list").orElse(""), port),
        server + ":" + port,
        caServer.orElse(server) + ":" + value(conf, "ca_port").orElse(port),
        caServer.isPresent(),
        reportServer.orElse(server) + ":" + value(conf, "report_port").orElse(port),
        reportServer.isPresent(),
        duration(conf, "http_connect_timeout").orElse(Duration.ofMinutes(2)),
        duration(conf, "http_read_timeout").orElse(Duration.ofMinutes(10)),
        value(conf, "usecacheonfailure").map(v -> v.equalsIgnoreCase("true")).orElse(true));
  }

  AgentSettings withoutCacheOnFailure() {
    return new AgentSettings(
        srvDomain,
        serverSet,
        serverList,
        server,
        caServer,
        caServerSet,
        reportServer,
        reportServerSet,
        connectTimeout,
        readTimeout,
        false);
  }

  private static Optional<String> value(PuppetConf conf, String name) {
    return conf.value(Role.AGENT, name);
  }

  private static List<String> serverList(String value, String port) {
    return Arrays.stream(value.split(","))
        .map(String::strip)
        .filter(entry -> !entry.isEmpty())
        .map(entry -> entry.split(":"))
        .map(parts -> parts[0] + ":" + (parts.length > 1 ? parts[1] : port))
        .toList();
  }

  private static Optional<Duration> duration(PuppetConf conf, String name) {
    return value(conf, name).map(text -> duration(name, text));
  }

  private static Duration duration(String name, String text) {
    Matcher matcher = DURATION.matcher(text.strip().toLowerCase(Locale.ROOT));
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          name + " is not a duration as Puppet writes it, such as 120 or 2m: '" + text + "'");
    }
    long number = Long.parseLong(matcher.group(1));
    return switch (matcher.group(2)) {
      case "m" -> Duration.ofMinutes(number);
      case "h" -> Duration.ofHours(number);
      case "d" -> Duration.ofDays(number);
      case "y" -> Duration.ofDays(365 * number);
      default -> Duration.ofSeconds(number);
    };
  }
}
