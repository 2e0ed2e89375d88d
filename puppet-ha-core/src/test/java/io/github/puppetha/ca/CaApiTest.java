package io.github.puppetha.ca;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.puppetha.http.PuppetRequest;
import io.github.puppetha.http.PuppetResponse;
import io.github.puppetha.io.JsonReader;
import io.github.puppetha.pki.CertificateIssuer;
import io.github.puppetha.pki.CertificateRequest;
import io.github.puppetha.pki.Pem;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CaApiTest {
  @TempDir private Path temporary;
  private Path cadir;
  private CaEngine ca;
  private CaApi api;
  private X509Certificate admin;
  private X509Certificate node;

  @BeforeEach
  void create() {
    cadir = temporary.resolve("ca");
    ca = TestCa.create(cadir);
    api = CaApi.of(ca);
    CertificateIssuer issuer = CertificateIssuer.selfSignedCa("x", TestCa.NODE, TestCa.CLOCK);
    admin = issuer.leaf("admin", TestCa.NODE.getPublic()).extension("pp_cli_auth", "true").sign();
    node = issuer.leaf("node", TestCa.NODE.getPublic()).sign();
  }

  @AfterEach
  void close() {
    ca.close();
  }

  private PuppetResponse call(
      String method, String path, String body, @Nullable X509Certificate by) {
    return api.handle(
        new PuppetRequest(
            method,
            "/puppet-ca/v1/" + path,
            Map.of("Content-Type", List.of("application/json")),
            body.getBytes(StandardCharsets.UTF_8)),
        by);
  }

  private PuppetResponse put(CertificateRequest request) {
    return call("PUT", "certificate_request/" + request.certname(), request.pem(), null);
  }

  private void signed(String name) {
    put(TestCa.request(name));
    ca.sign(name, null);
  }

  @ParameterizedTest
  @CsvSource({
    "GET,certificate/ca,200,200,200",
    "GET,certificate/none,404,404,404",
    "GET,certificate_revocation_list/ca,200,200,200",
    "GET,certificate_revocation_list/x,403,403,403",
    "GET,certificate_request/none,404,404,404",
    "DELETE,certificate_request/none,403,403,403",
    "GET,certificate_status/none,403,403,404",
    "DELETE,certificate_status/none,403,403,404",
    "POST,certificate_status/none,403,403,403",
    "GET,certificate_statuses/all,403,403,200",
    "GET,certificate_statuses/,403,403,400",
    "GET,certificate_statuses,403,403,400",
    "PUT,certificate_statuses/all,403,403,405",
    "GET,expirations,403,200,200",
    "PUT,clean,403,403,400",
    "POST,sign,403,403,422",
    "POST,sign/all,403,403,200",
    "POST,certificate_renewal,403,404,404",
    "PUT,certificate_revocation_list,403,403,400",
    "GET,elsewhere,403,403,403",
    "GET,certificate/%2e%2e,400,400,400",
    "GET,certificate/%zz,400,400,400",
    "GET,certificate/..%2f..%2fca_key,400,400,400",
    "GET,certificate/ca_key,404,404,404",
  })
  void whoMayDoWhat(String method, String path, int nobody, int anybody, int administrator) {
    // A target that is no URI cannot even be made by some clients; servers get it all the same.
    assertThat(call(method, path, "", null).status()).isEqualTo(nobody);
    assertThat(call(method, path, "", node).status()).isEqualTo(anybody);
    assertThat(call(method, path, "", admin).status()).isEqualTo(administrator);
  }

  @Test
  void refusalsAreWordedAsPuppetServerWordsThem() {
    assertThat(call("GET", "certificate_status/a", "", node).text())
        .isEqualTo(
            "Forbidden request: /puppet-ca/v1/certificate_status/a (method :get). Please see the"
                + " server logs for details.");
    assertThat(call("GET", "certificate/a", "", null).text())
        .isEqualTo("Could not find certificate a");
  }

  @Test
  void anAgentGetsItsCertificate() {
    assertThat(put(TestCa.request("a")).status()).isEqualTo(200);
    assertThat(put(TestCa.request("a")).status()).isEqualTo(400);
    assertThat(CertificateRequest.parse(call("GET", "certificate_request/a", "", null).text()))
        .isEqualTo(TestCa.request("a"));
    assertThat(call("GET", "certificate/a", "", null).status()).isEqualTo(404);

    PuppetResponse sign =
        call(
            "PUT", "certificate_status/a", "{\"desired_state\":\"signed\",\"cert_ttl\":60}", admin);

    assertThat(sign.status()).isEqualTo(204);
    PuppetResponse got = call("GET", "certificate/a", "", null);
    assertThat(got.firstHeader("content-type")).contains("text/plain");
    assertThat(Pem.certificate(got.text()).getNotAfter().toInstant())
        .isEqualTo(TestCa.NOW.plusSeconds(60));
  }

  @Test
  void whatIsNoRequestIsAServerError() {
    assertThat(call("PUT", "certificate_request/a", "hello", null).status()).isEqualTo(500);
    assertThat(call("PUT", "certificate_request/b", TestCa.request("a").pem(), null).text())
        .contains("does not match requested key");
  }

  @Test
  void signingAndRevokingHavePuppetsStatuses() {
    String sign = "{\"desired_state\":\"signed\"}";
    String revoke = "{\"desired_state\":\"revoked\"}";
    assertThat(call("PUT", "certificate_status/a", sign, admin).status()).isEqualTo(409);
    assertThat(call("PUT", "certificate_status/a", revoke, admin).status()).isEqualTo(404);
    put(TestCa.request("a", "pp_cli_auth", "true"));
    assertThat(call("PUT", "certificate_status/a", sign, admin).status()).isEqualTo(409);
    assertThat(call("PUT", "certificate_status/a", revoke, admin).status()).isEqualTo(409);
    signed("b");
    assertThat(call("PUT", "certificate_status/b", revoke, admin).status()).isEqualTo(204);
    assertThat(call("PUT", "certificate_status/b", revoke, admin).status()).isEqualTo(204);
    assertThat(call("PUT", "certificate_status/B", sign, admin).text())
        .isEqualTo("Invalid certificate subject.");
    for (String bad :
        List.of(
            "",
            "[]",
            "{",
            "{}",
            "{\"desired_state\":\"x\"}",
            "{\"desired_state\":\"signed\",\"cert_ttl\":\"1d\"}")) {
      assertThat(call("PUT", "certificate_status/a", bad, admin).status()).as(bad).isEqualTo(400);
    }
    PuppetRequest text =
        PuppetRequest.put("/puppet-ca/v1/certificate_status/a", "text/plain", sign);
    assertThat(api.handle(text, admin).status()).isEqualTo(415);
  }

  @Test
  void aStatusHasPuppetsKeys() {
    signed("a.example.com");
    String json = call("GET", "certificate_status/a.example.com", "", admin).text();
    assertThat(JsonReader.read("status", json).problems()).isEmpty();
    assertThat(json)
        .startsWith(
            "{\"name\":\"a.example.com\",\"state\":\"signed\","
                + "\"dns_alt_names\":[\"DNS:a.example.com\"],"
                + "\"subject_alt_names\":[\"DNS:a.example.com\"],"
                + "\"authorization_extensions\":{},\"fingerprint\":\"")
        .contains("\"SHA1\":", "\"SHA512\":", "\"default\":")
        .endsWith(
            "\"serial_number\":2,\"not_before\":\"2026-02-28T12:00:00UTC\","
                + "\"not_after\":\"2031-02-28T12:00:00UTC\"}");
  }

  @Test
  void statusesCanBeFiltered() {
    signed("a");
    signed("b");
    ca.revoke("b");
    put(TestCa.request("c"));
    assertThat(call("GET", "certificate_statuses/x", "", admin).text())
        .contains("\"a\"", "\"b\"", "\"c\"");
    assertThat(call("GET", "certificate_statuses/x?state=requested", "", admin).text())
        .contains("\"c\"")
        .doesNotContain("\"a\"", "\"b\"");
    assertThat(call("GET", "certificate_statuses/x?state=revoked", "", admin).text())
        .contains("\"b\"")
        .doesNotContain("\"a\"", "\"c\"");
  }

  @Test
  void deletingForgetsWithoutRevoking() {
    signed("a");
    assertThat(call("DELETE", "certificate_status/a", "", admin).status()).isEqualTo(204);
    assertThat(call("DELETE", "certificate_status/a", "", admin).status()).isEqualTo(404);
    assertThat(ca.trust().crls().get(0).getRevokedCertificates()).isNull();
  }

  @Test
  void manyAtOnce() {
    put(TestCa.request("a"));
    put(TestCa.request("b", "pp_cli_auth", "true"));
    assertThat(call("POST", "sign", "{\"certnames\":[\"a\",\"b\",\"c\",\"../x\"]}", admin).text())
        .isEqualTo("{\"signed\":[\"a\"],\"no-csr\":[\"c\",\"../x\"],\"signing-errors\":[\"b\"]}");
    assertThat(call("POST", "sign/all", "", admin).text())
        .isEqualTo("{\"signed\":[],\"no-csr\":[],\"signing-errors\":[\"b\"]}");
    assertThat(call("PUT", "clean", "{\"certnames\":[\"a\"],\"async\":false}", admin).text())
        .isEqualTo("Successfully cleaned all certs.");
    assertThat(call("PUT", "clean", "{\"certnames\":[\"zz\"]}", admin).text()).contains("zz");
  }

  @Test
  void whatDidNotChangeIsNotSentAgain() throws Exception {
    Instant changed = Instant.parse("2026-01-05T00:00:00Z");
    Files.setLastModifiedTime(cadir.resolve("ca_crl.pem"), FileTime.from(changed));
    PuppetRequest request = PuppetRequest.get("/puppet-ca/v1/certificate_revocation_list/ca");
    PuppetRequest same = request.header("If-Modified-Since", "Mon, 05 Jan 2026 00:00:00 GMT");
    PuppetRequest older = request.header("If-Modified-Since", "Sun, 04 Jan 2026 00:00:00 GMT");
    PuppetRequest broken = request.header("If-Modified-Since", "yesterday");
    assertThat(api.handle(same, null).status()).isEqualTo(304);
    assertThat(Pem.crls(api.handle(older, null).text())).hasSize(1);
    assertThat(api.handle(broken, null).status()).isEqualTo(200);
    assertThat(api.handle(request, null).headers()).doesNotContainKey("last-modified");
  }

  @Test
  void renewalIsOffUnlessAllowed() {
    signed("a");
    X509Certificate own = ca.certificate("a").orElseThrow();
    assertThat(call("POST", "certificate_renewal", "", own).status()).isEqualTo(404);
    ca.close();
    ca =
        TestCa.builder(cadir)
            .settings(CaSettings.defaults().withAutoRenewal(true, Duration.ofDays(60)))
            .open();
    api = CaApi.of(ca);
    PuppetResponse renewed = call("POST", "certificate_renewal", "", own);
    assertThat(Pem.certificate(renewed.text()).getSerialNumber()).isEqualTo(3);
    assertThat(call("POST", "certificate_renewal", "", node).status()).isEqualTo(403);
  }

  @Test
  void expirationsAreListed() {
    assertThat(call("GET", "expirations", "", node).text())
        .contains("\"ca-certs\":{\"Puppet CA: puppet.example.com\":\"2031-02-28T12:00:00UTC\"}")
        .contains("\"crls\":{\"Puppet CA: puppet.example.com\":\"2031-02-28T12:00:00UTC\"}");
  }
}
