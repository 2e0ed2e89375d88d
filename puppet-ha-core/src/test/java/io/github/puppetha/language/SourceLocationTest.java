package io.github.puppetha.language;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SourceLocationTest {
  @ParameterizedTest
  @CsvSource({
    "foo/manifests/init.pp, foo",
    "foo/manifests/bar.pp, foo::bar",
    "foo/manifests/bar/init.pp, foo::bar::init",
    "Foo/manifests/Bar/Baz.pp, foo::bar::baz",
    "foo/functions/f.pp, foo::f",
    "foo/plans/init.pp, foo",
    "foo/types/a/b/c.pp, foo::a::b::c",
    "foo/manifests/x.y.pp, foo::x.y"
  })
  void isWhatTheAutoloaderLooksFor(String path, String namespace) {
    assertThat(SourceLocation.of(path)).isEqualTo(new SourceLocation(namespace));
  }

  @ParameterizedTest
  @ValueSource(strings = {"foo/other/a.pp", "foo/init.pp", "foo/manifests.pp", "a.pp"})
  void isNowhereOutsideOfTheFourDirectories(String path) {
    assertThat(SourceLocation.of(path)).isEqualTo(new SourceLocation(null));
  }

  @ParameterizedTest
  @ValueSource(strings = {"foo/manifests/a.PP", "foo/templates/a.epp", "foo/manifests/.pp"})
  void isNotCheckedForOtherFiles(String path) {
    assertThat(SourceLocation.of(path)).isNull();
  }

  @Test
  void namesNeedOnlyBeginWithIt() {
    String init = "foo/manifests/init.pp";
    assertThat(Findings.inModule(init, "class foo { } class foox { } type Bar = Integer"))
        .isEmpty();
    assertThat(Findings.inModule(init, "class foo { }\nclass bar { }"))
        .containsExactly("illegal_definition_location 2:1");
    assertThat(Findings.inModule("foo/other/a.pp", "class foo::a { }"))
        .containsExactly("illegal_definition_location 1:1");
  }

  @Test
  void aModulesFileHoldsDefinitionsOnly() {
    String file = "foo/manifests/a.pp";
    assertThat(Findings.inModule(file, "notice(1) node b { } class foo::a { } 1"))
        .containsExactly(
            "illegal_top_construct_location 1:1",
            "illegal_top_construct_location 1:11",
            "illegal_top_construct_location 1:39");
    assertThat(Findings.inModule(file, "notice(1)"))
        .containsExactly("illegal_top_construct_location 1:1");
    assertThat(Findings.inModule(file, "# nothing")).isEmpty();
    assertThat(Findings.inModule(file, "")).isEmpty();
    assertThat(Findings.of("notice(1)")).isEmpty();
  }
}
