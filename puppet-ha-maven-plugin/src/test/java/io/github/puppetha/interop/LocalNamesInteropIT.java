package io.github.puppetha.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.puppetha.discovery.DnsNameResolver;
import io.github.puppetha.discovery.ResolvConf;
import io.github.puppetha.discovery.ServerSource;
import io.github.puppetha.discovery.Service;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Short names, search domains and the order of addresses, by one {@code resolv.conf} and a real
 * BIND, as the machine's C library has them and as {@link DnsNameResolver} does. (Unique local
 * addresses are left out: the library still prefers them to IPv4, as RFC 3484 did.)
 */
class LocalNamesInteropIT {
  private static RealLab lab;
  private static Path file;
  private static ResolvConf conf;
  private static DnsNameResolver names;

  @BeforeAll
  static void serveZone() throws IOException {
    lab = RealLab.open("local-names");
    RealNamed.start(
        lab,
        List.of(
            "puppet.ams IN A 127.0.0.11",
            "puppet.fra IN A 127.0.0.12",
            "only.fra IN CNAME puppet.fra",
            "puppet IN A 127.0.0.13",
            "v4 IN A 127.0.0.1",
            "v6 IN AAAA ::1",
            "both IN A 127.0.0.1",
            "both IN AAAA ::1",
            "far6 IN A 127.0.0.1",
            "far6 IN AAAA 2001:db8::1",
            "far4 IN A 192.0.2.1",
            "far4 IN AAAA ::1",
            "three IN A 127.0.0.1",
            "three IN AAAA ::1",
            "three IN AAAA 2001:db8::1"));
    file = lab.directory().resolve("resolv.conf");
    conf = ResolvConf.at(file);
    names = DnsNameResolver.of(conf, Clock.systemUTC());
  }

  @AfterAll
  static void stop() {
    if (lab != null) {
      lab.close();
    }
  }

  private static void search(String domains) throws IOException {
    Files.writeString(
        file, "nameserver " + lab.dns() + "\nsearch " + domains + "\noptions timeout:2\n");
  }

  @Test
  void addressesComeInTheOrderOfTheCLibrary() throws IOException {
    search("example.test");
    List<String> hosts =
        Stream.of("v4", "v6", "both", "far6", "far4", "three", "nobody")
            .map(name -> name + "." + RealLab.DOMAIN)
            .toList();
    assertThat(weSay(hosts)).isEqualTo(libraryResolves(hosts));
  }

  @Test
  void shortNamesFollowTheFileWhenItChanges() throws Exception {
    List<String> hosts = List.of("puppet", "only", "v4", "nobody");
    ServerSource source = ServerSource.shortName("puppet", 8140, conf);
    for (String domain : List.of("ams.example.test", "fra.example.test", "example.test")) {
      search(domain + " example.test");
      assertThat(weSay(hosts)).as(domain).isEqualTo(libraryResolves(hosts));
      String first = source.list(Service.PUPPET).groups().get(0).get(0).address().host();
      assertThat(first).isEqualTo("puppet." + domain);
      assertThat(names.resolve(first).get(0).getHostAddress())
          .isEqualTo(names.resolve("puppet").get(0).getHostAddress());
    }
  }

  private static List<String> weSay(List<String> hosts) {
    return hosts.stream().map(host -> host + " " + addresses(host)).toList();
  }

  private static String addresses(String host) {
    try {
      return names.resolve(host).stream()
          .map(InetAddress::getHostAddress)
          .collect(Collectors.joining(","));
    } catch (UnknownHostException e) {
      return "none";
    }
  }

  private static List<String> libraryResolves(List<String> hosts) throws IOException {
    Path script = lab.directory("ruby").resolve("resolve.rb");
    Files.writeString(
        script,
        """
        require 'socket'
        require 'ipaddr'
        def long(address) = IPAddr.new(address).ipv6? ? \
            IPAddr.new(address).to_string.split(':').map { |g| g.to_i(16).to_s(16) }.join(':') : address
        ARGV.each do |host|
          found = begin
            Addrinfo.getaddrinfo(host, 8140, nil, :STREAM).map { |a| long(a.ip_address) }.join(',')
          rescue SocketError
            'none'
          end
          puts "said #{host} #{found}"
        end
        """);
    Path log = lab.directory("ruby").resolve("resolve.log");
    Files.deleteIfExists(log);
    List<String> command = new ArrayList<>(List.of("ruby", script.toString()));
    command.addAll(hosts);
    assertThat(RealLab.run(lab.inside(Release.PUPPET7, command), log, 60))
        .as("see %s", log)
        .isZero();
    try (Stream<String> lines = Files.lines(log)) {
      return lines.filter(line -> line.startsWith("said ")).map(l -> l.substring(5)).toList();
    }
  }
}
