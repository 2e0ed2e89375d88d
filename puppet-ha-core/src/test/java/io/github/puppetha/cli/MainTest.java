package io.github.puppetha.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.puppetha.pki.Identity;
import io.github.puppetha.pki.Pem;
import io.github.puppetha.pki.SslDirectory;
import io.github.puppetha.testkit.FakeMaster;
import io.github.puppetha.testkit.junit5.StartFakeMaster;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MainTest {
  @StartFakeMaster FakeMaster master = FakeMaster.builder().name("puppet1.example.test").build();

  @TempDir Path directory;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  private int run(String... arguments) throws InterruptedException {
    return Main.run(
        List.of(arguments),
        InputStream.nullInputStream(),
        new PrintStream(out),
        new PrintStream(err),
        new CountDownLatch(0));
  }

  private String err() {
    return err.toString(StandardCharsets.UTF_8);
  }

  @Test
  void aWrongCallIsAnsweredWithTheRightOne() throws Exception {
    assertThat(run("gatway")).isEqualTo(2);
    assertThat(err()).contains("not 'gatway'").contains("usage: gateway --site NAME");
    assertThat(run("gateway", "--config", "x")).isEqualTo(2);
    assertThat(err()).contains("--site is needed");
  }

  @Test
  void aMissingTopologyIsNamed() throws Exception {
    String file = directory.resolve("none.yaml").toString();

    assertThat(run("gateway", "--site", "ams", "--config", file)).isEqualTo(1);
    assertThat(err()).contains(file);
  }

  @Test
  void aGatewayOpensWithTheFilesOfItsSslDirectory() throws Exception {
    Identity identity = master.issue("gw.example.test");
    SslDirectory ssl = SslDirectory.of(directory.resolve("ssl"), "gw.example.test");
    ssl.saveKeys(new KeyPair(identity.certificate().getPublicKey(), identity.key()));
    ssl.saveCertificate(identity.certificate());
    ssl.saveCaBundle(
        Pem.encodeCertificates(master.trust().authorities()).getBytes(StandardCharsets.US_ASCII));
    int port;
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    Path file = directory.resolve("puppet-ha.yaml");
    Files.writeString(
        file,
        """
        identity: { ssldir: ssl, certname: gw.example.test }
        sites:
          ams:
            servers: [{ host: puppet1.example.test }]
            gateways: [{ host: gw.example.test, name: puppet.example.test, listen: "127.0.0.1:%d" }]
        """
            .formatted(port));

    assertThat(run("gateway", "--site", "ams", "--config", file.toString())).as(err()).isZero();
    assertThat(out.toString(StandardCharsets.UTF_8)).contains("listens on port " + port);
    assertThat(run("gateway", "--site", "fra", "--config", file.toString())).isEqualTo(1);
    assertThat(err()).contains("no site 'fra'");
  }

  @Test
  void aMonitorOfASiteThatHasNoneIsToldWhatToAdd() throws Exception {
    Path file = directory.resolve("puppet-ha.yaml");
    Files.writeString(
        file,
        """
        sites: { ams: { domain: ams.example.test, servers: [{ host: puppet1.ams.example.test }] } }
        """);

    assertThat(run("monitor", "--site", "ams", "--config", file.toString())).isEqualTo(1);
    assertThat(err()).contains("add 'monitor: {}' beside 'update' under sites.ams.dns");
    assertThat(run("monitor")).isEqualTo(2);
    assertThat(err()).contains("--site is needed").contains("usage: monitor --site NAME");
  }
}
