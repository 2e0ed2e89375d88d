package io.github.puppetha.examples.twosites;

import io.github.puppetha.HostPort;
import io.github.puppetha.discovery.DnsNameResolver;
import io.github.puppetha.discovery.DnsServers;
import io.github.puppetha.discovery.ServerSelector;
import io.github.puppetha.http.HttpTransport;
import io.github.puppetha.http.NameResolver;
import io.github.puppetha.site.SiteProcess;
import io.github.puppetha.testkit.FakeDns;
import io.github.puppetha.testkit.FakeMaster;
import io.github.puppetha.testkit.Fault;
import io.github.puppetha.topology.Topology;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Two sites on 127.0.0.1: in each two Puppet Servers and a gateway, beside them one CA, one DNS and
 * one control repo. Everything talks over real sockets, real TLS and real DNS messages.
 */
final class World implements AutoCloseable {
  static final List<String> SITES = List.of("ams", "fra");

  private final Path directory;
  private final Deque<Runnable> open = new ArrayDeque<>();
  private final FakeDns dns;
  private final FakeMaster ca;
  private final Map<String, FakeMaster> servers = new LinkedHashMap<>();
  private final Map<String, Integer> gatewayPorts = new LinkedHashMap<>();
  private final Map<String, SiteProcess> sites = new LinkedHashMap<>();
  private final ControlRepo repo;
  private final Topology topology;

  World(Path directory) throws IOException {
    this.directory = directory;
    repo = ControlRepo.create(Files.createDirectories(directory.resolve("git")));
    dns = FakeDns.start();
    open.push(dns::close);
    ca = opened(FakeMaster.builder().name("puppet-ca.example.com").start());
    dns.a("puppet-ca.example.com", "127.0.0.1");
    for (String site : SITES) {
      server("puppet1." + site + ".example.com", environments(site, 1));
      server("puppet2." + site + ".example.com", environments(site, 2));
      gatewayPorts.put(site, freePort());
      dns.a("gw." + site + ".example.com", "127.0.0.1");
    }
    publish("ams", "fra");
    publish("fra", "ams");
    Path file = directory.resolve("puppet-ha.yaml");
    Files.writeString(file, yaml());
    topology = Topology.load(file);
  }

  Path environments(String site, int number) throws IOException {
    return Files.createDirectories(directory.resolve(site + "/puppet" + number + "/environments"));
  }

  /** Takes an environment away from a server; the result is where it is now. */
  Path moveAside(String site, int number, String environment) throws IOException {
    Path link = environments(site, number).resolve(environment);
    return Files.move(link, directory.resolve(site + "-" + environment));
  }

  private void server(String name, Path environments) {
    dns.a(name, "127.0.0.1");
    servers.put(
        name,
        opened(
            FakeMaster.builder()
                .name(name)
                .caOf(ca)
                .headerIdentity()
                .environments(environments)
                .start()));
  }

  /** The agents of a site ask its own gateway first, and the other one when that is gone. */
  private void publish(String site, String other) {
    String name = "_x-puppet._tcp." + site + ".example.com";
    dns.srv(name, 0, 10, gatewayPorts.get(site), "gw." + site + ".example.com");
    dns.srv(name, 10, 10, gatewayPorts.get(other), "gw." + other + ".example.com");
  }

  private String yaml() {
    StringBuilder yaml = new StringBuilder();
    yaml.append("code:\n  cache: cache\n  sources:\n    control: { remote: \"");
    yaml.append(repo.remote()).append("\" }\n");
    yaml.append("deploy: { policy: reachable, minPerSite: 0 }\n");
    yaml.append("ca: { server: \"puppet-ca.example.com:").append(ca.port()).append("\" }\n");
    yaml.append("sites:\n");
    for (String site : SITES) {
      yaml.append("  ")
          .append(site)
          .append(":\n    domain: ")
          .append(site)
          .append(".example.com\n");
      yaml.append("    servers:\n");
      for (int i = 1; i <= 2; i++) {
        String host = "puppet" + i + "." + site + ".example.com";
        Path code = directory.resolve(site + "/puppet" + i + "/environments");
        yaml.append("      - { host: \"").append(host).append(":").append(servers.get(host).port());
        yaml.append("\", code: \"").append(code.toUri()).append("\" }\n");
      }
      yaml.append("    gateways:\n      - { host: gw.").append(site).append(".example.com, name: ");
      yaml.append("puppet.").append(site).append(".example.com, listen: \"127.0.0.1:");
      yaml.append(gatewayPorts.get(site)).append("\" }\n");
    }
    return yaml.toString();
  }

  Topology topology() {
    return topology;
  }

  ControlRepo repo() {
    return repo;
  }

  FakeMaster ca() {
    return ca;
  }

  FakeMaster server(String name) {
    return servers.get(name);
  }

  NameResolver resolver() {
    return DnsNameResolver.at(dns.address());
  }

  /** Servers of each site, for the page. */
  Map<String, List<String>> serversBySite() {
    Map<String, List<String>> result = new LinkedHashMap<>();
    for (String site : SITES) {
      result.put(
          site, servers.keySet().stream().filter(s -> s.contains("." + site + ".")).toList());
    }
    return result;
  }

  /** The address that the agents of a site are sent to by DNS, as long as its gateway lives. */
  HostPort gateway(String site) {
    return new HostPort("gw." + site + ".example.com", gatewayPorts.get(site));
  }

  SiteProcess site(String name) {
    return sites.get(name);
  }

  /** Opens a site's gateway. */
  void openSite(String site) {
    String host = "gw." + site + ".example.com";
    sites.put(
        site,
        SiteProcess.builder(topology, site)
            .identity(ca.issue(host, "puppet." + site + ".example.com"))
            .trust(ca.trust())
            .resolver(resolver())
            .every(Duration.ZERO)
            .build()
            .start());
  }

  /** How an agent of a site finds its gateway: by SRV, trying whether it answers. */
  ServerSelector selector(String site, HttpTransport transport) {
    return ServerSelector.builder()
        .srvDomain(site + ".example.com")
        .dns(DnsServers.of(dns.address()))
        .transport(transport)
        .build();
  }

  /** Fire: gateway, servers, the CA if it stands there, and the disks. */
  void lose(String site) throws IOException {
    sites.remove(site).close();
    serversBySite().get(site).forEach(name -> servers.get(name).fault(new Fault.Refuse()));
    if (site.equals("ams")) {
      ca.fault(new Fault.Refuse());
    }
    Files.move(directory.resolve(site), directory.resolve(site + ".gone"));
  }

  /** The site is back as it was when it was lost. */
  void restore(String site) throws IOException {
    Files.move(directory.resolve(site + ".gone"), directory.resolve(site));
    serversBySite().get(site).forEach(name -> servers.get(name).clearFault());
    ca.clearFault();
    openSite(site);
  }

  private FakeMaster opened(FakeMaster thing) {
    open.push(thing::close);
    return thing;
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      return socket.getLocalPort();
    }
  }

  @Override
  public void close() {
    sites.values().forEach(SiteProcess::close);
    while (!open.isEmpty()) {
      open.pop().run();
    }
  }
}
