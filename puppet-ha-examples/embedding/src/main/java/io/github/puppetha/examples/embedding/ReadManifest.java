package io.github.puppetha.examples.embedding;

import io.github.puppetha.language.Definition;
import io.github.puppetha.language.Lines;
import io.github.puppetha.language.Node;
import io.github.puppetha.language.ParseResult;
import io.github.puppetha.language.PuppetParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Lists what a manifest defines, and where; says what is wrong with it. */
public final class ReadManifest {
  private ReadManifest() {}

  /** Takes the path of a manifest. */
  public static void main(String[] arguments) throws IOException {
    String text = Files.readString(Path.of(arguments[0]));
    PuppetParser.parse(arguments[0], text).problems().forEach(System.out::println);
    definitions(arguments[0], text).forEach(System.out::println);
  }

  // region definitions
  static List<String> definitions(String name, String text) {
    ParseResult result = PuppetParser.parse(name, text);
    List<String> found = new ArrayList<>();
    result.program().ifPresent(program -> collect(program, result.lines(), found));
    return found;
  }

  private static void collect(Node node, Lines lines, List<String> found) {
    if (node instanceof Definition.Named named) {
      found.add(named.name() + ", line " + lines.line(named.offset()));
    }
    node.forEachChild(child -> collect(child, lines, found));
  }
  // endregion
}
