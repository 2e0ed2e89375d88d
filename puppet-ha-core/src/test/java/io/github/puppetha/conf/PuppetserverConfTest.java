package io.github.puppetha.conf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PuppetserverConfTest {
  private static final String PACKAGED =
      """
      authorization: {
          version: 1
          rules: [
              {
                  # Allow services to retrieve catalogs on behalf of others
                  match-request: { path: "^/puppet/v4/catalog/?$", type: regex, method: post }
                  deny: "*"
                  sort-order: 500
                  name: "puppetlabs v4 catalog for services"
              },
              {
                  match-request: { path: "/", type: path }
                  deny: "*"
                  sort-order: 999
                  name: "puppetlabs deny all"
              }
          ]
      }
      """;

  @TempDir Path directory;

  private PuppetserverConf read(String auth, String server) throws IOException {
    Files.writeString(directory.resolve("auth.conf"), auth);
    Files.writeString(directory.resolve("puppetserver.conf"), server);
    return PuppetserverConf.read(directory);
  }

  @Test
  void thePackagedRulesAllowNothingOfADeployment() throws IOException {
    PuppetserverConf conf = read(PACKAGED, "jruby-puppet: { max-active-instances: 2 }");
    for (AuthRule rule : AuthRule.values()) {
      assertThat(conf.allows(rule, "deploy.test")).as("%s", rule).isFalse();
    }
    assertThat(conf.multithreaded()).isFalse();
    assertThat(conf.headerIdentity()).isFalse();
    assertThat(conf.versionedCode()).isFalse();
  }

  @Test
  void whatWeTellToPasteAllowsIt() throws IOException {
    for (AuthRule rule : AuthRule.values()) {
      String text = rule.text("deploy.test");
      PuppetserverConf conf = read(PACKAGED.replace("rules: [", "rules: [\n" + text), "");
      assertThat(conf.allows(rule, "deploy.test")).as("%s", rule).isTrue();
      assertThat(conf.allows(rule, "other.test")).as("%s", rule).isFalse();
    }
  }

  @Test
  void rulesAreTakenInTheirSortOrderAndListsAreRead() throws IOException {
    String rule =
        """
        { match-request: { path: "/puppet-admin-api", type: path, method: [get, delete] },
          allow: ["*.ops.test", { extensions: { pp_role: x } }], sort-order: 300, name: mine },
        """;
    String denial =
        """
        { match-request: { path: "/puppet-admin-api/v1/jruby-pool", type: path },
          deny: "*", sort-order: 100, name: first },
        """;
    PuppetserverConf conf = read(PACKAGED.replace("rules: [", "rules: [" + rule + denial), "");
    assertThat(conf.allows(AuthRule.ENVIRONMENT_CACHE, "ci.ops.test")).isTrue();
    assertThat(conf.allows(AuthRule.ENVIRONMENT_CACHE, "ci.dev.test")).isFalse();
    assertThat(conf.allows(AuthRule.JRUBY_POOL, "ci.ops.test")).isFalse();
  }

  @Test
  void switchesAreReadAcrossFiles() throws IOException {
    PuppetserverConf conf =
        read(
            "authorization.allow-header-cert-info: true",
            "jruby-puppet { multithreaded: true }\nversioned-code.code-id-command: /x");
    assertThat(conf.multithreaded()).isTrue();
    assertThat(conf.headerIdentity()).isTrue();
    assertThat(conf.versionedCode()).isTrue();
  }

  @Test
  void aBrokenFileIsNamedWithItsLine() {
    assertThatThrownBy(() -> read("authorization: {\n  rules: [\n", ""))
        .hasMessageContaining(directory.resolve("auth.conf") + ": 3:");
    assertThatThrownBy(() -> PuppetserverConf.read(directory.resolve("nowhere")))
        .hasMessageContaining("nowhere");
  }
}
