package io.github.puppetha.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a server's list of environments tells of revisions. */
class TreeNamesTest {
  private static final String LISTING =
      """
      {"search_paths":["file:///code"],"environments":{
        "production":{"settings":{"modulepath":["/x"],
          "manifest":"/code/.puppet-ha/environments/production_0123abcd/manifests"}},
        "elsewhere":{"settings":{"manifest":"/etc/site.pp",
          "modulepath":["/other","/code/.puppet-ha/environments/elsewhere_89abcdef/site"]}},
        "plain":{"settings":{"manifest":"/code/plain/manifests","modulepath":[]}},
        "stranger":{"settings":{"manifest":"/code/.puppet-ha/environments/plain_0123abcd/m"}},
        "production_0123abcd":{"settings":{
          "manifest":"/code/.puppet-ha/environments/production_0123abcd/manifests"}}}}
      """;

  @Test
  void theLiveRevisionsAreTakenFromManifestOrModulePath() {
    TreeNames names = TreeNames.read(LISTING).orElseThrow();
    assertThat(names.live())
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "production", "production_0123abcd",
                "elsewhere", "elsewhere_89abcdef"));
    assertThat(names.names()).contains("production_0123abcd", "plain").hasSize(5);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "no", "[]", "{}", "{\"environments\":[]}", "{\"environments\":null}"})
  void anythingElseTellsNothing(String text) {
    assertThat(TreeNames.read(text)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"environments\":{\"a\":1,\"b\":{},\"c\":{\"settings\":[]}}}",
        "{\"environments\":{\"a\":{\"settings\":{\"manifest\":{},\"modulepath\":\"x\"}}}}",
      })
  void oddEntriesAreEnvironmentsWithoutARevision(String text) {
    TreeNames names = TreeNames.read(text).orElseThrow();
    assertThat(names.live()).isEmpty();
    assertThat(names.names()).contains("a");
  }

  @Test
  void theNameThatSendsAnAgentRoundLeadsBack() {
    assertThat(TreeNames.ofAgain(TreeNames.again("a_b"))).contains("a_b");
    assertThat(TreeNames.ofAgain("_00000000")).isEmpty();
    assertThat(TreeNames.ofAgain("a_00000001")).isEmpty();
  }
}
