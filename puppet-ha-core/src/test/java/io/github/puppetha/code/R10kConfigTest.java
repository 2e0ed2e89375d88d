package io.github.puppetha.code;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class R10kConfigTest {
  @TempDir Path root;

  @Test
  void readsKeysWithAndWithoutColons() throws IOException {
    R10kConfig config =
        read(
            """
            ---
            :cachedir: '/var/cache/r10k'
            :sources:
              :control:
                remote: 'https://git.example.com/control.git'
                basedir: '/etc/puppetlabs/code/environments'
                prefix: true
              other:
                remote: 'git@git.example.com:other.git'
                basedir: envs
                ignore_branch_prefixes: [wip]
            deploy:
              exclude_spec: false
            """);
    assertThat(config.cachedir()).isEqualTo(Path.of("/var/cache/r10k"));
    assertThat(config.sources()).hasSize(2);
    assertThat(config.sources().get(0).branches().prefix()).isEqualTo(Optional.of("control"));
    assertThat(config.sources().get(1).basedir()).isEqualTo(root.resolve("envs"));
    assertThat(config.excludeSpec()).isFalse();
  }

  @Test
  void tellsEveryMistakeWithItsPlace() {
    assertThatThrownBy(() -> read("cachdir: x\nsources:\n  a:\n    remote: r\n    type: exec\n"))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("r10k.yaml:1:1")
        .hasMessageContaining("'cachdir' is no key")
        .hasMessageContaining("'exec' is not supported")
        .hasMessageContaining("has no 'basedir'");
    assertThatThrownBy(() -> R10kConfig.read(root.resolve("none.yaml")))
        .hasMessageContaining("there is no such file");
  }

  @Test
  void theForgesSettingsAndSubversionAreHeeded() throws IOException {
    R10kConfig config =
        read(
            """
            sources:
              a: { remote: 'https://svn.example.test/a', basedir: /env, type: svn }
            forge:
              baseurl: https://forge.example.test
              proxy: http://proxy.example.test:3128
              authorization_token: Bearer s3cret
            """);
    assertThat(config.sources().get(0).remote()).isEqualTo("svn+https://svn.example.test/a");
    ContentsOptions contents = config.contents();
    assertThat(contents.forge().base()).hasHost("forge.example.test");
    assertThat(contents.forge().authorization()).contains("Bearer s3cret");
    assertThat(contents.proxy().get().uri()).hasPort(3128);
    assertThat(config.toString() + contents).doesNotContain("s3cret");
    assertThatThrownBy(
            () -> read("sources: { a: { remote: r, basedir: /env } }\nforge: { baseurl: nowhere }"))
        .hasMessageContaining("r10k.yaml:2:")
        .hasMessageContaining("'nowhere' is no http or https URL");
  }

  @Test
  void whatIsNotHeededIsToldWithItsLine() throws IOException {
    R10kConfig config =
        read(
            """
            pool_size: 8
            postrun: ['/usr/bin/curl', '-F', 'deployed=$modifiedenvs', 'https://x.example.com']
            logging: { level: debug }
            git:
              provider: rugged
              private_key: /root/.ssh/id_rsa
            forge: { baseurl: 'https://forge.example.com', authorization_token: secret }
            deploy: { puppet_conf: /etc/p.conf, purge_levels: [puppetfile], purge_allowlist: ['*.json'] }
            sources: { a: { remote: r, basedir: b, strip_component: '/^rel-/' } }
            """);
    assertThat(config.poolSize()).hasValue(8);
    assertThat(config.postrun()).hasSize(4);
    assertThat(config.purgeEnvironments()).isFalse();
    assertThat(config.purgeAllowlist()).containsExactly("*.json");
    assertThat(config.options()).containsEntry("forge.baseurl", "https://forge.example.com");
    assertThat(config.sources().get(0).branches().environment("rel-1.2")).isEqualTo("1_2");
    assertThat(config.warnings()).extracting(p -> p.range().line()).containsExactly(3, 5, 6, 8, 8);
    assertThat(config.warnings().toString()).doesNotContain("secret");
  }

  @Test
  void badValuesAreToldAllAtOnce() {
    assertThatThrownBy(
            () ->
                read(
                    """
                    pool_size: 0
                    postrun: curl
                    deploy: { write_lock: 'by PE', purge_levels: [all], generate_type: true }
                    forge: { url: x }
                    sources:
                      a: { remote: r, basedir: b, invalid_branches: fix, strip_component: '/(/' }
                    """))
        .hasMessageContaining("r10k.yaml:1:12")
        .hasMessageContaining("'postrun' must be a list")
        .hasMessageContaining("deployments are locked: by PE")
        .hasMessageContaining("'all' is no purge level")
        .hasMessageContaining("'generate_type' is no key of 'deploy'")
        .hasMessageContaining("'url' is no key of 'forge'")
        .hasMessageContaining("must be correct_and_warn, correct or error")
        .hasMessageContaining("'strip_component' is no pattern");
  }

  @Test
  void branchesBecomeEnvironmentNames() {
    assertThat(EnvironmentName.of(Optional.of("a-b"), "feature/x.1")).isEqualTo("a_b_feature_x_1");
    assertThat(EnvironmentName.isRevision("production_0123abcd")).isTrue();
    assertThat(EnvironmentName.isRevision("production_0123abcg")).isFalse();
  }

  private R10kConfig read(String text) throws IOException {
    Path file = root.resolve("r10k.yaml");
    Files.writeString(file, text);
    return R10kConfig.read(file);
  }
}
