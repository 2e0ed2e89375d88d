package io.github.puppetha.pki;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SslDirectoryTest {
  private final CertificateIssuer ca = TestKeys.ca();
  @TempDir private Path temporary;

  private SslDirectory ssl() {
    return SslDirectory.of(temporary.resolve("ssl"), "a.example.com");
  }

  private static String mode(Path path) throws Exception {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }

  @Test
  void whatIsSavedIsReadBackFromPuppetsPlaces() throws Exception {
    SslDirectory ssl = ssl();
    String bundle = "# our CA\n" + Pem.encodeCertificates(ca.chain());
    ssl.saveCaBundle(bundle.getBytes(StandardCharsets.UTF_8));
    ssl.saveCrls(Pem.encode(ca.emptyCrl()).getBytes(StandardCharsets.UTF_8));
    ssl.saveKeys(TestKeys.NODE);
    ssl.saveCertificate(ca.issue("a.example.com", TestKeys.NODE, List.of()).certificate());

    assertThat(ssl.identity().certname()).isEqualTo("a.example.com");
    assertThat(ssl.identity().key()).isEqualTo(TestKeys.NODE.getPrivate());
    assertThat(ssl.trustBundle().authorities()).containsExactly(ca.certificate());
    assertThat(ssl.trustBundle().crls()).hasSize(1);
    Path root = temporary.resolve("ssl");
    assertThat(root.resolve("certs/ca.pem")).hasContent(bundle);
    assertThat(mode(root.resolve("private_keys/a.example.com.pem"))).isEqualTo("rw-------");
    assertThat(mode(root.resolve("private_keys"))).isEqualTo("rwx------");
    assertThat(mode(root)).isEqualTo("rwxr-x---");
    assertThat(mode(root.resolve("certs/a.example.com.pem"))).isEqualTo("rw-r--r--");
  }

  @Test
  void aCertificateOfAnotherKeyIsNamedWithTheRemedy() {
    SslDirectory ssl = ssl();
    ssl.saveKeys(TestKeys.NODE);
    ssl.saveCertificate(ca.issue("a.example.com", TestKeys.EC, List.of()).certificate());
    assertThatThrownBy(ssl::identity)
        .hasMessageContaining("does not match its private key")
        .hasMessageContaining("Clean 'a.example.com' on the CA");
  }

  @Test
  void whatIsMissingIsNamed() {
    assertThat(ssl().keyPair()).isEmpty();
    assertThatThrownBy(() -> ssl().identity())
        .hasMessageContaining("private_keys/a.example.com.pem");
    assertThatThrownBy(() -> ssl().trustBundle()).hasMessageContaining("certs/ca.pem");
  }

  @Test
  void whatIsBrokenIsNamed() throws Exception {
    SslDirectory ssl = ssl();
    ssl.saveCaBundle("half a file".getBytes(StandardCharsets.UTF_8));
    assertThatThrownBy(ssl::caBundle)
        .isInstanceOf(PemException.class)
        .hasMessageContaining("ca.pem")
        .hasMessageContaining("no PEM certificate");
  }

  @Test
  void noNameLeadsOutOfTheDirectory() {
    assertThatThrownBy(() -> SslDirectory.of(temporary, "../../etc/shadow"))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
