package io.github.puppetha.validate;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.puppetha.Problem;
import io.github.puppetha.Severity;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What rules that look across files leave alone, and how they tell what they found. */
class CrossFileRulesTest {
  @TempDir Path directory;
  private ValidateDirectory repo;

  @BeforeEach
  void empty() throws IOException {
    repo = new ValidateDirectory(directory).with("manifests/site.pp", "");
  }

  private List<String> found() {
    return repo.report().problems().stream()
        .filter(problem -> problem.severity() != Severity.INFO)
        .map(ValidateDirectory::place)
        .toList();
  }

  private String init(String body) throws IOException {
    repo.with("site/web/manifests/init.pp", body);
    return String.join("\n", found());
  }

  @Test
  void whatAModuleThatIsNotAtHandMayHaveIsNotUnknown() throws IOException {
    String body =
        """
        class web(Nginx::Port $port = nginx::port()) inherits nginx::params {
          nginx::site { 'a': root => $nginx::root }
          some_type { 'b': x => 1 }
          some_function($inherited)
          notice(template('nginx/x.erb'))
          file { '/x': source => 'puppet:///modules/nginx/x' }
        }
        """;
    assertThat(init(body)).isEmpty();
    assertThat(repo.report().problems())
        .singleElement()
        .satisfies(p -> assertThat(p.rule()).isEqualTo("reference/module_not_at_hand"))
        .satisfies(p -> assertThat(p.message()).endsWith(": nginx"));
  }

  @Test
  void whatStandsInAFileThatDoesNotParseIsNotUnknown() throws IOException {
    repo.with("site/web/manifests/a.pp", "class web::a {\n");
    assertThat(init("class web {\n  include web::a\n  fiel { 'x': }\n}\n"))
        .isEqualTo("site/web/manifests/a.pp:1:14 syntax/syntax_error");
  }

  @Test
  void aMisspeltModuleIsFoundWhenTheRightOneHasThatName() throws IOException {
    repo.with("site/profile/manifests/base.pp", "class profile::base { }");
    assertThat(init("class web { include profle::base }\n"))
        .isEqualTo("site/web/manifests/init.pp:1:21 reference/unknown_class");
  }

  @Test
  void whatTheCodeAsksForMayBeMissing() throws IOException {
    String body =
        """
        class web {
          if defined('web::maybe') {
            include web::maybe
          }
          if defined(Class['web::other']) {
            Class['web::other'] -> Notify['x']
          }
          if versioncmp($facts['puppetversion'], '6') < 0 {
            old_function(1)
          }
          notify { 'x': }
        }
        """;
    assertThat(init(body)).isEmpty();
  }

  @Test
  void variablesOfNodesTopLevelLambdasAndTemplatesAreKnown() throws IOException {
    repo.with("manifests/site.pp", "$top = 1\nnode 'a' {\n  $tier = 2\n  include web\n}\n");
    String body =
        """
        class web($a) {
          $list = [1, 2].map |$x| { $y = $x + $a; $y }
          [$b, $c] = $list
          if $a =~ /(x)/ { notice($1) }
          notice("${top} ${tier} ${b} ${c} ${module_name} ${trusted['certname']}")
        }
        """;
    assertThat(init(body)).isEmpty();
  }

  @Test
  void whatALambdaSetsIsNotKnownOutside() throws IOException {
    String body = "class web {\n  [1].each |$x| { $local = $x }\n  notice($local)\n}\n";
    assertThat(init(body)).isEqualTo("site/web/manifests/init.pp:3:10 reference/unknown_variable");
  }

  @Test
  void defaultsAndSplatsMayGiveWhatADefineNeeds() throws IOException {
    repo.with("site/web/manifests/site.pp", "define web::site(String $root, $x = 1) { }\n");
    assertThat(init("class web($h) {\n  web::site { 'a': * => $h }\n}\n")).isEmpty();
    assertThat(init("class web {\n  Web::Site { root => '/' }\n  web::site { 'a': }\n}\n"))
        .isEmpty();
    assertThat(init("class web {\n  web::site { default: root => '/'; 'a': }\n}\n")).isEmpty();
  }

  @Test
  void hieraDataMayGiveWhatAClassNeeds() throws IOException {
    repo.with("data/common.yaml", "web::port: 80\n")
        .with("site/web/manifests/init.pp", "class web($port) { }\n")
        .with("manifests/site.pp", "class { 'web': }\n");
    assertThat(found()).isEmpty();
    repo.with("data/common.yaml", "{}\n");
    assertThat(repo.report().problems())
        .singleElement()
        .satisfies(p -> assertThat(p.rule()).isEqualTo("reference/missing_parameter"))
        .satisfies(p -> assertThat(p.severity()).isEqualTo(Severity.WARNING));
  }

  @Test
  void theFileThatCausesAProblemElsewhereIsNamed() throws IOException {
    repo.with("site/web/manifests/init.pp", "class web($port) { }\n")
        .with("manifests/site.pp", "class { 'web': prot => 1, port => 2 }\ninclude web::gone\n");
    assertThat(repo.report().problems().stream().map(Problem::causes))
        .containsExactly(
            List.of("site/web/manifests/init.pp"), List.of("site/web/manifests/gone.pp"));
  }

  @Test
  void anUnknownVariableThatMayBeAFactIsAWarning() throws IOException {
    init("class web($listen_port) { notice($datacenter, $listen_prot) }\n");
    assertThat(repo.report().problems().stream().map(Problem::severity))
        .containsExactly(Severity.WARNING, Severity.ERROR);
    assertThat(
            Validator.builder(directory).puppetVersion(7).build().validate().problems().stream()
                .map(Problem::severity))
        .containsExactly(Severity.WARNING, Severity.WARNING);
  }

  @Test
  void examplesOfAModuleMakeNoRunFail() throws IOException {
    repo.with("site/web/examples/init.pp", "include web::gone\n");
    assertThat(init("class web { }\n"))
        .isEqualTo("site/web/examples/init.pp:1:9 reference/unknown_class");
    assertThat(repo.report().problems().get(0).severity()).isEqualTo(Severity.WARNING);
  }

  @Test
  void namesMayBeginWithColonsAndHaveCapitals() throws IOException {
    repo.with("site/web/manifests/a.pp", "class web::a { $x = 1 }\n");
    String body =
        """
        class web {
          include ::web::a
          contain '::web::a'
          class { '::Web::A': }
          notice($::web::a::x)
          Class['web::a'] -> Class['::web::a']
        }
        """;
    assertThat(init(body)).isEmpty();
  }
}
