package io.github.puppetha.validate;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.puppetha.Problem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What rules of data must find, and above all what they must leave alone. */
class DataRulesTest {
  @TempDir Path directory;
  private ValidateDirectory repo;

  @BeforeEach
  void open() {
    repo = new ValidateDirectory(directory);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "LogFormat \"%h %>s -%>\"\n",
        "<%# a comment with <% in it %>\n",
        "<%- if x -%>\n<%= y %>\n<%- end -%>\n",
        "<%% is no tag, <%%= neither",
        "<%= \"a %%> b\" %>",
        "<% x = '<%' %>",
        "<%%>",
      })
  void tagsThatAreClosedAreLeftAlone(String template) throws IOException {
    assertThat(repo.with("site/a/templates/x.erb", template).places()).isEmpty();
  }

  @Test
  void tagsThatAreNotClosedAreFound() throws IOException {
    repo.with("templates/a.erb", "ä\n  <%# x\n")
        .with("templates/b.erb", "<%= x %>\n<% y %%>\n")
        .with("templates/c.erb", "<%")
        .with("files/d.erb", "<%")
        .with("spec/e.erb", "<%");
    assertThat(repo.places())
        .containsExactly(
            "templates/a.erb:2:3 layout/erb_tag",
            "templates/b.erb:2:1 layout/erb_tag",
            "templates/c.erb:1:1 layout/erb_tag");
  }

  @Test
  void jsonOfOtherProgramsIsReadAsTheyReadIt() throws IOException {
    repo.with(".devcontainer/devcontainer.json", "{ // comment\n}")
        .with("tsconfig.json", "{ // comment\n}")
        .with("log.json", "{}\n{}\n")
        .with("site/a/templates/x.json", "{ <%= x %> }")
        .with("site/a/files/empty.json", "");
    assertThat(repo.places()).isEmpty();
    repo.with("site/a/tasks/a.json", "{ // comment\n}").with("site/a/tasks/b.json", "");
    repo.with("manifests/site.pp", "").with("site/a/files/x.json", "{");
    assertThat(repo.report().problems())
        .extracting(p -> p.severity().label() + " " + ValidateDirectory.place(p))
        .containsExactly(
            "warning site/a/files/x.json:1:2 layout/json_syntax",
            "error site/a/tasks/a.json:1:3 layout/json_syntax",
            "error site/a/tasks/b.json:1:1 layout/json_syntax");
  }

  @Test
  void encryptedValuesAreWholeOrReported() throws IOException {
    byte[] der = new byte[404];
    der[0] = 0x30;
    der[1] = (byte) 0x82;
    der[2] = 1;
    der[3] = (byte) 0x90;
    String whole = Base64.getEncoder().encodeToString(der);
    String cut = whole.substring(0, 400);
    repo.with(
        "data/a.yaml",
        String.join(
            "\n",
            "a: ENC[PKCS7," + whole + "]",
            "b: >",
            "  ENC[PKCS7," + whole.substring(0, 64),
            "  " + whole.substring(64) + "]",
            "c: user:ENC[PKCS7," + whole + "]@host",
            "d: ENC[GPG," + Base64.getEncoder().encodeToString(new byte[30]) + "]",
            "e: the text ENC[ is no block",
            "f: ENC[PKCS7," + whole,
            "g: ENC[PKCS7," + cut + "]",
            "h: ENC[PKCS7," + whole.substring(1) + "]",
            "i: ENC[PKCS7,not_base64!]",
            "j: DEC::PKCS7[secret]!",
            ""));
    assertThat(repo.report().problems())
        .allMatch(p -> p.rule().equals("hiera/eyaml"))
        .extracting(p -> p.range().line() + " " + p.severity().label())
        .containsExactly("8 error", "9 warning", "10 error", "11 error", "12 error");
  }

  @Test
  void interpolationsThatWereMeantForCalls() throws IOException {
    repo.with(
        "data/a.yaml",
        """
        a: "%{lookup(b)}"
        b: "%{lookup('a'"
        c: "%{literal('%')}{HTTP_HOST}"
        d: "%{::facts.os.name} %{} %{foo(bar)}"
        e: "100 %{"
        f: '%{lookup("x")} %{alias}'
        """);
    assertThat(repo.report().problems())
        .extracting(p -> ValidateDirectory.place(p) + " " + p.severity().label())
        .containsExactly(
            "data/a.yaml:1:4 hiera/interpolation error",
            "data/a.yaml:2:4 hiera/interpolation warning");
  }

  @Test
  void hieraThreeIsLegalBesidePuppetConfOnly() throws IOException {
    String data = directory.toAbsolutePath().normalize() + "/data";
    repo.with("data/common.yaml", "a: 1\n")
        .with("modules/web/hiera.yaml", ":backends: [yaml]\n")
        .with(
            "hiera.yaml",
            "---\n:backends: yaml\n:yaml:\n  :datadir: '"
                + data
                + "'\n:hierarchy: ['%{x}', common, gone]\n:merge_behavior: dep\n");
    String module = "modules/web/hiera.yaml:1:1 hiera/version_3";
    assertThat(repo.places()).containsExactly("hiera.yaml:2:1 hiera/version_3", module);
    repo.with("puppet.conf", "");
    assertThat(repo.places())
        .containsExactly(
            "hiera.yaml:5:30 hiera/path_missing", "hiera.yaml:6:18 hiera/wrong_type", module);
    repo.with("hiera.yaml", ":backends: {}\n:yaml: 1\n:hierarchy: [1]\n");
    assertThat(repo.places())
        .containsExactly(
            "hiera.yaml:1:12 hiera/wrong_type",
            "hiera.yaml:2:8 hiera/wrong_type",
            "hiera.yaml:3:13 hiera/wrong_type",
            module);
  }

  @Test
  void dataOfAHieraThreeIsWhereItUsuallyWas() throws IOException {
    repo.with("hiera.yaml", ":backends: [yaml]\n").with("hieradata/a.yaml", "- a\n");
    assertThat(Validator.builder(directory).puppetVersion(7).build().validate().problems())
        .extracting(p -> p.severity().label() + " " + ValidateDirectory.place(p))
        .containsExactly(
            "warning hiera.yaml:1:1 hiera/version_3",
            "warning hieradata/a.yaml:1:1 hiera/not_a_mapping");
  }

  @Test
  void keysThatAreTheSameToRuby() throws IOException {
    repo.with("data/a.yaml", "1: a\n'1': b\nyes: a\ntrue: b\nx: &x {a: 1}\ny: {<<: *x, <<: *x}\n");
    assertThat(repo.places()).containsExactly("data/a.yaml:4:1 hiera/yaml_duplicate_key");
  }

  @Test
  void globsAreThoseOfRuby() throws IOException {
    String globs = "'*.yaml', '**/*.yaml', 'n/{a,b}.yaml', 'n/[a-c].yaml', 'n/?.yaml', '%{x}.yaml'";
    repo.with("data/n/a.yaml", "a: 1\n")
        .with("data/top.yaml", "a: 1\n")
        .with(
            "hiera.yaml",
            "version: 5\nhierarchy:\n  - name: a\n    globs: ["
                + globs
                + ", 'n/*.json', '[']\n"
                + "  - {name: b, glob: '*', datadir: none}\n");
    assertThat(repo.report().problems())
        .singleElement()
        .satisfies(p -> assertThat(p.message()).contains("'n/*.json'"));
  }

  @Test
  void dependenciesAreJudgedOnlyWhereThePuppetfileTellsAll() throws IOException {
    repo.with("modules/web/metadata.json", needing("acme-web", "a/gone", "a/NTP", "a/db"))
        .with("modules/db/metadata.json", needing("acme-db", "acme/web"))
        .with("modules/x/metadata.json", needing("acme-x", "acme/db"));
    assertThat(repo.places())
        .containsExactly("modules/db/metadata.json:8:28 metadata/dependency_cycle");
    repo.with("Puppetfile", "mod 'a/ntp', '1.0.0'\nmod ENV['x']\n");
    assertThat(repo.places()).noneMatch(place -> place.contains("missing_dependency"));
    repo.with("Puppetfile", "mod 'a/ntp', '1.0.0'\n");
    assertThat(repo.places())
        .containsExactly(
            "modules/db/metadata.json:8:28 metadata/dependency_cycle",
            "modules/web/metadata.json:8:28 metadata/missing_dependency");
  }

  @Test
  void bytesThatAreNotUtf8ArePuppetsOwnErrorInCode() throws IOException {
    repo.with("manifests/a.pp", "# x\n$a = 'é'\n".getBytes(StandardCharsets.ISO_8859_1))
        .with("manifests/b.pp", "\uFEFF$a = 1\n")
        .with("manifests/c.pp", "$a = 1\n".getBytes(StandardCharsets.UTF_16))
        .with("templates/d.epp", new byte[] {'\n', (byte) 0xFF});
    List<Problem> problems = repo.report().problems();
    assertThat(problems)
        .extracting(ValidateDirectory::place)
        .containsExactly(
            "manifests/a.pp:2:7 syntax/error",
            "manifests/b.pp syntax/illegal_bom",
            "manifests/c.pp syntax/illegal_bom",
            "templates/d.epp:2:1 syntax/error");
    assertThat(problems.get(0).message()).startsWith("invalid byte sequence in UTF-8");
  }

  @Test
  void plansAreJudgedAsPlans() throws IOException {
    String plan = "plan a::b() { }\n";
    repo.with("site/a/plans/b.pp", plan)
        .with("plans/c.pp", plan)
        .with("site/a/manifests/d.pp", plan)
        .with("manifests/site.pp", "");
    assertThat(repo.report().problems())
        .filteredOn(p -> p.rule().startsWith("syntax/"))
        .extracting(Problem::file)
        .containsOnly("site/a/manifests/d.pp");
  }

  private static String needing(String name, String... modules) {
    StringBuilder text =
        new StringBuilder(
            """
            {
              "name": "NAME",
              "version": "1.0.0",
              "author": "acme",
              "license": "Apache-2.0",
              "summary": "Web",
              "source": "https://example.com",
              "dependencies": [
            """
                .stripTrailing()
                .replace("NAME", name));
    String between = "";
    for (String module : modules) {
      text.append(between).append("{\"name\":\"" + module + "\",\"version_requirement\":\"1.x\"}");
      between = ", ";
    }
    return text.append("]\n}\n").toString();
  }
}
