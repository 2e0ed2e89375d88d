package io.github.puppetha.testkit;

import io.github.puppetha.HostPort;
import io.github.puppetha.http.NameResolver;
import io.github.puppetha.pki.Identity;
import io.github.puppetha.pki.SslDirectory;
import io.github.puppetha.pki.TrustBundle;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * The contract, held by a real Puppet Server that somebody started: {@code contract.server} is its
 * name and port, {@code contract.address} its address, {@code contract.ssldir} and {@code
 * contract.certname} a node's, {@code contract.environments} the server's environments, {@code
 * contract.administrator} the name in that ssldir of someone whom its auth.conf allows more.
 */
@EnabledIfSystemProperty(named = "contract.server", matches = ".+")
class RealPuppetServerContractTest extends PuppetServerContract {
  private final SslDirectory ssl =
      SslDirectory.of(Path.of(property("ssldir")), property("certname"));

  private static String property(String name) {
    return System.getProperty("contract." + name, "");
  }

  @Override
  HostPort server() {
    return HostPort.parse(property("server"), HostPort.PUPPET_PORT);
  }

  @Override
  NameResolver resolver() {
    return host -> List.of(InetAddress.getByName(property("address")));
  }

  @Override
  Identity identity() {
    return ssl.identity();
  }

  @Override
  Optional<Identity> administrator() {
    String name = property("administrator");
    Path ssldir = Path.of(property("ssldir"));
    return name.isEmpty()
        ? Optional.empty()
        : Optional.of(SslDirectory.of(ssldir, name).identity());
  }

  @Override
  TrustBundle trust() {
    return ssl.trustBundle();
  }

  @Override
  Path environments() {
    return Path.of(property("environments"));
  }
}
