package io.github.puppetha.deploy;

import io.github.puppetha.HostPort;
import io.github.puppetha.ProgressListener;
import io.github.puppetha.io.Processes;
import io.github.puppetha.topology.Topology;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/** Kills itself when one server is switched and the other, whose host is the argument, is not. */
final class DieBetweenServers implements Switches {
  private final String last;
  private final CountDownLatch first = new CountDownLatch(1);

  private DieBetweenServers(String last) {
    this.last = last;
  }

  public static void main(String[] arguments) {
    Deployer.builder(Topology.load(Path.of(arguments[0])))
        .switches(new DieBetweenServers(arguments[1]))
        .build()
        .plan()
        .execute(ProgressListener.NONE);
  }

  @Override
  public Optional<String> begin(HostPort server, Map<String, String> trees) {
    if (server.host().equals(last)) {
      try {
        first.await();
        String pid = Long.toString(ProcessHandle.current().pid());
        Processes.run(List.of("kill", "-9", pid), Path.of("/"), Map.of(), Duration.ofSeconds(60));
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    }
    return Optional.empty();
  }

  @Override
  public Optional<String> end(HostPort server, Map<String, String> trees) {
    first.countDown();
    return Optional.empty();
  }
}
