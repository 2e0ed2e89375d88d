package io.github.puppetha.code;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.puppetha.code.ModuleSource.RefKind;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PuppetfileTest {

  @Test
  void readsEveryWayToWriteAGitModule() {
    PuppetfileResult result =
        parse(
            """
            # comment
            moduledir 'thirdparty'
            mod 'a',
              :git => 'https://x/a.git',   # trailing
              :ref => "v1"

            mod 'owner/b', git: "https://x/b.git", tag: 'v2', install_path: 'site'
            mod('c', { 'git' => 'https://x/c.git', :branch => :control_branch,
                       default_branch: 'main' })
            mod 'owner-d', type: 'git', source: 'https://x/d.git',
                version: 'v3', exclude_spec: false
            mod 'e', git:
              'https://x/e.git', commit: 'abcdef0' \\
              , install_path: '.'
            =begin
            mod 'nothing'
            =end
            mod "f", local: true; exclusion 'x'
            __END__
            this is not read
            """);
    assertThat(result.problems()).isEmpty();
    assertThat(result.modules())
        .extracting(PuppetModule::path)
        .containsExactly(
            "thirdparty/a", "site/b", "thirdparty/c", "thirdparty/d", "e", "thirdparty/f");
    assertThat(git(result, 0).ref()).isEqualTo("v1");
    assertThat(git(result, 1).kind()).isEqualTo(RefKind.TAG);
    assertThat(git(result, 2).kind()).isEqualTo(RefKind.CONTROL_BRANCH);
    assertThat(git(result, 2).defaultBranch()).isEqualTo("main");
    assertThat(git(result, 3).ref()).isEqualTo("v3");
    assertThat(git(result, 4).remote()).isEqualTo("https://x/e.git");
    assertThat(result.modules().get(5).source()).isInstanceOf(ModuleSource.Local.class);
  }

  @Test
  void readsForgeSubversionAndArchives() {
    PuppetfileResult result =
        parse(
            """
            mod 'puppetlabs/stdlib', '9.4.1'
            mod 'puppetlabs-apt', :latest
            mod 'puppet/nginx'
            mod 'x', svn: 'https://svn/x', rev: '12'
            mod 'y', type: 'tarball', source: 'https://x/y.tgz', version: 'ab12ab12ab12ab12ab12ab12ab12ab12ab12ab12ab12ab12ab12ab12ab12ab12'
            """);
    assertThat(result.problems()).isEmpty();
    assertThat(result.modules())
        .extracting(PuppetModule::source)
        .containsExactly(
            new ModuleSource.Forge("puppetlabs", "9.4.1", false),
            new ModuleSource.Forge("puppetlabs", null, true),
            new ModuleSource.Forge("puppet", null, false),
            new ModuleSource.Svn("https://svn/x", "12", null, null),
            new ModuleSource.Archive("https://x/y.tgz", "ab12".repeat(16)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "mod 'a' :git => 'https://x'            | 1 |  9 | puppetfile/syntax",
        "mod 'a, git: 'https://x', ref: 'v1'    | 1 | 35 | puppetfile/syntax",
        "mod 'a', git: 'https://x', ref: 'v1',  | 2 |  1 | puppetfile/syntax",
        "mod 'a', git: ENV['A'], ref: 'v1'      | 1 | 15 | puppetfile/unsupported_ruby",
        "mod 'a', git: 'x' + 'y', ref: 'v1'     | 1 | 19 | puppetfile/unsupported_ruby",
        "mod 'a', git: \"https://#{h}\", tag: 'v' | 1 | 15 | puppetfile/unsupported_ruby",
        "if true                                | 1 |  1 | puppetfile/unsupported_ruby",
        "require 'json'                         | 1 |  1 | puppetfile/unsupported_ruby",
        "base = 'https://x'                     | 1 |  1 | puppetfile/unsupported_ruby",
        "modul 'a', '1.0.0'                     | 1 |  1 | puppetfile/unknown_directive",
        "mod 'a', git: 'x', reff: 'v1'          | 1 |  5 | puppetfile/ref",
        "mod 'a', git: true, ref: 'v1'          | 1 | 15 | puppetfile/bad_value",
        "mod 'a/b/c', '1.0.0'                   | 1 |  5 | puppetfile/bad_name",
        "mod 'a', '1.0.0'                       | 1 |  5 | puppetfile/bad_name",
        "mod 'a', git: 'x', svn: 'y'            | 1 |  5 | puppetfile/source",
        "mod 'a', git: 'x', tag: 'v', ref: 'w'  | 1 | 20 | puppetfile/ref",
        "mod 'a', git: 'x', ref: '../x'         | 1 | 25 | puppetfile/ref",
        "mod 'a/b', '>= 1.0.0'                  | 1 | 12 | puppetfile/version",
        "mod 'a/b', install_path: '../..'       | 1 | 26 | puppetfile/install_path",
        "mod 'a/b', install_path: '/etc'        | 1 | 26 | puppetfile/install_path",
        "mod 'a/b', install_path: 'x/.GIT'      | 1 | 26 | puppetfile/install_path",
        "moduledir '/etc/modules'               | 1 | 11 | puppetfile/moduledir",
        "forge 'https://forge'                  | 1 |  1 | puppetfile/forge_ignored",
      })
  void saysWhereAndWhatIsWrong(String line, int row, int column, String rule) {
    assertThat(parse(line + "\n").problems())
        .anySatisfy(
            problem -> {
              assertThat(problem.rule()).isEqualTo(rule);
              assertThat(problem.range().line()).isEqualTo(row);
              assertThat(problem.range().column()).isEqualTo(column);
            });
  }

  @Test
  void oneMistakeIsToldOnceAndTheRestIsRead() {
    PuppetfileResult result =
        parse(
            """
            if ENV['X']
              puts 'y'
            end
            mod 'a/b', '1.0.0'
            mod 'a/c', git: foo(1, 2), ref: 'x'
            mod 'a/d', '1.0.0'
            """);
    assertThat(result.problems()).extracting(p -> p.range().line()).containsExactly(1, 5);
    assertThat(result.modules()).extracting(PuppetModule::name).containsExactly("b", "d");
  }

  @Test
  void refusesTwoModulesInOneDirectoryAndOneInsideAnother() {
    PuppetfileResult result =
        parse(
            """
            mod 'a/ntp', '1.0.0'
            mod 'b/ntp', '1.0.0'
            mod 'b/inner', install_path: 'modules/ntp/files'
            """);
    assertThat(result.problems())
        .extracting(p -> p.rule() + " " + p.range().line())
        .containsExactly("puppetfile/duplicate_module 2", "puppetfile/install_path 3");
    assertThat(result.problems().get(0).message()).contains("first in line 1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n", "\uFEFF# only\n", "mod", "mod(", "mod 'a', {", "'", "\\", ":"})
  void neverThrows(String text) {
    assertThat(parse(text)).isNotNull();
  }

  @Test
  void neverThrowsForRandomText() {
    List<String> parts =
        List.of(
            "mod ",
            "'a'",
            "\"b",
            ", ",
            "git: ",
            ":ref",
            " => ",
            "\n",
            "(",
            ")",
            "{",
            "}",
            "#",
            "=begin\n",
            "=end",
            "\\",
            "if ",
            "forge ",
            "moduledir ",
            "1.2",
            "::",
            "\0",
            "é",
            ";");
    Random random = new Random(7);
    for (int i = 0; i < 3000; i++) {
      StringBuilder text = new StringBuilder();
      random.ints(random.nextInt(20), 0, parts.size()).forEach(n -> text.append(parts.get(n)));
      assertThat(parse(text.toString())).isNotNull();
    }
  }

  private static ModuleSource.Git git(PuppetfileResult result, int index) {
    return (ModuleSource.Git) result.modules().get(index).source();
  }

  private static PuppetfileResult parse(String text) {
    return Puppetfile.parse("Puppetfile", text);
  }
}
