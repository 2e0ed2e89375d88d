package io.github.puppetha.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Runs {@link OnIsland} in a network namespace of its own, where packets can be made to vanish. */
class IslandFaultsTest {
  @TempDir private Path directory;

  @TestFactory
  Stream<DynamicTest> faultsOfTheNetwork() throws Exception {
    need();
    List<String> lines = run();
    List<String> outcomes = lines.stream().filter(line -> line.matches("(ok|failed)\t.*")).toList();
    assertThat(outcomes).as(() -> String.join("\n", lines)).hasSize(12);
    return outcomes.stream()
        .map(line -> line.split("\t", 3))
        .map(
            words ->
                DynamicTest.dynamicTest(
                    words[1], () -> assertThat(words[0]).as(words[2]).isEqualTo("ok")));
  }

  private List<String> run() throws IOException, InterruptedException {
    Path log = directory.resolve("log");
    List<String> command = new ArrayList<>(List.of("unshare", "--net", "--", "sh", "-c"));
    command.addAll(List.of("ip link set lo up && exec \"$@\"", "island"));
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-Xmx256m"));
    command.addAll(List.of("-Dorg.slf4j.simpleLogger.defaultLogLevel=error", "-cp"));
    command.add(System.getProperty("java.class.path"));
    command.add(OnIsland.class.getName());
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    try {
      assertThat(process.waitFor(180, TimeUnit.SECONDS)).as(Files.readString(log)).isTrue();
    } finally {
      process.destroyForcibly();
    }
    return Files.readAllLines(log);
  }

  private static void need() {
    String interop = System.getProperty("interop", "");
    String why = interop.equals("off") ? "-Dinterop=off" : missing();
    if (why.isEmpty()) {
      return;
    }
    String message = "no test with faults of the network: " + why;
    if (interop.equals("required")) {
      Assertions.fail(message);
    }
    System.out.println("Skipped, " + message);
    Assumptions.abort(message);
  }

  private static String missing() {
    if (!"root".equals(System.getProperty("user.name"))) {
      return "only root may make a network namespace";
    }
    for (String tool : List.of("unshare", "ip", "nft")) {
      boolean there =
          Stream.of("/usr/sbin", "/sbin", "/usr/bin", "/bin")
              .anyMatch(path -> Files.isExecutable(Path.of(path, tool)));
      if (!there) {
        return tool + " is not on this machine";
      }
    }
    return "";
  }
}
