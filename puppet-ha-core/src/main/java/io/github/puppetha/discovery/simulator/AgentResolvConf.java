package io.github.puppetha.discovery.simulator;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What an agent's machine says of DNS, in {@code resolv.conf}.
 *
 * @param nameservers at least one address
 * @param search domains that are tried behind a name
 * @param timeout of one question of the C library; Ruby's own resolver does not read it
 * @param attempts how often the C library goes through the servers
 */
record AgentResolvConf(
    List<String> nameservers, List<String> search, Duration timeout, int attempts) {
  /** Ruby's first wait for an answer, in seconds. */
  private static final int FIRST_WAIT = 5;

  /** One server, no search domain, the usual times. */
  static final AgentResolvConf USUAL = parse("nameserver 127.0.0.1");

  static AgentResolvConf parse(String text) {
    List<String> nameservers = new ArrayList<>();
    List<String> search = List.of();
    int timeout = 5;
    int attempts = 2;
    for (String line : text.lines().toList()) {
      List<String> words = List.of(line.replaceFirst("[#;].*", "").strip().split("\\s+"));
      List<String> rest = words.subList(1, words.size());
      switch (words.get(0)) {
        case "nameserver" -> nameservers.addAll(rest);
        case "search", "domain" -> search = rest;
        case "options" -> {
          timeout = option(rest, "timeout:", timeout);
          attempts = option(rest, "attempts:", attempts);
        }
        default -> {
          // nothing that matters here
        }
      }
    }
    if (nameservers.isEmpty()) {
      nameservers.add("127.0.0.1");
    }
    return new AgentResolvConf(
        List.copyOf(nameservers), List.copyOf(search), Duration.ofSeconds(timeout), attempts);
  }

  private static int option(List<String> words, String name, int otherwise) {
    return words.stream()
        .filter(word -> word.startsWith(name) && word.substring(name.length()).matches("\\d{1,2}"))
        .map(word -> Integer.parseInt(word.substring(name.length())))
        .findFirst()
        .orElse(otherwise);
  }

  /** Ruby's waits, each for every server in turn: 5, 10, 20 and 40 s when there is one server. */
  List<Duration> rubyWaits() {
    int second = FIRST_WAIT * 2 / nameservers.size();
    return List.of(
        Duration.ofSeconds(FIRST_WAIT),
        Duration.ofSeconds(second),
        Duration.ofSeconds(2L * second),
        Duration.ofSeconds(4L * second));
  }

  /** How long the C library waits for a server, by its place in the list. */
  Duration libraryWait(int index) {
    Duration wait = timeout.multipliedBy(1L << index);
    return index == 0 ? wait : Duration.ofSeconds(wait.toSeconds() / nameservers.size());
  }
}
