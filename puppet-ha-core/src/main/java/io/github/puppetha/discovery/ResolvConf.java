package io.github.puppetha.discovery;

import io.github.puppetha.HostPort;
import io.github.puppetha.PuppetHaException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xbill.DNS.Address;

/**
 * A {@code resolv.conf}: {@code nameserver}, {@code domain}, {@code search} and {@code ndots}, as
 * resolv.conf(5) has them. Read again when it has changed; while it cannot be read or names no
 * server, what it said before holds. Its times are not used: {@link DnsServers} has shorter ones.
 * Safe for use by several threads.
 */
public final class ResolvConf implements Supplier<DnsServers> {
  static final Path FILE = Path.of("/etc/resolv.conf");

  private static final Logger LOG = LoggerFactory.getLogger(ResolvConf.class);
  private static final int DNS_PORT = 53;

  private record Read(String text, @Nullable DnsServers servers, List<String> passedOver) {}

  private final Path file;
  private volatile @Nullable Read last;

  private ResolvConf(Path file) {
    this.file = file;
  }

  /** The machine's own, {@code /etc/resolv.conf}. */
  public static ResolvConf system() {
    return at(FILE);
  }

  /** A file, which is not read yet. */
  public static ResolvConf at(Path file) {
    return new ResolvConf(file);
  }

  /**
   * What it says now.
   *
   * @throws PuppetHaException when it never could be read, or never named a server
   */
  @Override
  public DnsServers get() {
    Read before = last;
    String text;
    try {
      text = Files.readString(file); // it is short, and its time stamp too coarse to go by
    } catch (IOException e) {
      if (before != null && before.servers() != null) {
        return before.servers();
      }
      throw new PuppetHaException(
          "Which DNS servers to ask could not be read from " + file + ": " + e, e);
    }
    if (before != null && before.text().equals(text) && before.servers() != null) {
      return before.servers();
    }
    Read read = parse(text);
    DnsServers servers = read.servers();
    if (servers == null) {
      if (before != null && before.servers() != null) {
        return before.servers();
      }
      throw new PuppetHaException(
          file
              + " names no DNS server: add a line 'nameserver ADDRESS', or give the servers to ask");
    }
    read.passedOver().forEach(line -> LOG.warn("{}: passed over: {}", file, line));
    if (before != null) {
      LOG.info("{} has changed: {}, search {}", file, servers.servers(), servers.search());
    }
    last = read;
    return servers;
  }

  /**
   * The domain that this machine stands in: that of {@code domain}, or the first of {@code search},
   * whichever comes last in the file; empty when there is none, or the file cannot be used.
   */
  public Optional<String> domain() {
    try {
      return get().search().stream().findFirst();
    } catch (PuppetHaException e) {
      return Optional.empty();
    }
  }

  private static Read parse(String text) {
    List<InetSocketAddress> servers = new ArrayList<>();
    List<String> search = List.of();
    List<String> passedOver = new ArrayList<>();
    int ndots = 1;
    for (String line : text.lines().toList()) {
      String[] words = line.replaceFirst("[#;].*", "").strip().split("\\s+");
      switch (words[0]) {
        case "nameserver" ->
            address(words).ifPresentOrElse(servers::add, () -> passedOver.add(line));
        case "domain" -> search = domains(words, 1, passedOver);
        case "search" -> search = domains(words, Integer.MAX_VALUE, passedOver);
        case "options" -> ndots = ndots(words, ndots);
        default -> {} // sortlist and what is not known to us
      }
    }
    return servers.isEmpty()
        ? new Read(text, null, passedOver)
        : new Read(text, DnsServers.of(servers).searching(search, ndots), passedOver);
  }

  private static Optional<InetSocketAddress> address(String[] words) {
    if (words.length < 2) {
      return Optional.empty();
    }
    String literal = words[1];
    int zone = literal.indexOf('%');
    String bare = zone < 0 ? literal : literal.substring(0, zone);
    byte[] bytes = Address.toByteArray(bare, bare.indexOf(':') < 0 ? Address.IPv4 : Address.IPv6);
    if (bytes == null) {
      return Optional.empty();
    }
    try { // by name only for the zone of a link-local address; it is a literal, nobody is asked
      InetAddress address =
          zone < 0 ? InetAddress.getByAddress(bytes) : InetAddress.getByName(literal);
      return Optional.of(new InetSocketAddress(address, DNS_PORT));
    } catch (UnknownHostException e) {
      return Optional.empty(); // no such interface
    }
  }

  private static List<String> domains(String[] words, int most, List<String> passedOver) {
    List<String> domains = new ArrayList<>();
    for (String word : Arrays.asList(words).subList(1, words.length)) {
      try {
        if (domains.size() < most && !word.equals(".")) {
          domains.add(new HostPort(word, HostPort.PUPPET_PORT).host());
        }
      } catch (IllegalArgumentException e) {
        passedOver.add(words[0] + " " + word);
      }
    }
    return domains;
  }

  private static int ndots(String[] words, int before) {
    int ndots = before;
    for (String word : words) {
      if (word.matches("ndots:[0-9]{1,6}")) {
        ndots = Math.min(Integer.parseInt(word.substring(6)), DnsServers.MOST_DOTS);
      }
    }
    return ndots;
  }
}
