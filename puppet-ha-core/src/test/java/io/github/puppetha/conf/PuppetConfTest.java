package io.github.puppetha.conf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.puppetha.Problem;
import io.github.puppetha.PuppetHaException;
import io.github.puppetha.SourceRange;
import io.github.puppetha.conf.PuppetConf.Role;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PuppetConfTest {
  private static final Path FILE = Path.of("/etc/puppetlabs/puppet/puppet.conf");

  @TempDir Path directory;

  @Test
  void theSectionOfTheRoleComesBeforeMain() {
    PuppetConf conf =
        parse(
            """
            # a comment
            environment = before
            [main]
            server = m
            [master]
            server = old
            dns_alt_names = a,b
            [server]
              server =  s
            [agent]
            server = a
            """);
    assertThat(conf.problems()).isEmpty();
    assertThat(conf.value(Role.SERVER, "server")).contains("s");
    assertThat(conf.value(Role.AGENT, "server")).contains("a");
    assertThat(conf.value(Role.USER, "server")).contains("m");
    assertThat(conf.value(Role.SERVER, "dns_alt_names")).contains("a,b");
    assertThat(conf.value(Role.AGENT, "dns_alt_names")).isEmpty();
    assertThat(conf.value(Role.USER, "environment")).contains("before");
    assertThat(conf.setting(Role.SERVER, "server").orElseThrow().range())
        .isEqualTo(new SourceRange(9, 3, 9, 9));
    assertThat(conf.setting(Role.SERVER, "server").orElseThrow().valueRange())
        .isEqualTo(new SourceRange(9, 13, 9, 14));
  }

  @Test
  void theFirstOfTwoCounts() {
    PuppetConf conf = parse("[main]\nserver = a\n[agent]\n[main]\nserver = b\n");
    assertThat(conf.value(Role.AGENT, "server")).contains("a");
    assertThat(conf.problems())
        .extracting(Problem::toString)
        .containsExactly(
            FILE
                + ":5:1: warning: 'server' stands already in line 2, which counts"
                + " [conf/duplicate_setting]");
  }

  @Test
  void versionedEnvironmentDirsIsOffUnlessAServerHasIt() {
    assertThat(parse("").versionedEnvironmentDirs()).isFalse();
    assertThat(parse("[agent]\nversioned_environment_dirs = true\n").versionedEnvironmentDirs())
        .isFalse();
    assertThat(parse("[server]\nversioned_environment_dirs=TRUE\n").versionedEnvironmentDirs())
        .isTrue();
    assertThat(parse("[main]\nversioned_environment_dirs = \"true\" \n").versionedEnvironmentDirs())
        .isTrue();
    assertThat(
            parse(
                    "[main]\nversioned_environment_dirs=true\n[server]\nversioned_environment_dirs=no")
                .versionedEnvironmentDirs())
        .isFalse();
  }

  @Test
  void environmentPathsAreExpanded() {
    assertThat(parse("").environmentPath())
        .containsExactly(Path.of("/etc/puppetlabs/code/environments"));
    assertThat(PuppetConf.parse(Path.of("/etc/puppet/puppet.conf"), "").environmentPath())
        .containsExactly(Path.of("/etc/puppet/code/environments"));
    PuppetConf conf = parse("codedir = /srv/$x\nx = p\nenvironmentpath = $codedir/e:$confdir/f\n");
    assertThat(conf.environmentPath())
        .isEqualTo(List.of(Path.of("/srv/p/e"), Path.of("/etc/puppetlabs/puppet/f")));
  }

  @Test
  void aReferenceToItselfEnds() {
    assertThat(parse("a = $b\nb = $a\n").value(Role.USER, "a")).contains("$a");
  }

  @Test
  void fileOptionsAreNotPartOfTheValue() {
    PuppetConf conf = parse("ssldir = /x { owner = puppet, mode = 0771 }\n");
    assertThat(conf.value(Role.USER, "ssldir")).contains("/x");
    assertThat(conf.problems()).isEmpty();
  }

  @Test
  void whatPuppetRefusesIsAProblem() {
    assertThat(
            parse(
                    """
                    ; no comment
                    [production]
                    foo-bar = 1
                    server puppet
                    vardir = ${confdir}/x
                    [ agent ]
                    """)
                .problems())
        .extracting(p -> p.range().line() + ":" + p.range().column() + " " + p.rule())
        .containsExactly(
            "1:1 conf/syntax",
            "2:1 conf/unknown_section",
            "3:1 conf/syntax",
            "4:1 conf/syntax",
            "5:10 conf/file_options",
            "6:1 conf/syntax");
  }

  @Test
  void aMissingFileIsEmptyAndADirectoryIsAnError() {
    assertThat(PuppetConf.read(directory.resolve("puppet.conf")).settings()).isEmpty();
    assertThatThrownBy(() -> PuppetConf.read(directory))
        .isInstanceOf(PuppetHaException.class)
        .hasMessageContaining(directory.toString());
  }

  @Test
  void aVeryLongLineTakesNoLongTime() {
    PuppetConf conf = parse("a = " + " ".repeat(5_000_000) + "b" + "\t".repeat(5_000_000) + "\n");
    assertThat(conf.value(Role.USER, "a")).contains("b");
  }

  private static PuppetConf parse(String text) {
    return PuppetConf.parse(FILE, text);
  }
}
