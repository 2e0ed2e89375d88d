package io.github.puppetha.io;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ForkJoinPool;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessesTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @TempDir Path directory;

  private Processes.Result run(String script) throws Exception {
    return Processes.run(List.of("sh", "-c", script), directory, Map.of(), PATIENCE);
  }

  @Test
  void whatComplainsAtLengthBeforeItSpeaksEndsToo() throws Exception {
    Processes.Result result = run("head -c 1000000 /dev/zero >&2; echo done");
    assertThat(result.out()).isEqualTo("done\n");
    assertThat(result.err()).hasSize(1_000_000);
  }

  @Test
  void aProgramRunsWhileOthersKeepTheCommonPoolBusy() throws Exception {
    CountDownLatch over = new CountDownLatch(1);
    for (int i = 0; i < ForkJoinPool.getCommonPoolParallelism() + 1; i++) {
      ForkJoinPool.commonPool()
          .execute(
              () -> {
                try {
                  over.await();
                } catch (InterruptedException e) {
                  Thread.currentThread().interrupt();
                }
              });
    }
    try {
      assertThat(run("echo out; echo err >&2").out()).isEqualTo("out\n");
    } finally {
      over.countDown();
    }
  }
}
