package io.github.puppetha.validate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.github.puppetha.Problem;
import io.github.puppetha.PuppetHaException;
import io.github.puppetha.Severity;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ValidatorTest {
  @TempDir Path directory;
  @TempDir Path elsewhere;
  private ValidateDirectory repo;

  @BeforeEach
  void open() {
    repo = new ValidateDirectory(directory);
  }

  @Test
  void aGoodControlRepoHasNoProblems() throws IOException {
    repo.with("hiera.yaml", GOOD_HIERA)
        .with("data/common.yaml", "---\nntp::servers: [a, b]\nx: \"%{lookup('ntp::servers')}\"\n")
        .with("data/nodes/a.yaml", "a: '2026-01-01'\n")
        .with(
            "environment.conf", "modulepath = site:modules:$basemodulepath\nmanifest = manifests\n")
        .with("manifests/site.pp", "node default {}\n")
        .with("site/role/manifests/init.pp", "class role {}\n")
        .with("Puppetfile", "mod 'puppetlabs/stdlib', '9.0.0'\n");
    ValidationReport report = repo.report();
    assertThat(report.problems().stream().map(ValidateDirectory::place))
        .containsExactly("Puppetfile reference/module_not_at_hand");
    assertThat(report.files()).isEqualTo(7);
  }

  @Test
  void everyKeyOfHieraFiveIsKnown() throws IOException {
    repo.with("metadata.json", "{}")
        .with(
            "hiera.yaml",
            """
            version: 5
            defaults:
              datadir: data
              lookup_key: eyaml_lookup_key
              options: { pkcs7_private_key: /k, pkcs7-public-key: /p }
            hierarchy:
              - { name: a, paths: [ "%{trusted.certname}.yaml", "%{x}.yaml" ] }
              - { name: b, globs: [ "*.yaml" ], datadir: more }
              - { name: c, data_dig: f, uris: [ "http://x/y" ] }
              - { name: d, data_hash: json_data, mapped_paths: [ a, b, "c/%{b}.json" ] }
              - { name: e, lookup_key: mine }
            plan_hierarchy:
              - { name: a, data_hash: yaml_data, path: "%{x}" }
            default_hierarchy:
              - { name: a, glob: "*" }
            """);
    assertThat(repo.places()).allMatch(place -> place.startsWith("metadata.json"));
  }

  @Test
  void aHieraYamlThatPuppetDoesNotReadIsPlainYaml() throws IOException {
    repo.with("docker/hiera.yaml", ":backends: [yaml]\n")
        .with("environments/production/hiera.yaml", "version: 3\n")
        .with("site/web/hiera.yaml", "version: 3\n");
    assertThat(repo.places())
        .containsExactly(
            "environments/production/hiera.yaml:1:10 hiera/version_3",
            "site/web/hiera.yaml:1:10 hiera/version_3");
  }

  @Test
  void problemsOfAPuppetfileAreThere() throws IOException {
    repo.with("Puppetfile", "mod 'a/ntp', '1.0.0'\nmod 'b/ntp', '1.0.0'\n");
    assertThat(repo.places()).containsExactly("Puppetfile:2:5 puppetfile/duplicate_module");
  }

  @Test
  void aLevelThatIsWrongInManyWaysIsToldOfAllOfThem() throws IOException {
    repo.with(
        "hiera.yaml",
        """
        version: 5
        hierarchy:
          - nmae: a
            path: [x]
            glob: ''
            options: x
          - b
        extra: 1
        """);
    assertThat(repo.places())
        .containsExactly(
            "hiera.yaml:3:5 hiera/missing_name",
            "hiera.yaml:3:5 hiera/unknown_key",
            "hiera.yaml:4:11 hiera/wrong_type",
            "hiera.yaml:4:12 hiera/path_missing",
            "hiera.yaml:5:5 hiera/several_locations",
            "hiera.yaml:5:11 hiera/wrong_type",
            "hiera.yaml:6:14 hiera/wrong_type",
            "hiera.yaml:7:5 hiera/wrong_type",
            "hiera.yaml:8:1 hiera/unknown_key");
  }

  @Test
  void dataIsWhereHieraYamlSays() throws IOException {
    repo.with(
            "hiera.yaml",
            "version: 5\ndefaults: {datadir: ./conf/, data_hash: yaml_data}\n"
                + "hierarchy: [{name: a, glob: '*', datadir: 'env/%{x}'}]\n")
        .with("conf/a.yaml", "- a\n")
        .with("env/q/a.yaml", "- a\n")
        .with("data/a.yaml", "- a\n");
    assertThat(repo.places())
        .containsExactly(
            "conf/a.yaml:1:1 hiera/not_a_mapping", "env/q/a.yaml:1:1 hiera/not_a_mapping");
  }

  @Test
  void someRulesAreMilderForPuppetSeven() throws IOException {
    repo.with("data/a.yaml", "- a\n").with("metadata.json", "{");
    assertThat(Validator.builder(directory).puppetVersion(7).build().validate().problems())
        .extracting(Problem::severity)
        .containsOnly(Severity.WARNING);
    assertThat(Validator.builder(directory).puppetVersion(9).build().validate().problems())
        .extracting(Problem::severity)
        .containsOnly(Severity.ERROR);
    assertThatThrownBy(() -> Validator.builder(directory).puppetVersion(6))
        .isInstanceOf(PuppetHaException.class)
        .hasMessageContaining("choose 7, 8 or 9");
  }

  @Test
  void theSamplesOfOthersAreLeftAlone() throws IOException {
    for (String name :
        new String[] {
          ".git/x.yaml",
          "spec/fixtures/modules/a/x.yaml",
          "vendor/x.yaml",
          "target/x.yaml",
          ".puppet-ha/x.yaml",
          "modules/a/vendor/x.yaml",
          "modules/a/templates/x.yaml"
        }) {
      repo.with(name, "a: [\n");
    }
    repo.with("modules/a/metadata.json", "{\"name\": \"x-a\"}")
        .with("modules/a/files/x.yaml", "a: [\n")
        .with("data/target/x.yaml", "a: [\n");
    assertThat(repo.report().problems().stream().filter(p -> p.file().endsWith("yaml")))
        .extracting(p -> p.severity().label() + " " + ValidateDirectory.place(p))
        .containsExactly(
            "error data/target/x.yaml:2:1 hiera/yaml_syntax",
            "warning modules/a/files/x.yaml:2:1 layout/yaml_syntax");
  }

  @Test
  void bytesThatAreNotUtf8HaveAPlace() throws IOException {
    repo.with("data/a.yaml", "ä: 1\nb: é\n".getBytes(StandardCharsets.ISO_8859_1));
    repo.with("metadata.json", new byte[] {'{', '\n', ' ', (byte) 0xC3});
    repo.with("environment.conf", new byte[] {(byte) 0xFF});
    repo.with("data/b.yaml", "a: 1\nb: é".getBytes(StandardCharsets.ISO_8859_1));
    assertThat(repo.places())
        .containsExactly(
            "data/a.yaml:1:1 layout/not_utf8",
            "data/b.yaml:2:4 layout/not_utf8",
            "environment.conf:1:1 layout/not_utf8",
            "metadata.json:2:2 layout/not_utf8");
  }

  @Test
  void aByteOrderMarkIsNoProblem() throws IOException {
    repo.with("data/a.yaml", "\uFEFFa: 1\n").with("environment.conf", "\uFEFFrich_data = true\n");
    assertThat(repo.places()).isEmpty();
  }

  @Test
  void columnsCountAsEditorsDo() throws IOException {
    repo.with("data/a.yaml", "{\"😀\": 1, a: 1, a: 2}\n");
    assertThat(repo.places()).containsExactly("data/a.yaml:1:17 hiera/yaml_duplicate_key");
  }

  @Test
  void linksDoNotLeadOutsideNorInCircles() throws IOException {
    Files.writeString(elsewhere.resolve("x.yaml"), "a: [\n");
    repo.with("modules/a/hiera.yaml", "version: 6\n");
    Files.createSymbolicLink(directory.resolve("out.yaml"), elsewhere.resolve("x.yaml"));
    Files.createSymbolicLink(directory.resolve("outdir"), elsewhere);
    Files.createSymbolicLink(directory.resolve("self"), Path.of("self"));
    Files.createSymbolicLink(directory.resolve("gone.yaml"), Path.of("nowhere"));
    Files.createSymbolicLink(directory.resolve("modules/a/up"), Path.of("../.."));
    Files.createSymbolicLink(directory.resolve("hiera.yaml"), Path.of("modules/a/hiera.yaml"));
    assertThat(repo.places())
        .containsExactly(
            "gone.yaml layout/broken_link",
            "hiera.yaml:1:10 hiera/unsupported_version",
            "modules/a/hiera.yaml:1:10 hiera/unsupported_version",
            "out.yaml layout/link_outside",
            "outdir layout/link_outside",
            "self layout/broken_link");
  }

  @Test
  void whatCannotBeReadIsAProblem() throws IOException {
    repo.with("secret.yaml", "a: 1\n").with("closed/a.yaml", "a: 1\n");
    Files.setPosixFilePermissions(
        directory.resolve("secret.yaml"), PosixFilePermissions.fromString("---------"));
    Files.setPosixFilePermissions(
        directory.resolve("closed"), PosixFilePermissions.fromString("---------"));
    boolean root = Files.isReadable(directory.resolve("secret.yaml"));
    ValidationReport report = root ? null : repo.report();
    Files.setPosixFilePermissions(
        directory.resolve("closed"), PosixFilePermissions.fromString("rwx------"));
    assumeThat(root).as("root reads everything").isFalse();
    assertThat(report.problems())
        .extracting(ValidateDirectory::place)
        .containsExactly("closed layout/unreadable", "secret.yaml layout/unreadable");
  }

  @Test
  void aVeryLargeFileIsNotLookedInto() throws IOException {
    repo.with("a.yaml", "a: 1\n");
    try (RandomAccessFile file = new RandomAccessFile(directory.resolve("a.yaml").toFile(), "rw")) {
      file.setLength((64L << 20) + 1);
    }
    assertThat(repo.places()).containsExactly("a.yaml layout/too_large");
  }

  @Test
  void aMissingDirectoryIsAnException() {
    Path missing = directory.resolve("missing");
    assertThatThrownBy(() -> Validator.builder(missing).build().validate())
        .isInstanceOf(PuppetHaException.class)
        .hasMessage(
            "Validating "
                + missing
                + " failed: there is no such directory; name a control repo or a module");
  }

  private static final String GOOD_HIERA =
      """
      ---
      version: 5
      defaults:
        datadir: data
        data_hash: yaml_data
      hierarchy:
        - name: "Per-node data"
          path: "nodes/%{trusted.certname}.yaml"
        - name: "Common data"
          path: common.yaml
      """;
}
