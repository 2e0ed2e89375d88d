package io.github.puppetha.validate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every rule of these groups has an example here, and finds it where it should, alone. */
class RuleExamplesTest {
  private static final Set<String> GROUPS = Set.of("layout", "hiera", "environment", "metadata");
  private static final String LEVELS = "version: 5\nhierarchy:\n";
  private static final String META =
      """
      {
        "name": "acme-web",
        "version": "1.0.0",
        "author": "acme",
        "license": "Apache-2.0",
        "summary": "Web",
        "source": "https://example.com",
        "dependencies": []
      }
      """;

  /** Rules that no text of one file triggers; {@link ValidatorTest} shows them. */
  private static final Set<Rule> ELSEWHERE =
      Set.of(
          LayoutRule.NOT_UTF8,
          LayoutRule.UNREADABLE,
          LayoutRule.TOO_LARGE,
          LayoutRule.LINK_OUTSIDE,
          LayoutRule.BROKEN_LINK);

  @TempDir Path directory;

  record Example(Rule rule, String file, String text, String place, Map<String, String> others) {
    Example(Rule rule, String file, String text, String place) {
      this(rule, file, text, place, Map.of());
    }

    Example with(String other, String content) {
      return new Example(rule, file, text, place, Map.of(other, content));
    }
  }

  static Stream<Example> examples() {
    return Stream.of(yaml(), hieraConfig(), levels(), data(), environment(), metadata())
        .flatMap(List::stream);
  }

  private static List<Example> yaml() {
    return List.of(
        new Example(LayoutRule.YAML_SYNTAX, "x.yaml", "a: 1\nb: [1,\n", "3:1"),
        new Example(LayoutRule.YAML_TAB, "x.yml", "a:\n\tb: 1\n", "2:1"),
        new Example(
            LayoutRule.YAML_DUPLICATE_KEY, ".fixtures.yml", "a: 1\nb:\n  c: 1\n  c: 2\n", "4:3"),
        new Example(LayoutRule.JSON_SYNTAX, "tasks/run.json", "{\"a\": 1,\n  }\n", "2:3"),
        new Example(LayoutRule.JSON_DUPLICATE_KEY, "x.json", "{\"a\": 1,\n \"a\": 2}\n", "2:2"),
        new Example(
            LayoutRule.ERB_TAG,
            "templates/a.erb",
            "<%% <% if x -%>\nä <%= x\n<% end -%%>\n",
            "2:3"),
        new Example(HieraRule.YAML_SYNTAX, "data/a.yaml", "a: b: c\n", "1:5"),
        new Example(HieraRule.YAML_TAB, "data/a.yaml", "a:\n  b:\n\t- 1\n", "3:1"),
        new Example(HieraRule.YAML_DUPLICATE_KEY, "data/a.yaml", "a: 1\nb: 2\na: 3\n", "3:1"),
        new Example(HieraRule.JSON_SYNTAX, "data/a.json", "{\"a\": 1,\n  }\n", "2:3"),
        new Example(
            HieraRule.JSON_DUPLICATE_KEY, "data/a.json", "{\"a\": 1,\n \"a\": 2}\n", "2:2"));
  }

  private static List<Example> hieraConfig() {
    return List.of(
        new Example(HieraRule.MISSING_VERSION, "hiera.yaml", "hierarchy: []\n", "1:1"),
        new Example(HieraRule.VERSION_3, "hiera.yaml", "# old\n:backends: [yaml]\n", "2:1"),
        new Example(HieraRule.VERSION_4, "hiera.yaml", "version: 4\n", "1:10"),
        new Example(HieraRule.UNSUPPORTED_VERSION, "hiera.yaml", "version: 6\n", "1:10"),
        new Example(HieraRule.UNKNOWN_KEY, "hiera.yaml", "version: 5\nhierachy: []\n", "2:1"),
        new Example(HieraRule.WRONG_TYPE, "hiera.yaml", "version: '5'\n", "1:10"),
        new Example(
            HieraRule.DEFAULT_HIERARCHY,
            "hiera.yaml",
            "version: 5\ndefault_hierarchy: []\n",
            "2:1"));
  }

  private static List<Example> levels() {
    return List.of(
        level(HieraRule.MISSING_NAME, "  - { glob: '*' }\n", "3:5"),
        level(
            HieraRule.DUPLICATE_NAME,
            "  - { name: a, glob: '*' }\n  - { name: a, glob: x }\n",
            "4:13"),
        new Example(
            HieraRule.MISSING_FUNCTION,
            "hiera.yaml",
            "version: 5\ndefaults: { datadir: d }\nhierarchy: [ { name: a, uri: 'x:y' } ]\n",
            "3:14"),
        level(
            HieraRule.SEVERAL_FUNCTIONS, "  - { name: a, data_hash: x, lookup_key: y }\n", "3:30"),
        level(HieraRule.SEVERAL_LOCATIONS, "  - { name: a, glob: x, uri: y }\n", "3:25"),
        level(HieraRule.MISSING_LOCATION, "  - name: a\n    data_hash: json_data\n", "3:5"),
        level(HieraRule.MAPPED_PATHS, "  - { name: a, mapped_paths: [ a, b ] }\n", "3:30"),
        level(
            HieraRule.RESERVED_OPTION, "  - { name: a, glob: x, options: { path: 1 } }\n", "3:36"),
        level(HieraRule.OPTION_NAME, "  - { name: a, glob: x, options: { 1st: 1 } }\n", "3:36"),
        level(
            HieraRule.HIERA3_BACKEND, "  - { name: a, glob: x, hiera3_backend: mysql }\n", "3:25"),
        level(
            HieraRule.METHOD_IN_CONFIG, "  - { name: a, path: \"%{lookup('x')}.yaml\" }\n", "3:22"),
        level(HieraRule.GLOB_MISSING, "  - { name: a, glob: 'nodes/*.yml' }\n", "3:22")
            .with("data/nodes/a.yaml", "a: 1\n"),
        level(HieraRule.PATH_MISSING, "  - name: a\n    paths: [ comon.yaml ]\n", "4:14"));
  }

  private static Example level(Rule rule, String level, String place) {
    return new Example(rule, "hiera.yaml", LEVELS + level, place);
  }

  private static List<Example> data() {
    return List.of(
        new Example(
            HieraRule.EYAML, "data/a.yaml", "a: x\nb: >\n  ENC[PKCS7,MIIB\n  AAA=\n", "2:4"),
        new Example(HieraRule.NOT_A_MAPPING, "data/a.yaml", "---\n- a\n", "2:1"),
        new Example(HieraRule.EMPTY, "data/a.yaml", "---\n", ""),
        new Example(HieraRule.SEVERAL_DOCUMENTS, "data/a.yaml", "a: 1\n---\nb: 2\n", "3:1"),
        new Example(HieraRule.DATE, "data/a.yaml", "a:\n  - 2026-01-31\n", "2:5"),
        new Example(HieraRule.RUBY_TAG, "data/a.yaml", "a: !ruby/object:Foo {}\n", "1:4"),
        new Example(HieraRule.INTERPOLATION, "data/a.yaml", "a: \"%{hiara('x')}\"\n", "1:4"),
        new Example(
            HieraRule.LOOKUP_OPTIONS,
            "data/a.yaml",
            "lookup_options:\n  a: { merge: dep }\n",
            "2:15"),
        new Example(
            HieraRule.MODULE_KEY, "modules/web/data/common.yaml", "web::a: 1\nport: 80\n", "2:1"));
  }

  private static List<Example> environment() {
    return List.of(
        conf(EnvironmentRule.SYNTAX, "# x\nmanifest site.pp\n", "2:1"),
        conf(EnvironmentRule.FILE_OPTIONS, "modulepath = /x/{a,b}\n", "1:14"),
        conf(EnvironmentRule.DUPLICATE_SETTING, "rich_data=true\nrich_data=true\n", "2:1"),
        conf(EnvironmentRule.UNKNOWN_SETTING, "modulpath = modules\n", "1:1"),
        conf(EnvironmentRule.SECTION, "[agent]\nserver = x\n", "1:1"),
        conf(EnvironmentRule.TIMEOUT, "environment_timeout = 5 minutes\n", "1:23"),
        conf(EnvironmentRule.BOOLEAN, "static_catalogs = no\n", "1:19"),
        conf(EnvironmentRule.MANIFEST, "manifest = sites.pp\n", "1:12"),
        conf(EnvironmentRule.MODULEPATH, "modulepath = sit:modules:$basemodulepath\n", "1:14"),
        conf(EnvironmentRule.CONFIG_VERSION, "config_version = v.sh $environment\n", "1:18"));
  }

  private static Example conf(Rule rule, String text, String place) {
    return new Example(rule, "environment.conf", text, place);
  }

  private static List<Example> metadata() {
    return List.of(
        meta(MetadataRule.JSON_SYNTAX, "\"acme-web\",", "\"acme-web\"", "3:3"),
        meta(MetadataRule.DUPLICATE_KEY, "\"summary\"", "\"summary\": \"x\", \"summary\"", "6:19"),
        meta(MetadataRule.WRONG_TYPE, "\"acme\"", "1", "4:13"),
        meta(MetadataRule.MISSING_KEY, "\"license\"", "\"licence\"", "1:1"),
        meta(MetadataRule.MISSING_SUMMARY, "\"summary\"", "\"text\"", "1:1"),
        meta(MetadataRule.NAME, "acme-web", "web", "2:11"),
        meta(MetadataRule.VERSION, "1.0.0", "1.2", "3:14"),
        dependencies(MetadataRule.DEPENDENCY, "{\"name\": \"stdlib\"}", "8:29"),
        dependencies(
            MetadataRule.DUPLICATE_DEPENDENCY,
            "{\"name\":\"a/b\",\"version_requirement\":\"1.x\"},"
                + "{\"name\":\"a-b\",\"version_requirement\":\"1.x\"}",
            "8:71"),
        dependencies(
            MetadataRule.VERSION_REQUIREMENT,
            "{\"name\":\"a/b\",\"version_requirement\":\">= 1.0, < 2\"}",
            "8:56"),
        meta(
            MetadataRule.REQUIREMENT,
            "\"dependencies\"",
            "\"requirements\": [{\"version_requirement\": \"1.x\"}],\n  \"dependencies\"",
            "8:20"),
        meta(
            MetadataRule.OPERATING_SYSTEM,
            "\"dependencies\"",
            "\"operatingsystem_support\": [{\"operatingsystem\": \"Debian\","
                + " \"operatingsystemrelease\": [12]}],\n  \"dependencies\"",
            "8:87"),
        needs("a/b", "1.x", MetadataRule.MISSING_DEPENDENCY, "8:28"),
        needs("a/ntp", ">= 1.2.0 < 2.0.0", MetadataRule.DEPENDENCY_VERSION, "8:58"),
        dependencies(
            MetadataRule.DEPENDENCY_CYCLE,
            "{\"name\":\"acme/web\",\"version_requirement\":\"1.x\"}",
            "8:28"),
        dependencies(MetadataRule.NO_VERSION_REQUIREMENT, "{\"name\": \"a/b\"}", "8:20"));
  }

  private static Example meta(Rule rule, String from, String to, String place) {
    return new Example(rule, "metadata.json", META.replaceFirst(from, to), place);
  }

  private static Example needs(String name, String versions, Rule rule, String place) {
    String text =
        META.replace(
            "[]", "[{\"name\":\"" + name + "\",\"version_requirement\":\"" + versions + "\"}]");
    return new Example(rule, "modules/web/metadata.json", text, place)
        .with("Puppetfile", "mod 'a/ntp', '2.0.0'\n");
  }

  private static Example dependencies(Rule rule, String dependencies, String place) {
    return meta(rule, "\\[]", "[" + dependencies + "]", place);
  }

  @ParameterizedTest
  @MethodSource("examples")
  void eachRuleFindsItsExample(Example example) throws IOException {
    ValidateDirectory repo = new ValidateDirectory(directory);
    repo.with(example.file(), example.text());
    for (Map.Entry<String, String> other : example.others().entrySet()) {
      repo.with(other.getKey(), other.getValue());
    }
    if (example.file().startsWith("modules/")) {
      Path config = directory.resolve("modules/web/hiera.yaml");
      Files.writeString(config, LEVELS + "  - { name: a, glob: '*.yaml' }\n");
    }
    String at = example.place().isEmpty() ? "" : ":" + example.place();
    assertThat(repo.places()).containsExactly(example.file() + at + " " + example.rule().id());
  }

  @Test
  void everyRuleHasAnExample() {
    Set<Rule> shown = examples().map(Example::rule).collect(Collectors.toSet());
    shown.addAll(ELSEWHERE);
    shown.addAll(CrossFileExamples.rules("layout"));
    assertThat(shown.stream().map(Rule::entry).toList())
        .containsExactlyInAnyOrderElementsOf(
            Rules.all().stream().filter(entry -> GROUPS.contains(entry.group())).toList());
  }
}
