package io.github.puppetha.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.puppetha.HostPort;
import io.github.puppetha.http.HttpTransport;
import io.github.puppetha.http.NameResolver;
import io.github.puppetha.http.PuppetRequest;
import io.github.puppetha.http.PuppetResponse;
import io.github.puppetha.io.Tree;
import io.github.puppetha.pki.Identity;
import io.github.puppetha.pki.TrustBundle;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What Puppet Server answers, real or fake: a subclass says where one is, who asks, and where its
 * environments are, in which {@code production} is written anew.
 */
abstract class PuppetServerContract {
  private HttpTransport transport;
  private HttpTransport anonymous;

  abstract HostPort server();

  abstract NameResolver resolver();

  /** A node's identity, not an administrator's. */
  abstract Identity identity();

  /** Whom the admin API and the catalogs for services are open to; empty where nobody is. */
  abstract Optional<Identity> administrator();

  abstract TrustBundle trust();

  abstract Path environments();

  @BeforeEach
  void connect() throws IOException {
    transport =
        HttpTransport.builder().identity(identity()).trust(trust()).resolver(resolver()).build();
    anonymous = HttpTransport.builder().trust(trust()).resolver(resolver()).build();
    Path module = environments().resolve("production/modules/ntp");
    write(module.resolve("lib/facter/ntp.rb"), "# fact\n");
    write(module.resolve("lib/.git/config"), "x");
    write(module.resolve("facts.d/site.txt"), "site=ams\n");
    Files.setPosixFilePermissions(
        module.resolve("facts.d/site.txt"), PosixFilePermissions.fromString("rw-r-----"));
    write(module.resolve("files/etc/ntp conf"), "server ntp\n");
    write(environments().resolve("production/manifests/site.pp"), "notify { 'hello': }\n");
  }

  static void write(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  @AfterEach
  void disconnect() {
    transport.close();
    anonymous.close();
  }

  private String me() {
    return identity().certname();
  }

  private PuppetResponse get(String target) {
    return send(PuppetRequest.get(target).header("Accept", "application/json"));
  }

  private PuppetResponse send(PuppetRequest request) {
    return transport.to(server()).send(request);
  }

  private static Tree json(PuppetResponse answer) {
    assertThat(answer.firstHeader("content-type").orElse("")).startsWith("application/json");
    return Json.read(answer.text()).orElseThrow();
  }

  private static String text(Tree tree, String key) {
    return Json.text(tree, key).orElse(null);
  }

  @Test
  void nodeHasTheEnvironmentThatWasAskedFor() {
    PuppetResponse answer = get("/puppet/v3/node/" + me() + "?environment=production");
    assertThat(answer.status()).isEqualTo(200);
    assertThat(text(json(answer), "name")).isEqualTo(me());
    assertThat(text(json(answer), "environment")).isEqualTo("production");
    assertThat(answer.firstHeader("x-puppet-version")).isPresent();
  }

  @Test
  void environmentMustBeNamedWellAndExist() {
    PuppetResponse missing = get("/puppet/v3/node/" + me());
    assertThat(missing.status()).isEqualTo(400);
    assertThat(text(json(missing), "message"))
        .isEqualTo("Bad Request: An environment parameter must be specified");
    PuppetResponse bad = get("/puppet/v3/node/" + me() + "?environment=a-b");
    assertThat(bad.status()).isEqualTo(400);
    assertThat(text(json(bad), "message"))
        .isEqualTo("Bad Request: The environment must be purely alphanumeric, not 'a-b'");
    PuppetResponse unknown = get("/puppet/v3/file_metadatas/plugins?environment=nope");
    assertThat(unknown.status()).isEqualTo(404);
    assertThat(text(json(unknown), "message"))
        .isEqualTo("Not Found: Could not find environment 'nope'");
  }

  @Test
  void catalogHoldsTheManifestsNotify() {
    PuppetResponse answer = send(catalogRequest("production"));
    assertThat(answer.status()).isEqualTo(200);
    Tree catalog = json(answer);
    assertThat(text(catalog, "name")).isEqualTo(me());
    assertThat(text(catalog, "environment")).isEqualTo("production");
    assertThat(text(catalog, "version")).isNotEmpty();
    assertThat(Json.notices(catalog)).containsExactly("hello");
    assertThat(Json.items(Json.member(catalog, "resources").orElseThrow()))
        .extracting(resource -> text(resource, "type") + "[" + text(resource, "title") + "]")
        .contains("Stage[main]", "Class[Settings]", "Class[main]", "Notify[hello]");
    assertThat(Json.items(Json.member(catalog, "edges").orElseThrow()))
        .extracting(edge -> text(edge, "source") + "->" + text(edge, "target"))
        .contains("Stage[main]->Class[main]", "Class[main]->Notify[hello]");
  }

  @Test
  void catalogOfAnUnknownEnvironmentIsOfTheNodesOwn() {
    PuppetResponse answer = send(catalogRequest("nope"));
    assertThat(answer.status()).isEqualTo(200);
    assertThat(text(json(answer), "environment")).isEqualTo("production");
  }

  private PuppetRequest catalogRequest(String environment) {
    String facts =
        "{\"name\":\""
            + me()
            + "\",\"values\":{\"a\":\"b c+%\"},"
            + "\"timestamp\":\"2026-11-25T00:00:00Z\",\"expiration\":\"2046-11-25T00:00:00Z\"}";
    String once = URLEncoder.encode(facts, StandardCharsets.UTF_8).replace("+", "%20");
    String form =
        "facts_format=application%2Fjson&facts="
            + URLEncoder.encode(once, StandardCharsets.UTF_8)
            + "&transaction_uuid=2b7f3a9e-8e5f-4a0b-9c57-0d9d3f7e7a11&static_catalog=true"
            + "&checksum_type=sha256&environment="
            + environment;
    String target = "/puppet/v3/catalog/" + me() + "?environment=" + environment;
    return PuppetRequest.post(target, "application/x-www-form-urlencoded", form)
        .header("Accept", "application/json");
  }

  @Test
  void whatIsAnothersIsForbidden() {
    for (String path : List.of("/puppet/v3/node/other.test", "/puppet/v3/catalog/other.test")) {
      PuppetResponse answer = get(path + "?environment=production");
      assertThat(answer.status()).isEqualTo(403);
      assertThat(answer.text())
          .isEqualTo(
              "Forbidden request: "
                  + path
                  + " (method :get). Please see the server logs for details.");
    }
    PuppetRequest flush =
        new PuppetRequest(
            "DELETE", "/puppet-admin-api/v1/environment-cache", Map.of(), new byte[0]);
    assertThat(send(flush).status()).isEqualTo(403);
    assertThat(get("/puppet/v3/environment_modules?environment=production").status())
        .isEqualTo(403);
  }

  @Test
  void withoutCertificateThereIsStatusOnly() {
    PuppetResponse status =
        anonymous.to(server()).send(PuppetRequest.get("/status/v1/simple/server"));
    assertThat(status.status()).isEqualTo(200);
    assertThat(status.text()).isEqualTo("running");
    String node = "/puppet/v3/node/" + me() + "?environment=production";
    assertThat(anonymous.to(server()).send(PuppetRequest.get(node)).status()).isEqualTo(403);
  }

  @Test
  void pluginsOfAllModulesAreListed() {
    PuppetResponse answer =
        get(
            "/puppet/v3/file_metadatas/plugins?recurse=true&links=follow&checksum_type=sha256"
                + "&source_permissions=ignore&ignore=.git&environment=production");
    assertThat(answer.status()).isEqualTo(200);
    List<Tree> entries = Json.items(json(answer));
    assertThat(entries)
        .extracting(entry -> text(entry, "relative_path") + " " + text(entry, "type"))
        .containsExactlyInAnyOrder(". directory", "facter directory", "facter/ntp.rb file");
    Tree fact =
        entries.stream()
            .filter(entry -> "facter/ntp.rb".equals(text(entry, "relative_path")))
            .findFirst()
            .orElseThrow();
    assertThat(text(fact, "mode")).isEqualTo("420");
    assertThat(text(fact, "links")).isEqualTo("follow");
    assertThat(text(Json.member(fact, "checksum").orElseThrow(), "value"))
        .isEqualTo(Checksums.sha256("# fact\n".getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void withoutRecursionThereIsTheRootOnly() {
    Tree answer = json(get("/puppet/v3/file_metadatas/plugins?environment=production"));
    assertThat(Json.items(answer))
        .extracting(entry -> text(entry, "relative_path"))
        .containsExactly(".");
  }

  @Test
  void externalFactsKeepTheirMode() {
    Tree answer =
        json(
            get(
                "/puppet/v3/file_metadatas/pluginfacts?recurse=true&links=follow"
                    + "&checksum_type=md5&source_permissions=use&environment=production"));
    Tree fact =
        Json.items(answer).stream()
            .filter(entry -> "site.txt".equals(text(entry, "relative_path")))
            .findFirst()
            .orElseThrow();
    assertThat(text(fact, "mode")).isEqualTo(Integer.toString(0640));
    assertThat(text(Json.member(fact, "checksum").orElseThrow(), "value"))
        .isEqualTo("{md5}" + md5("site=ams\n"));
  }

  private static String md5(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("MD5").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void moduleFilesHaveMetadataAndContent() {
    String key = "modules/ntp/etc/ntp%20conf?environment=production";
    Tree metadata = json(get("/puppet/v3/file_metadata/" + key));
    assertThat(text(metadata, "path")).endsWith("/modules/ntp/files/etc/ntp conf");
    assertThat(text(metadata, "type")).isEqualTo("file");
    PuppetRequest request = PuppetRequest.get("/puppet/v3/file_content/" + key);
    PuppetResponse content = send(request.header("Accept", "application/octet-stream"));
    assertThat(content.text()).isEqualTo("server ntp\n");
    assertThat(content.firstHeader("content-type")).contains("application/octet-stream");
  }

  @Test
  void filesThatAreNotThereAreNamed() {
    PuppetResponse metadata = get("/puppet/v3/file_metadata/modules/ntp/no?environment=production");
    assertThat(metadata.status()).isEqualTo(404);
    assertThat(text(json(metadata), "message"))
        .isEqualTo("Not Found: Could not find file_metadata modules/ntp/no");
    assertThat(text(json(metadata), "issue_kind")).isEqualTo("RESOURCE_NOT_FOUND");
    PuppetResponse search = get("/puppet/v3/file_metadatas/modules/ntp/no?environment=production");
    assertThat(text(json(search), "message"))
        .isEqualTo("Not Found: Could not find instances in file_metadata with 'modules/ntp/no'");
    assertThat(get("/puppet/v3/file_content/modules/no/no?environment=production").status())
        .isEqualTo(404);
  }

  @Test
  void environmentsAreListed() {
    Tree answer = json(get("/puppet/v3/environments"));
    Tree production =
        Json.member(answer, "environments")
            .flatMap(all -> Json.member(all, "production"))
            .flatMap(environment -> Json.member(environment, "settings"))
            .orElseThrow();
    assertThat(text(production, "manifest")).endsWith("/production/manifests");
    assertThat(Json.items(Json.member(production, "modulepath").orElseThrow())).isNotEmpty();
  }

  @Test
  void environmentsSayForHowLongTheyAreHeld() {
    Tree production =
        Json.member(json(get("/puppet/v3/environments")), "environments")
            .flatMap(all -> Json.member(all, "production"))
            .flatMap(environment -> Json.member(environment, "settings"))
            .orElseThrow();
    assertThat(text(production, "environment_timeout")).matches("\\d+|unlimited");
  }

  @Test
  void metricsNameTheRequestsThatHaveJrubies() {
    Tree status = json(get("/status/v1/services/jruby-metrics?level=debug"));
    Tree metrics =
        Json.member(status, "status")
            .flatMap(s -> Json.member(s, "experimental"))
            .flatMap(e -> Json.member(e, "metrics"))
            .orElseThrow();
    assertThat(Json.member(metrics, "borrowed-instances")).get().isInstanceOf(Tree.ListNode.class);
    assertThat(text(metrics, "num-jrubies")).matches("[1-9]\\d*");
    Tree plain = json(get("/status/v1/services/jruby-metrics"));
    assertThat(Json.member(plain, "status").flatMap(s -> Json.member(s, "experimental"))).isEmpty();
  }

  @Test
  void administratorsFlushWhateverTheName() {
    try (HttpTransport admin = administration()) {
      String cache = "/puppet-admin-api/v1/environment-cache?environment=";
      for (String name : List.of("production", "production_0a1b2c3d")) {
        assertThat(delete(admin, cache + name)).isEqualTo(204);
      }
      assertThat(delete(admin, "/puppet-admin-api/v1/jruby-pool/none")).isEqualTo(404);
      assertThat(delete(transport, "/puppet-admin-api/v1/jruby-pool/none")).isEqualTo(403);
      assertThat(delete(admin, "/puppet-admin-api/v1/jruby-pool")).isEqualTo(204);
      assertThat(admin.to(server()).send(PuppetRequest.get("/puppet/v3/environments")).status())
          .isEqualTo(200);
    }
  }

  @Test
  void administratorsGetTheCatalogOfAnyNode() {
    String body =
        "{\"certname\":\"other.test\",\"environment\":\"%s\","
            + "\"persistence\":{\"facts\":false,\"catalog\":false},"
            + "\"facts\":{\"values\":{}},\"trusted_facts\":{\"values\":{}},"
            + "\"options\":{\"prefer_requested_environment\":true}}";
    String path = "/puppet/v4/catalog";
    String type = "application/json";
    try (HttpTransport admin = administration()) {
      PuppetRequest request = PuppetRequest.post(path, type, body.formatted("production"));
      assertThat(send(request).status()).isEqualTo(403);
      Tree catalog = Json.member(json(admin.to(server()).send(request)), "catalog").orElseThrow();
      assertThat(text(catalog, "name")).isEqualTo("other.test");
      assertThat(text(catalog, "environment")).isEqualTo("production");
      assertThat(Json.items(Json.member(catalog, "resources").orElseThrow())).isNotEmpty();
      PuppetResponse unknown =
          admin.to(server()).send(PuppetRequest.post(path, type, body.formatted("nope")));
      assertThat(unknown.status()).isEqualTo(500);
      assertThat(unknown.text()).contains("Could not find a directory environment named 'nope'");
    }
  }

  private HttpTransport administration() {
    Optional<Identity> who = administrator();
    assumeTrue(who.isPresent(), "no administrator is named (contract.administrator)");
    return HttpTransport.builder()
        .identity(who.orElseThrow())
        .trust(trust())
        .resolver(resolver())
        .build();
  }

  private int delete(HttpTransport who, String target) {
    PuppetRequest request = new PuppetRequest("DELETE", target, Map.of(), new byte[0]);
    return who.to(server()).send(request).status();
  }

  @Test
  void reportsAreTakenAndAnsweredInJson() {
    String target = "/puppet/v3/report/" + me() + "?environment=production";
    PuppetResponse answer = send(PuppetRequest.put(target, "application/json", report(me())));
    assertThat(answer.status()).isEqualTo(200);
    assertThat(Json.items(json(answer))).isNotEmpty();
    assertThat(send(PuppetRequest.put(target, "application/json", report("other"))).status())
        .isEqualTo(500);
    assertThat(send(PuppetRequest.put(target, "application/json", "{bad")).status()).isEqualTo(400);
    assertThat(send(PuppetRequest.put(target, "text/foo", report(me()))).status()).isEqualTo(415);
  }

  private static String report(String host) {
    return "{\"host\":\""
        + host
        + "\",\"time\":\"2026-11-25T00:00:00.000000000Z\",\"configuration_version\":1,"
        + "\"transaction_uuid\":\"2b7f3a9e-8e5f-4a0b-9c57-0d9d3f7e7a11\",\"report_format\":12,"
        + "\"puppet_version\":\"7.23.0\",\"status\":\"unchanged\",\"transaction_completed\":true,"
        + "\"noop\":false,\"noop_pending\":false,\"environment\":\"production\",\"logs\":[],"
        + "\"metrics\":{},\"resource_statuses\":{},\"corrective_change\":false}";
  }

  @Test
  void factsAreTaken() {
    String target = "/puppet/v3/facts/" + me() + "?environment=production";
    String facts =
        "{\"name\":\""
            + me()
            + "\",\"values\":{\"a\":1},"
            + "\"timestamp\":\"2026-11-25T00:00:00Z\",\"expiration\":\"2046-11-25T00:00:00Z\"}";
    assertThat(send(PuppetRequest.put(target, "application/json", facts)).status()).isEqualTo(200);
  }

  @Test
  void statusKnowsItsServices() {
    assertThat(get("/status/v1/simple").text()).isEqualTo("running");
    PuppetResponse unknown = get("/status/v1/simple/nothing");
    assertThat(unknown.status()).isEqualTo(404);
    assertThat(unknown.text()).isEqualTo("not found: nothing");
    Tree services = json(get("/status/v1/services"));
    assertThat(Json.member(services, "server").flatMap(one -> Json.text(one, "state")))
        .contains("running");
  }
}
