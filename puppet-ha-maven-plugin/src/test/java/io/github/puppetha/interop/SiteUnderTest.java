package io.github.puppetha.interop;

import io.github.puppetha.HostPort;
import io.github.puppetha.ca.CaClient;
import io.github.puppetha.discovery.DnsNameResolver;
import io.github.puppetha.gateway.GatewayListener;
import io.github.puppetha.gateway.ServedRequest;
import io.github.puppetha.http.HttpTransport;
import io.github.puppetha.http.PuppetPaths;
import io.github.puppetha.pki.SslDirectory;
import io.github.puppetha.pki.TrustBundle;
import io.github.puppetha.site.SiteProcess;
import io.github.puppetha.topology.Topology;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;

/** One site of the test: a real server, and our gateway before it. */
final class SiteUnderTest {
  private static final int KEY_BITS = 2048;

  private final RealLab lab;
  private final String name;
  private final int octet;
  private final Queue<ServedRequest> served = new ConcurrentLinkedQueue<>();

  /**
   * Names it.
   *
   * @param octet its server's address ends in this and its gateway's in the next
   */
  SiteUnderTest(RealLab lab, String name, int octet) {
    this.lab = lab;
    this.name = name;
    this.octet = octet;
  }

  HostPort server() {
    return new HostPort("puppet1." + name + "." + RealLab.DOMAIN, RealPuppetServer.PORT);
  }

  /** Where other gateways reach its gateway. */
  HostPort gateway() {
    return new HostPort("gw1." + name + "." + RealLab.DOMAIN, RealPuppetServer.PORT);
  }

  /** The one name that its agents know. */
  String agentsName() {
    return "puppet." + name + "." + RealLab.DOMAIN;
  }

  String serverAddress() {
    return lab.address(octet);
  }

  String gatewayAddress() {
    return lab.address(octet + 1);
  }

  String agentsAddress() {
    return lab.address(octet + 2);
  }

  /** Its hosts, as lines of the zone. */
  List<String> records() {
    return List.of(
        "puppet1.%s IN A %s".formatted(name, serverAddress()),
        "gw1.%s IN A %s".formatted(name, gatewayAddress()),
        "puppet.%s IN A %s".formatted(name, agentsAddress()));
  }

  private DnsNameResolver names() throws IOException {
    return DnsNameResolver.at(new InetSocketAddress(InetAddress.getByName(lab.dns()), 53));
  }

  /** Gets the gateway's certificate from the CA, which nothing is known of yet. */
  SslDirectory certificate(HostPort ca) throws IOException {
    SslDirectory ssl = SslDirectory.of(lab.directory("gateway-" + name), gateway().host());
    Supplier<TrustBundle> trust =
        () -> new TrustBundle(ssl.caBundle().orElse(List.of()), ssl.crls().orElse(List.of()));
    try (HttpTransport first = HttpTransport.builder().unverified().resolver(names()).build();
        HttpTransport verified = HttpTransport.builder().trust(trust).resolver(names()).build()) {
      CaClient.builder(verified.to(ca))
          .unverified(first.to(ca))
          .build()
          .bootstrap(ssl, KEY_BITS, List.of(gateway().host(), agentsName()));
    }
    return ssl;
  }

  /** Starts its process, the gateway in it, as the topology says. */
  void start(SslDirectory ssl, Path topology) throws IOException {
    SiteProcess process =
        SiteProcess.builder(Topology.load(topology), name)
            .identity(ssl.identity())
            .trust(ssl.trustBundle())
            .resolver(names())
            .every(Duration.ofSeconds(2))
            .listener(
                new GatewayListener() {
                  @Override
                  public void served(ServedRequest request) {
                    served.add(request);
                  }
                })
            .build()
            .start();
    lab.closeLater(process);
  }

  /** Who answered the catalog request of an agent last, or null when none was asked for. */
  HostPort catalogServer(String certname) {
    return served.stream()
        .filter(r -> r.kind() == PuppetPaths.Kind.CATALOG && certname.equals(r.client()))
        .filter(r -> r.status() == 200 && r.server() != null)
        .reduce((first, second) -> second)
        .map(ServedRequest::server)
        .orElse(null);
  }
}
