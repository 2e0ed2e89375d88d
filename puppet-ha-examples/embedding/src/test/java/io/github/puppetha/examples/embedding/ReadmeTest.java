package io.github.puppetha.examples.embedding;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each code block of the README says where it is cut from, and still stands there. */
class ReadmeTest {
  private static final Path TOP = Path.of("../..");
  private static final Pattern BLOCK =
      Pattern.compile(
          "(?:<!-- (\\S+) -->\n)?^```\\w+\n(.*?)^```$", Pattern.DOTALL | Pattern.MULTILINE);
  private static final Pattern COORDINATES =
      Pattern.compile("io\\.github\\.puppetha:puppet-ha-maven-plugin:([^:]+):([\\w-]+)");

  record Block(String source, String text) {}

  @ParameterizedTest
  @MethodSource("blocks")
  void blockIsWhatItSays(Block block) throws IOException {
    if (block.source().equals("command")) {
      block.text().lines().forEach(ReadmeTest::assertCommand);
      return;
    }
    String[] parts = block.source().split("#");
    String text = Files.readString(TOP.resolve(parts[0]));
    assertThat(block.text()).isEqualTo(parts.length == 1 ? text : region(text, parts[1]));
  }

  static Stream<Block> blocks() throws IOException {
    Matcher matcher = BLOCK.matcher(Files.readString(TOP.resolve("README.md")));
    return matcher
        .results()
        .map(
            found -> new Block(found.group(1) == null ? "nowhere" : found.group(1), found.group(2)))
        .collect(Collectors.toList())
        .stream();
  }

  private static void assertCommand(String line) {
    Matcher main = Pattern.compile("^java -cp \\S+ ([\\w.]+) ").matcher(line);
    if (main.find()) {
      String source = main.group(1).replace('.', '/') + ".java";
      assertThat(TOP.resolve("puppet-ha-core/src/main/java").resolve(source)).exists();
      return;
    }
    assertThat(line).startsWith("mvn ");
    Matcher coordinates = COORDINATES.matcher(line);
    if (coordinates.find()) {
      assertThat(read("pom.xml")).contains("<version>" + coordinates.group(1) + "</version>");
      assertThat(read("puppet-ha-maven-plugin/src/main/java/io/github/puppetha/maven/goal"))
          .contains(coordinates.group(2).replace("-", "") + "mojo.java");
    }
    Matcher profile = Pattern.compile(" -P(\\w+)").matcher(line);
    if (profile.find()) {
      assertThat(read("pom.xml")).contains("<id>" + profile.group(1) + "</id>");
    }
    Matcher property = Pattern.compile(" -D(puppet-ha\\.\\w+)").matcher(line);
    while (property.find()) {
      assertThat(
              read(
                  "puppet-ha-maven-plugin/src/main/java/io/github/puppetha/maven/PropertyNames.java"))
          .contains('"' + property.group(1) + '"');
    }
  }

  /** A file's text, or the names of a folder's files in lower case. */
  private static String read(String name) {
    Path path = TOP.resolve(name);
    try {
      if (!Files.isDirectory(path)) {
        return Files.readString(path);
      }
      try (Stream<Path> files = Files.list(path)) {
        return files
            .map(file -> file.getFileName().toString().toLowerCase(java.util.Locale.ROOT))
            .collect(Collectors.joining("\n"));
      }
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static String region(String text, String name) {
    List<String> lines =
        text.lines()
            .dropWhile(line -> !line.strip().matches("(//|<!--) region " + name + "( -->)?"))
            .skip(1)
            .takeWhile(line -> !line.strip().matches("(//|<!--) endregion( -->)?"))
            .toList();
    assertThat(lines).as("region " + name).isNotEmpty();
    int indent =
        lines.stream()
            .filter(line -> !line.isBlank())
            .mapToInt(line -> line.length() - line.stripLeading().length())
            .min()
            .orElse(0);
    return lines.stream()
        .map(line -> line.isBlank() ? "" : line.substring(indent))
        .collect(Collectors.joining("\n", "", "\n"));
  }
}
