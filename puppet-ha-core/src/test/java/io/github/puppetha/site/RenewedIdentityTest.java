package io.github.puppetha.site;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.puppetha.pki.Identity;
import io.github.puppetha.pki.Pem;
import io.github.puppetha.pki.SslDirectory;
import io.github.puppetha.pki.TlsContexts;
import io.github.puppetha.testkit.FakeMaster;
import io.github.puppetha.topology.Topology;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Duration;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A gateway whose machine's agent renews the certificate that both have. */
@Timeout(120)
class RenewedIdentityTest {
  private static final String NAME = "gw.example.test";

  private final FakeMaster server =
      FakeMaster.builder().name("puppet1.example.test").headerIdentity().start();
  @TempDir Path directory;

  @AfterEach
  void close() {
    server.close();
  }

  private SiteProcess gateway(Duration every) throws IOException {
    Path file = directory.resolve("puppet-ha.yaml");
    Files.writeString(
        file,
        """
        identity: { ssldir: ssl, certname: %1$s }
        sites:
          ams:
            servers: [{ host: "%2$s" }]
            gateways: [{ host: %1$s, listen: "127.0.0.1:%3$d" }]
        """
            .formatted(NAME, server.address(), freePort()));
    return SiteProcess.builder(Topology.load(file), "ams")
        .resolver(FakeMaster.loopback())
        .every(every)
        .build();
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      return socket.getLocalPort();
    }
  }

  private SslDirectory files(Identity identity) {
    SslDirectory files = SslDirectory.of(directory.resolve("ssl"), NAME);
    files.saveCaBundle(bytes(Pem.encodeCertificates(server.trust().authorities())));
    files.saveCrls(bytes(Pem.encodeCrls(server.trust().crls())));
    files.saveKeys(new KeyPair(identity.certificate().getPublicKey(), identity.key()));
    files.saveCertificate(identity.certificate());
    return files;
  }

  private static byte[] bytes(String pem) {
    return pem.getBytes(StandardCharsets.US_ASCII);
  }

  /** The certificate that a client is shown who never came before. */
  private X509Certificate shown(int port) throws IOException {
    try (SSLSocket socket =
        (SSLSocket)
            TlsContexts.client((Identity) null, server.trust())
                .getSocketFactory()
                .createSocket(
                    new Socket(InetAddress.getByName("127.0.0.1"), port), NAME, port, true)) {
      socket.startHandshake();
      Certificate[] chain = socket.getSession().getPeerCertificates();
      return (X509Certificate) chain[0];
    }
  }

  @Test
  void aRenewedCertificateIsShownWithoutARestart() throws IOException {
    Identity first = server.issue(NAME);
    SslDirectory files = files(first);
    try (SiteProcess site = gateway(Duration.ofMillis(100)).start()) {
      assertThat(shown(site.port())).isEqualTo(first.certificate());

      Identity second = server.issue(NAME);
      files.saveKeys(new KeyPair(second.certificate().getPublicKey(), second.key()));
      assertThat(shown(site.port()))
          .as("a key without its certificate changes nothing")
          .isEqualTo(first.certificate());
      files.saveCertificate(second.certificate());

      while (!shown(site.port()).equals(second.certificate())) {
        Thread.onSpinWait();
      }
    }
  }
}
