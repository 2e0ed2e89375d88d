package io.github.puppetha.examples.embedding;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.puppetha.pki.Identity;
import io.github.puppetha.pki.Pem;
import io.github.puppetha.pki.SslDirectory;
import io.github.puppetha.testkit.FakeMaster;
import io.github.puppetha.testkit.junit5.StartFakeMaster;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GetCertificateTest {
  @StartFakeMaster FakeMaster ca = FakeMaster.builder().name("ca.example.test").build();
  @TempDir Path directory;

  @Test
  void certificateAndKeyAreInTheDirectory() throws Exception {
    byte[] bundle = Pem.encodeCertificates(ca.trust().authorities()).getBytes(US_ASCII);
    byte[] digest = MessageDigest.getInstance("SHA-256").digest(bundle);
    SslDirectory ssl = SslDirectory.of(directory, "node1.example.test");

    Identity identity =
        GetCertificate.certificate(
            ca.address(), ssl, HexFormat.of().formatHex(digest), FakeMaster.loopback());

    assertThat(identity.certname()).isEqualTo("node1.example.test");
    assertThat(directory.resolve("certs/node1.example.test.pem")).exists();
    assertThat(directory.resolve("private_keys/node1.example.test.pem")).exists();
  }
}
