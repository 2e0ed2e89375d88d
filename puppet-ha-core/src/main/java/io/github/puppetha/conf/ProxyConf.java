package io.github.puppetha.conf;

import io.github.puppetha.HostPort;
import io.github.puppetha.http.PuppetPaths;
import io.github.puppetha.topology.CaNode;
import io.github.puppetha.topology.GatewayNode;
import io.github.puppetha.topology.Server;
import io.github.puppetha.topology.Site;
import io.github.puppetha.topology.Topology;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Configuration of a proxy of another make that does what a site's gateway does first of all: it
 * ends TLS, checks clients' certificates against CA and CRL, sends the CA's requests to the CA and
 * the rest to the site's servers, Puppet 3's paths too, and tells them in {@code X-Client-Verify},
 * {@code X-Client-DN} and {@code X-Client-Cert} who asks. The servers need {@code
 * allow-header-cert-info: true}, and a firewall that lets in nobody else. It keeps no requests or
 * reports while the CA or servers are away, and pins no runs. Immutable.
 *
 * @param name the name in the proxy's certificate, by which agents know it
 * @param listen where it listens
 * @param ssldir Puppet's {@code ssldir} on the proxy's machine
 * @param servers the site's servers, at least one
 * @param ca where the CA answers
 */
public record ProxyConf(
    String name, HostPort listen, Path ssldir, List<Backend> servers, HostPort ca) {
  private static final Path SSLDIR = Path.of("/etc/puppetlabs/puppet/ssl");

  /** Copies the list. */
  public ProxyConf {
    servers = List.copyOf(servers);
    if (servers.isEmpty()) {
      throw new IllegalArgumentException("a proxy needs a server to send requests to");
    }
  }

  /**
   * A server.
   *
   * @param address asked under this name, which its certificate must have
   * @param weight its share, 0 to 65535, as in SRV records
   */
  public record Backend(HostPort address, int weight) {}

  /**
   * For a site: its own servers, or those of all sites where it has none. Without a CA in the
   * topology, its requests go to the first server.
   */
  public static ProxyConf of(Topology topology, Site site) {
    List<Server> servers = site.servers().isEmpty() ? topology.servers() : site.servers();
    List<Backend> backends =
        servers.stream().map(s -> new Backend(s.address(), s.weight())).toList();
    HostPort ca = topology.ca().map(CaNode::server).orElseGet(() -> backends.get(0).address());
    Optional<GatewayNode> gateway = site.gateways().stream().findFirst();
    String name =
        gateway
            .map(GatewayNode::name)
            .orElse(site.domain().map(domain -> "puppet." + domain).orElse("puppet"));
    HostPort listen =
        gateway.map(GatewayNode::listen).orElse(new HostPort("0.0.0.0", HostPort.PUPPET_PORT));
    return new ProxyConf(name, listen, SSLDIR, backends, ca);
  }

  /** {@code nginx.conf}, {@code apache.conf} and {@code haproxy.cfg}. */
  public List<RenderedFile> files() {
    return List.of(
        new RenderedFile("nginx.conf", nginx()),
        new RenderedFile("apache.conf", apache()),
        new RenderedFile("haproxy.cfg", haproxy()));
  }

  /** For nginx 1.18 and later: a file for {@code conf.d}, inside {@code http}. */
  public String nginx() {
    return new NginxText(this).text();
  }

  /** For Apache 2.4: a file for {@code sites-enabled}. */
  public String apache() {
    return new ApacheText(this).text();
  }

  /** For HAProxy 2.4 and later: a whole file. */
  public String haproxy() {
    return new HaproxyText(this).text();
  }

  String certificate() {
    return ssldir + "/certs/" + name + ".pem";
  }

  String key() {
    return ssldir + "/private_keys/" + name + ".pem";
  }

  String caBundle() {
    return ssldir + "/certs/ca.pem";
  }

  String crl() {
    return ssldir + "/crl.pem";
  }

  /** The shares in percent, at least one each: 100 or a little more together. */
  List<Integer> shares() {
    long sum = Math.max(1, servers.stream().mapToLong(Backend::weight).sum());
    List<Integer> shares = new ArrayList<>();
    for (Backend server : servers) {
      shares.add((int) Math.max(1, Math.round(100.0 * server.weight() / sum)));
    }
    return shares;
  }

  /** Paths, as requests have them, that servers could read in more than one way. */
  static final String AMBIGUOUS =
      "^[^?]*(;|//|/\\.\\.?(/|$|\\?)|%2[fF]|%5[cC]|%2[eE]|%[01][0-9a-fA-F]|%7[fF])";

  /** Puppet 3's resources of the CA, for an expression. */
  static String legacyCa() {
    return String.join("|", PuppetPaths.legacyCaResources());
  }

  /** Puppet 3's other resources, for an expression. */
  static String legacy() {
    return String.join("|", PuppetPaths.legacyResources());
  }

  /** First segments that are no environments, for an expression. */
  static String reserved() {
    return String.join("|", PuppetPaths.reserved());
  }
}
