package io.github.puppetha.deploy;

import io.github.puppetha.conf.MachineConf;
import io.github.puppetha.conf.MachineRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a plan warns of as to servers' {@code puppet.conf}, where it can be seen from here: by the
 * same rules as {@code validate} has for those in a repo.
 */
final class ConfWarnings {
  private static final int USUAL = 8;

  private ConfWarnings() {}

  /** One sentence each, by file. */
  static List<String> of(Settings settings) {
    int version = settings.checks().puppetVersion().orElse(USUAL);
    return settings.targets().stream()
        .flatMap(target -> target.servers().stream())
        .flatMap(server -> server.puppetConf().stream())
        .distinct()
        .flatMap(file -> of(file, version))
        .toList();
  }

  private static Stream<String> of(Path file, int version) {
    String text;
    try {
      text = Files.readString(file);
    } catch (IOException e) {
      return Stream.empty(); // an obstacle, which is told where the server is looked at
    }
    return MachineConf.builder(version).file(file.toString(), text).build().problems().stream()
        .filter(p -> !p.rule().equals(MachineRule.VERSIONED_DIRS.id())) // an obstacle too
        .map(Object::toString);
  }
}
