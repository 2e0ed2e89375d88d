package io.github.puppetha.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.puppetha.http.PuppetPaths.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PuppetPathsTest {
  @ParameterizedTest
  @CsvSource({
    "/puppet-ca/v1/certificate/ca, CA, certificate, ca",
    "/puppet-ca/v1/certificate_request/a.example.com?environment=production, CA,"
        + " certificate_request, a.example.com",
    "/puppet-ca/v1/certificate_revocation_list, CA, certificate_revocation_list,",
    "/puppet-ca/v1/sign/all, CA, sign, all",
    "/status/v1/simple/ca, CA, status,",
    "/puppet/v3/catalog/a.example.com?environment=production, CATALOG, catalog, a.example.com",
    "/puppet/v3/node/a, NODE, node, a",
    "/puppet/v3/facts/a, FACTS, facts, a",
    "/puppet/v3/report/a, REPORT, report, a",
    "/puppet/v3/file_metadatas/plugins?recurse=true&ignore=.svn, FILE, file_metadatas, plugins",
    "/puppet/v3/file_content/modules/m/a%20b%3Bc//d, FILE, file_content, modules/m/a%20b%3Bc//d",
    "/puppet/v3/environments, OTHER, environments,",
    "/puppet/v3/tasks/a/b, OTHER, tasks, a/b",
    "/status/v1/simple/server, STATUS, status,",
    "/status/v1/services, OTHER, /status/v1/services,",
    "/status/catalog/x, OTHER, /status/catalog/x,",
  })
  void todaysPathsAreSentOnAsTheyAre(String target, Kind kind, String resource, String name) {
    assertThat(PuppetPaths.classify(target))
        .isEqualTo(new PuppetPath.Accepted(kind, resource, name, target, false));
  }

  @ParameterizedTest
  @CsvSource({
    "/production/certificate/ca, CA, /puppet-ca/v1/certificate/ca",
    "/production/certificate_revocation_list/ca, CA,"
        + " /puppet-ca/v1/certificate_revocation_list/ca",
    "/dev/catalog/a.example.com, CATALOG, /puppet/v3/catalog/a.example.com?environment=dev",
    "/dev/catalog/a?environment=other&b=c, CATALOG, /puppet/v3/catalog/a?b=c&environment=dev",
    "/dev/file_metadata/modules/m/f?links=manage, FILE,"
        + " /puppet/v3/file_metadata/modules/m/f?links=manage&environment=dev&source_permissions=use",
    "/dev/file_metadatas/plugins?source_permissions=ignore, FILE,"
        + " /puppet/v3/file_metadatas/plugins?source_permissions=ignore&environment=dev",
    "/dev/file_content/plugins/a.rb, FILE, /puppet/v3/file_content/plugins/a.rb?environment=dev",
    "/v2.0/environments, OTHER, /puppet/v3/environments",
    "/production/status/no_key, STATUS, /production/status/no_key",
  })
  void puppet3FormsAreRewritten(String target, Kind kind, String rewritten) {
    PuppetPath.Accepted read = (PuppetPath.Accepted) PuppetPaths.classify(target);

    assertThat(read.kind()).isEqualTo(kind);
    assertThat(read.target()).isEqualTo(rewritten);
    assertThat(read.legacy()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "puppet/v3/node/a",
        "//puppet/v3/node/a",
        "/puppet-ca/v1/certificate;x/ca",
        "/puppet/v3/file_content/modules/m/a;b",
        "/puppet-ca/v1/certificate%2fca",
        "/puppet-ca/v1//certificate/ca",
        "/puppet-ca//v1/certificate/ca",
        "/%70uppet-ca/v1/certificate/ca",
        "/puppet-ca/v1/%63ertificate/ca",
        "/puppet/v3/catalog/a%2e",
        "/puppet/v3/catalog/a/b",
        "/puppet/v3/file_content/../catalog/a",
        "/puppet/v3/file_content/modules/%2e%2E/a",
        "/puppet/v3/file_content/modules/./a",
        "/puppet/v3/file_content//modules/a",
        "/puppet/v3/file_content/modules/a%00b",
        "/puppet/v3/file_content/modules/a%5cb",
        "/puppet/v3/file_content/modules/a%2Fb",
        "/puppet/v3/file_content/modules/%zz",
        "/puppet/v3/file_content/modules/%4",
        "/puppet/v3/file_content/modules/a b",
        "/puppet/v3/file_content/modules/ä",
        "/puppet/v3/node/a?environment=a b",
        "/puppet/v3/node/a?x=\n",
        "/puppet/v3/node/a#b",
        "/prod/catalog/a%2Fb",
        "/prod//catalog/a",
        "/../puppet/v3/node/a",
      })
  void whatServersCouldReadOtherwiseIsRefused(String target) {
    assertThat(PuppetPaths.classify(target))
        .isInstanceOfSatisfying(
            PuppetPath.Refused.class, refused -> assertThat(refused.status()).isEqualTo(400));
  }

  @Test
  void aLongPathIsReadToo() {
    String target = "/puppet/v3/file_content/modules/" + "%20a".repeat(20_000);

    assertThat(PuppetPaths.classify(target)).isInstanceOf(PuppetPath.Accepted.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "_a", "a.example.com", "a-b.c_d", "1.2.3.4", "a.-b"})
  void certnames(String name) {
    assertThat(PuppetPaths.isCertname(name)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "A", "a.", ".a", "a..b", "-a", "a-", "a-.b", "*.a", "a/b", "a b", "a%2eb"})
  void notCertnames(String name) {
    assertThat(PuppetPaths.isCertname(name)).isFalse();
  }
}
