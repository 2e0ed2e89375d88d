package io.github.puppetha.ca;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.puppetha.PuppetHaException;
import io.github.puppetha.ca.CaRefusedException.Reason;
import io.github.puppetha.io.Threads;
import io.github.puppetha.pki.CertificateIssuer;
import io.github.puppetha.pki.CertificateRequest;
import io.github.puppetha.pki.CertificateVerifier;
import io.github.puppetha.pki.CertificateVerifier.Usage;
import io.github.puppetha.pki.Keys;
import io.github.puppetha.pki.PuppetExtensions;
import io.github.puppetha.pki.PuppetOids;
import io.github.puppetha.pki.Verdict;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CaEngineTest {
  @TempDir private Path temporary;
  private Path cadir;
  private CaEngine ca;

  @BeforeEach
  void create() {
    cadir = temporary.resolve("ca");
    ca = TestCa.create(cadir);
  }

  @AfterEach
  void close() {
    ca.close();
  }

  private void reopen(CaBuilder builder) {
    ca.close();
    ca = builder.open();
  }

  private static Reason reason(Runnable work) {
    try {
      work.run();
    } catch (CaRefusedException e) {
      return e.reason();
    }
    throw new AssertionError("nothing was refused");
  }

  @Test
  void theDirectoryIsPuppets() throws Exception {
    assertThat(Files.readString(cadir.resolve("serial"))).isEqualTo("0002");
    assertThat(Files.readString(cadir.resolve("inventory.txt")))
        .isEqualTo(
            "0x0001 2026-02-28T12:00:00UTC 2031-02-28T12:00:00UTC"
                + " /CN=Puppet CA: puppet.example.com\n");
    assertThat(Files.readString(cadir.resolve("ca_key.pem"))).startsWith("-----BEGIN RSA PRIVATE");
    assertThat(
            PosixFilePermissions.toString(
                Files.getPosixFilePermissions(cadir.resolve("ca_key.pem"))))
        .isEqualTo("rw-r-----");
    assertThat(cadir.resolve("signed")).isEmptyDirectory();
    assertThat(cadir.resolve("requests")).isEmptyDirectory();
    assertThat(cadir.resolve("ca_pub.pem")).exists();
  }

  @Test
  void aRequestWaitsAndIsSigned() throws Exception {
    assertThat(ca.submit(TestCa.request("a.example.com"))).isEmpty();
    assertThat(cadir.resolve("requests/a.example.com.pem")).exists();

    X509Certificate certificate = ca.sign("a.example.com", null);

    assertThat(certificate.getSerialNumber()).isEqualTo(2);
    assertThat(cadir.resolve("requests/a.example.com.pem")).doesNotExist();
    assertThat(ca.certificate("a.example.com")).contains(certificate);
    assertThat(Files.readString(cadir.resolve("serial"))).isEqualTo("0003");
    assertThat(Files.readAllLines(cadir.resolve("inventory.txt")))
        .endsWith("0x0002 2026-02-28T12:00:00UTC 2031-02-28T12:00:00UTC /CN=a.example.com");
    Verdict verdict =
        CertificateVerifier.of(ca.trust(), TestCa.CLOCK).verify(certificate, Usage.CLIENT);
    assertThat(verdict.reason()).isEqualTo(Verdict.Reason.TRUSTED);
  }

  @Test
  void duplicatesAreRefusedInPuppetsWords() {
    ca.submit(TestCa.request("a"));
    assertThatThrownBy(() -> ca.submit(TestCa.request("a")))
        .hasMessage("a already has a requested certificate; ignoring certificate request");
    ca.sign("a", null);
    assertThatThrownBy(() -> ca.submit(TestCa.request("a")))
        .hasMessage("a already has a signed certificate; ignoring certificate request");
    ca.revoke("a");
    assertThatThrownBy(() -> ca.submit(TestCa.request("a")))
        .hasMessage("a already has a revoked certificate; ignoring certificate request");

    reopen(TestCa.builder(cadir).settings(CaSettings.defaults().withDuplicateCerts(true)));
    assertThat(ca.submit(TestCa.request("a"))).isEmpty();
  }

  @Test
  void namesMustBeNamesAndAgree() throws Exception {
    assertThatThrownBy(() -> ca.submit("b", TestCa.request("a")))
        .hasMessage("Instance name \"a\" does not match requested key \"b\"");
    for (String bad : List.of("../../evil", "A", "a b", "*.example.com", "..")) {
      assertThat(reason(() -> ca.submit(TestCa.request(bad)))).isEqualTo(Reason.BAD_NAME);
    }
    assertThat(cadir.resolve("requests")).isEmptyDirectory();
    assertThat(temporary).isDirectoryNotContaining("glob:**evil*");
  }

  @Test
  void policyIsHeldWhenSigning() {
    CertificateRequest names =
        CertificateRequest.create("n", TestCa.NODE, List.of("www"), Map.of());
    ca.submit(names);
    ca.submit(TestCa.request("r", "pp_auth_role", "boss"));
    ca.submit(TestCa.request("c", "pp_cli_auth", "true"));
    ca.submit(TestCa.request("f", "1.2.3.4", "x"));
    ca.submit(TestCa.forged("s"));
    for (String name : List.of("n", "r", "c", "f", "s")) {
      assertThat(reason(() -> ca.sign(name, null))).as(name).isEqualTo(Reason.POLICY);
    }
    assertThatThrownBy(() -> ca.sign("f", null))
        .hasMessage("Found extensions that are not permitted: 1.2.3.4");

    reopen(
        TestCa.builder(cadir)
            .settings(
                CaSettings.defaults().withSubjectAltNames(true).withAuthorizationExtensions(true)));
    assertThat(ca.sign("n", null).getSerialNumber()).isEqualTo(2);
    assertThat(PuppetExtensions.of(ca.sign("r", null)))
        .containsEntry(PuppetOids.oid("pp_auth_role"), "boss");
    assertThatThrownBy(() -> ca.sign("c", null))
        .hasMessage("Found extensions that are not permitted: " + PuppetOids.CLI_AUTH);
  }

  @Test
  void theOwnNameAsAlternativeNameIsNoMatterOfPolicy() {
    ca.submit(CertificateRequest.create("a", TestCa.NODE, List.of("a"), Map.of()));
    assertThat(ca.sign("a", Duration.ofDays(3)).getNotAfter().toInstant())
        .isEqualTo(TestCa.NOW.plus(Duration.ofDays(3)));
  }

  @Test
  void whatAutosignMayNotSignStaysPending() {
    reopen(TestCa.builder(cadir).autosign(Autosign.all()));
    assertThat(ca.submit(TestCa.request("good"))).isPresent();
    assertThat(reason(() -> ca.submit(TestCa.request("bad", "pp_cli_auth", "true"))))
        .isEqualTo(Reason.POLICY);
    assertThat(ca.request("bad")).isPresent();
    assertThat(ca.certificate("bad")).isEmpty();
  }

  @Test
  void revokingTakesAllUnexpiredCertificatesOfAName() {
    reopen(
        TestCa.builder(cadir)
            .autosign(Autosign.all())
            .settings(CaSettings.defaults().withDuplicateCerts(true)));
    X509Certificate first = ca.submit(TestCa.request("a")).orElseThrow();
    X509Certificate second = ca.submit(TestCa.request("a")).orElseThrow();
    ca.submit(TestCa.request("b"));

    ca.revoke("a");
    ca.revoke("a");

    var crl = ca.trust().crls().get(0);
    assertThat(CertificateIssuer.crlNumber(crl)).isEqualTo(1);
    assertThat(crl.isRevoked(first)).isTrue();
    assertThat(crl.isRevoked(second)).isTrue();
    assertThat(ca.status("a").orElseThrow().state()).isEqualTo(CertificateStatus.State.REVOKED);
    assertThat(ca.status("b").orElseThrow().state()).isEqualTo(CertificateStatus.State.SIGNED);
  }

  @Test
  void cleaningRevokesAndForgets() {
    ca.submit(TestCa.request("a"));
    X509Certificate certificate = ca.sign("a", null);
    assertThat(ca.clean("a")).isTrue();
    assertThat(ca.clean("never")).isFalse();
    assertThat(ca.status("a")).isEmpty();
    assertThat(ca.trust().crls().get(0).isRevoked(certificate)).isTrue();
    assertThat(ca.submit(TestCa.request("a"))).isEmpty();
  }

  @Test
  void whatWasDeletedCanStillBeRevoked() {
    ca.submit(TestCa.request("a"));
    X509Certificate certificate = ca.sign("a", null);
    assertThat(ca.delete("a")).isTrue();
    assertThat(ca.delete("a")).isFalse();
    ca.revoke("a");
    assertThat(ca.trust().crls().get(0).isRevoked(certificate)).isTrue();
  }

  @Test
  void thereMustBeSomethingToSignOrRevoke() {
    assertThat(reason(() -> ca.sign("a", null))).isEqualTo(Reason.NO_REQUEST);
    assertThat(reason(() -> ca.revoke("a"))).isEqualTo(Reason.UNKNOWN);
    ca.submit(TestCa.request("a"));
    assertThat(reason(() -> ca.revoke("a"))).isEqualTo(Reason.NO_CERTIFICATE);
  }

  @Test
  void noSerialIsUsedTwiceWhenAnOldSerialFileIsRestored() throws Exception {
    ca.submit(TestCa.request("a"));
    ca.sign("a", null);
    Files.writeString(cadir.resolve("serial"), "0002");
    reopen(TestCa.builder(cadir));
    ca.submit(TestCa.request("b"));
    assertThat(ca.sign("b", null).getSerialNumber()).isEqualTo(3);
  }

  @Test
  void aCrashAfterTheSerialWasTakenLosesItOnly() throws Exception {
    ca.submit(TestCa.request("a"));
    Path inventory = cadir.resolve("inventory.txt");
    Path aside = cadir.resolve("aside");
    Files.move(inventory, aside);
    assertThatThrownBy(() -> ca.sign("a", null)).hasMessageContaining("inventory.txt");
    Files.move(aside, inventory);
    assertThat(ca.certificate("a")).isEmpty();
    assertThat(ca.sign("a", null).getSerialNumber()).isEqualTo(3);
  }

  @Test
  void halfALineInTheInventoryIsEnded() throws Exception {
    Path inventory = cadir.resolve("inventory.txt");
    Files.writeString(inventory, Files.readString(inventory) + "0x0009 2026-0");
    ca.submit(TestCa.request("a"));
    ca.sign("a", null);
    ca.revoke("a");
    assertThat(Files.readAllLines(inventory)).hasSize(3);
  }

  @Test
  void serialsEndWherePuppetServerStopsReadingThem() throws Exception {
    Files.writeString(cadir.resolve("serial"), "7FFFFFFF");
    ca.submit(TestCa.request("a"));
    assertThatThrownBy(() -> ca.sign("a", null)).hasMessageContaining("7FFFFFFF");
    assertThat(Files.readString(cadir.resolve("serial"))).isEqualTo("7FFFFFFF");
  }

  @Test
  void oneDirectoryHasOneEngine() {
    assertThatThrownBy(() -> CaEngine.open(cadir))
        .isInstanceOf(PuppetHaException.class)
        .hasMessageContaining("in use by another process")
        .hasMessageContaining(cadir.toString());
    ca.close();
    ca = CaEngine.open(cadir);
  }

  @Test
  void aPartOfACaIsNeitherOpenedNorOverwritten() throws Exception {
    ca.close();
    Files.delete(cadir.resolve("ca_crl.pem"));
    assertThatThrownBy(() -> CaEngine.open(cadir)).hasMessageContaining("ca_crl.pem");
    assertThatThrownBy(() -> TestCa.create(cadir)).hasMessageContaining("only a part of a CA");
    assertThatThrownBy(() -> CaEngine.open(temporary.resolve("none")))
        .hasMessageContaining("There is no CA in");
  }

  @Test
  void manyAtOnceGetSerialsOfTheirOwn() {
    reopen(TestCa.builder(cadir).autosign(Autosign.all()));
    List<CompletableFuture<X509Certificate>> signed =
        IntStream.range(0, 24)
            .mapToObj(i -> TestCa.request("node" + i))
            .map(r -> Threads.start("test", () -> ca.submit(r).orElseThrow()))
            .toList();
    assertThat(signed.stream().map(f -> f.join().getSerialNumber().intValue()))
        .containsExactlyInAnyOrderElementsOf(IntStream.range(2, 26).boxed().toList());
  }

  @Test
  void aRenewedCertificateKeepsKeyNamesAndExtensions() {
    X509Certificate old =
        ca.generate(
            issuer ->
                issuer
                    .leaf("a", Keys.pair(TestCa.NODE.getPrivate()).getPublic())
                    .altNames(List.of("puppet", "IP:192.0.2.1"))
                    .extension("pp_cli_auth", "true"),
            "a");
    X509Certificate renewed = ca.renew(old);
    assertThat(renewed.getPublicKey()).isEqualTo(old.getPublicKey());
    assertThat(renewed.getExtensionValue("2.5.29.17")).isNotEmpty();
    assertThat(PuppetExtensions.mayAdministerCa(renewed)).isTrue();
    assertThat(renewed.getNotAfter().toInstant()).isEqualTo(TestCa.NOW.plus(Duration.ofDays(90)));
    assertThat(renewed.getSerialNumber()).isNotEqualTo(old.getSerialNumber());
    X509Certificate foreign =
        CertificateIssuer.selfSignedCa("x", TestCa.NODE, TestCa.CLOCK)
            .leaf("a", TestCa.NODE.getPublic())
            .sign();
    assertThat(reason(() -> ca.renew(foreign))).isEqualTo(Reason.POLICY);
  }
}
