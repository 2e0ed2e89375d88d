package io.github.puppetha.interop;

import io.github.puppetha.HostPort;
import io.github.puppetha.discovery.DnsNameResolver;
import io.github.puppetha.gateway.Gateway;
import io.github.puppetha.gateway.GatewayListener;
import io.github.puppetha.gateway.IdentityMode;
import io.github.puppetha.gateway.Routes;
import io.github.puppetha.gateway.ServedRequest;
import io.github.puppetha.http.HttpTransport;
import io.github.puppetha.http.PuppetPaths;
import io.github.puppetha.http.PuppetRequest;
import io.github.puppetha.http.Sender;
import io.github.puppetha.pki.CertificateRequest;
import io.github.puppetha.pki.Keys;
import io.github.puppetha.pki.Pem;
import io.github.puppetha.pki.SslDirectory;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;

/** One site of the test: a real server, and our gateway before it. */
final class SiteUnderTest {
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

  /** What its gateway answered so far. */
  List<ServedRequest> served() {
    return List.copyOf(served);
  }

  void forgetServed() {
    served.clear();
  }

  private DnsNameResolver names() throws IOException {
    return DnsNameResolver.at(new InetSocketAddress(InetAddress.getByName(lab.dns()), 53));
  }

  /** Gets the gateway's certificate from the CA, which nothing is known of yet. */
  SslDirectory certificate(HostPort ca) throws IOException {
    SslDirectory ssl = SslDirectory.of(lab.directory("gateway-" + name), gateway().host());
    try (HttpTransport transport = HttpTransport.builder().unverified().resolver(names()).build()) {
      Sender sender = transport.to(ca);
      KeyPair keys = Keys.rsa(2048);
      ssl.saveCaBundle(sender.send(PuppetRequest.get("/puppet-ca/v1/certificate/ca")).body());
      ssl.saveKeys(keys);
      CertificateRequest request =
          CertificateRequest.create(
              gateway().host(), keys, List.of(gateway().host(), agentsName()), Map.of());
      String of = "/" + gateway().host();
      byte[] pem = request.pem().getBytes(StandardCharsets.UTF_8);
      sender.send(PuppetRequest.put("/puppet-ca/v1/certificate_request" + of, "text/plain", pem));
      String signed = sender.send(PuppetRequest.get("/puppet-ca/v1/certificate" + of)).text();
      ssl.saveCertificate(Pem.certificate(signed));
      ssl.saveCrls(
          sender.send(PuppetRequest.get("/puppet-ca/v1/certificate_revocation_list/ca")).body());
    }
    return ssl;
  }

  /** Starts its gateway, between its own server, the other site and the CA. */
  Gateway start(SslDirectory ssl, SiteUnderTest other, HostPort ca) throws IOException {
    HttpTransport transport =
        HttpTransport.builder()
            .identity(ssl.identity())
            .trust(ssl::trustBundle)
            .resolver(names())
            .build();
    lab.closeLater(transport);
    Gateway gateway =
        Gateway.builder()
            .listen(new HostPort(gatewayAddress(), RealPuppetServer.PORT))
            .identity(ssl.identity())
            .trust(ssl::trustBundle)
            .transport(transport)
            .routes(Routes.of(List.of(server()), List.of(other.gateway()), List.of(ca)))
            .gateways(Set.of(gateway().host(), other.gateway().host()))
            .caMode(IdentityMode.HEADERS)
            .listener(
                new GatewayListener() {
                  @Override
                  public void served(ServedRequest request) {
                    served.add(request);
                  }
                })
            .build()
            .start();
    lab.closeLater(gateway);
    return gateway;
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
