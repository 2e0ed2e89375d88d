package io.github.puppetha.discovery.simulator;

import io.github.puppetha.HostPort;
import io.github.puppetha.Problem;
import io.github.puppetha.conf.PuppetConf;
import io.github.puppetha.conf.PuppetConf.Role;
import io.github.puppetha.discovery.AgentSettings;
import io.github.puppetha.discovery.Service;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What an agent takes from puppet.conf for its searches.
 *
 * @param srvDomain where to look for SRV records; empty when they are not used
 * @param serverList the entries of {@code server_list}, each {@code host:port}, the last of them
 *     {@code .:0} where an entry is no host
 * @param own the server of the settings for each service, {@code host:port}
 * @param explicit services that {@code server_list} does not count for
 * @param serverSet whether {@code server} is set
 * @param connectTimeout for a TCP connection, and once more for its TLS
 * @param readTimeout for an answer
 * @param cacheOnFailure whether a cached catalog is used when no server of the list is there
 */
record RunSettings(
    Optional<String> srvDomain,
    List<String> serverList,
    Map<Service, String> own,
    Set<Service> explicit,
    boolean serverSet,
    Duration connectTimeout,
    Duration readTimeout,
    boolean cacheOnFailure) {
  private static final Pattern DURATION = Pattern.compile("(\\d+)\\s*([smhdy]?)");
  private static final int ANY_VERSION = 8;
  private static final String NO_HOST = ".:0";

  /**
   * Reads them.
   *
   * @throws IllegalArgumentException when an agent would refuse them
   */
  static RunSettings of(PuppetConf conf, Optional<String> domainFact, boolean withoutCache) {
    AgentSettings read = AgentSettings.of(conf, ANY_VERSION, domainFact);
    if (read.refused()) {
      throw new IllegalArgumentException(
          "Puppet would refuse this file: " + read.problems().get(0));
    }
    boolean cache = value(conf, "usecacheonfailure").map("true"::equals).orElse(true);
    return new RunSettings(
        read.srvDomain(),
        serverList(read),
        read.own().entrySet().stream()
            .collect(Collectors.toMap(Map.Entry::getKey, e -> e.getValue().toString())),
        read.explicit(),
        value(conf, "server").isPresent(),
        duration(conf, "http_connect_timeout").orElse(Duration.ofMinutes(2)),
        duration(conf, "http_read_timeout").orElse(Duration.ofMinutes(10)),
        cache && !withoutCache);
  }

  /** The server of the settings; one that cannot be a server ends the search. */
  String server(Service service) {
    return own.getOrDefault(service, NO_HOST);
  }

  private static List<String> serverList(AgentSettings read) {
    List<String> entries = new ArrayList<>();
    read.serverList()
        .ifPresent(list -> list.stream().map(HostPort::toString).forEach(entries::add));
    if (read.problems().stream().anyMatch(RunSettings::ofList)) {
      entries.add(NO_HOST);
    }
    return List.copyOf(entries);
  }

  private static boolean ofList(Problem problem) {
    return problem.message().startsWith("server_list");
  }

  private static Optional<String> value(PuppetConf conf, String name) {
    return conf.value(Role.AGENT, name);
  }

  private static Optional<Duration> duration(PuppetConf conf, String name) {
    return value(conf, name).map(text -> duration(name, text));
  }

  private static Duration duration(String name, String text) {
    Matcher matcher = DURATION.matcher(text.strip().toLowerCase(Locale.ROOT));
    if (!matcher.matches() || matcher.group(1).length() > 9) {
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
