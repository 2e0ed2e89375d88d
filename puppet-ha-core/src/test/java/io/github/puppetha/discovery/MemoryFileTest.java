package io.github.puppetha.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.puppetha.HostPort;
import io.github.puppetha.discovery.ServerHealth.Kept;
import io.github.puppetha.soak.Soak;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Failures that are remembered from one run to the next. */
class MemoryFileTest {
  private static final HostPort A = new HostPort("a.example.test", 8140);
  private static final HostPort B = new HostPort("b.example.test", 8140);

  private final TestClock clock = new TestClock();
  @TempDir private Path directory;
  private Path file;

  @BeforeEach
  void name() {
    file = directory.resolve("state/failures");
  }

  private ServerSelector selector() {
    return ServerSelector.builder()
        .fallback(List.of(new WeightedServer(A, 0, 1), new WeightedServer(B, 1, 1)))
        .clock(clock)
        .random(new Random(3))
        .probe(Probe.NONE)
        .memory(file)
        .build();
  }

  private HostPort selected() {
    try (ServerSelector selector = selector()) {
      return selector.select(Service.PUPPET);
    }
  }

  private void failInOneRun() {
    try (ServerSelector selector = selector()) {
      selector.failed(A, "connection reset");
    }
  }

  @Test
  void nothingIsWrittenWhileNothingFails() {
    assertThat(selected()).isEqualTo(A);
    assertThat(file).doesNotExist();
  }

  @Test
  void theNextRunAvoidsWhatFailedInThisOneUntilItsTimeIsOver() {
    failInOneRun();
    assertThat(selected()).isEqualTo(B);
    clock.advance(Duration.ofSeconds(6));
    assertThat(selected()).isEqualTo(A);
  }

  @Test
  void furtherFailuresPostponeLongerAcrossRunsAndQuietTimeForgives() {
    for (int run = 0; run < 4; run++) {
      failInOneRun();
      clock.advance(Duration.ofSeconds(45));
    }
    failInOneRun();
    clock.advance(Duration.ofSeconds(60));
    assertThat(selected()).as("5 s, doubled four times: 80 s").isEqualTo(B);
    clock.advance(Duration.ofMinutes(30));
    failInOneRun();
    clock.advance(Duration.ofSeconds(6));
    assertThat(selected()).as("5 s again").isEqualTo(A);
  }

  @Test
  void aSuccessForgivesInTheFileToo() {
    failInOneRun();
    try (ServerSelector selector = selector()) {
      clock.advance(Duration.ofSeconds(1));
      selector.succeeded(A);
    }
    assertThat(selected()).isEqualTo(A);
  }

  @Test
  void processesThatShareItDoNotUndoEachOther() {
    try (ServerSelector one = selector();
        ServerSelector two = selector()) {
      one.failed(A, "connection reset");
      clock.advance(Duration.ofSeconds(1));
      two.failed(B, "no answer");
    }
    Map<HostPort, Kept> kept = new MemoryFile(file).read(clock.millis());
    assertThat(kept.get(A).reason()).isEqualTo("connection reset");
    assertThat(kept.get(B).reason()).isEqualTo("no answer");
  }

  @Test
  void manyAtOnceLeaveAFileThatCanBeRead() throws Exception {
    List<Thread> threads =
        java.util.stream.IntStream.range(0, 8)
            .mapToObj(i -> new Thread(this::failInOneRun))
            .toList();
    threads.forEach(Thread::start);
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(new MemoryFile(file).read(clock.millis())).containsOnlyKeys(A);
    try (var left = Files.list(file.getParent())) {
      assertThat(left)
          .containsExactlyInAnyOrder(file, file.resolveSibling(file.getFileName() + ".lock"));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "\n",
        "puppet-ha failures 1\n",
        "puppet-ha failures 2\nsum 00000000\n",
        "a.example.test:8140 1 2 3 x\nsum 00000000\n"
      })
  void aFileThatIsNotOursCountsAsEmptyAndIsWrittenAnew(String text) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);

    assertThat(selected()).isEqualTo(A);
    failInOneRun();
    assertThat(selected()).isEqualTo(B);
  }

  @Test
  void aFileWithAnyByteChangedPostponesNobodyElseAndNobodyForLong() throws IOException {
    failInOneRun();
    byte[] good = Files.readAllBytes(file);
    Random random = Soak.random(MemoryFileTest.class);
    for (int round = 0; round < Soak.rounds(2000); round++) {
      byte[] bad = good.clone();
      bad[random.nextInt(bad.length)] ^= (byte) (1 << random.nextInt(8));
      Files.write(file, bad);
      assertThat(new MemoryFile(file).read(clock.millis())).isEmpty();
    }
  }

  @Test
  void timesFromTheFutureAreNotBelieved() {
    failInOneRun();
    clock.advance(Duration.ofDays(-2));

    assertThat(new MemoryFile(file).read(clock.millis())).isEmpty();
    assertThat(selected()).isEqualTo(A);
  }

  @Test
  void aServerIsNeverPostponedForLongerThanFiveMinutesWhateverTheFileSays() {
    long now = clock.millis();
    new MemoryFile(file)
        .merge(Map.of(A, new Kept(now, now + Duration.ofHours(9).toMillis(), 1, "banned")), now);

    assertThat(selected()).isEqualTo(A);
  }

  @Test
  void aFileThatCannotBeWrittenIsNoReasonToFail() throws IOException {
    Files.createDirectories(directory.resolve("state"));
    Files.createDirectories(file); // a directory is in its place

    failInOneRun();
    assertThat(selected()).isEqualTo(A);
  }

  @Test
  void reasonsOfSeveralLinesStayOneEntry() {
    try (ServerSelector selector = selector()) {
      selector.failed(A, "reset\nby\r\npeer " + "x".repeat(1000));
    }
    Kept kept = new MemoryFile(file).read(clock.millis()).get(A);
    assertThat(kept.reason()).startsWith("reset by peer x").hasSize(300);
  }
}
