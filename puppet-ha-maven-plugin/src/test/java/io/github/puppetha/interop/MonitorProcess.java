package io.github.puppetha.interop;

import io.github.puppetha.HostPort;
import io.github.puppetha.discovery.Grade;
import io.github.puppetha.discovery.HealthReport;
import io.github.puppetha.discovery.monitor.DnsMonitor;
import io.github.puppetha.discovery.zone.KeyFile;
import io.github.puppetha.discovery.zone.ZoneAccess;
import io.github.puppetha.discovery.zone.ZoneServer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * A monitor in a process of its own, whose clock runs a hundred times as fast, and which finds the
 * first of its servers dead; to be killed.
 */
final class MonitorProcess {
  private MonitorProcess() {}

  /** Arguments: primary, domain, key file, servers. */
  public static void main(String[] args) throws InterruptedException {
    ZoneAccess access =
        ZoneAccess.of(HostPort.parse(args[0], 53), args[1])
            .signedWith(KeyFile.read(Path.of(args[2])));
    List<HostPort> servers =
        List.of(args).subList(3, args.length).stream()
            .map(text -> HostPort.parse(text, HostPort.PUPPET_PORT))
            .toList();
    DnsMonitor monitor =
        DnsMonitor.builder(ZoneServer.at(access))
            .own(servers)
            .health(server -> report(server, server.equals(servers.get(0))))
            .name("killed.example.test")
            .clock(Clock.systemUTC(), () -> System.nanoTime() * 100)
            .build();
    Executors.newSingleThreadScheduledExecutor()
        .scheduleWithFixedDelay(monitor::run, 0, 20, TimeUnit.MILLISECONDS);
    new CountDownLatch(1).await();
  }

  private static HealthReport report(HostPort server, boolean dead) {
    return new HealthReport(server, dead ? Grade.DEAD : Grade.GOOD, "as told", Instant.EPOCH);
  }

  /** Starts one on this machine's own Java. */
  static Process start(RealZone bind, String zone, Path log, HostPort... servers)
      throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                MonitorProcess.class.getName(),
                bind.address().toString(),
                zone,
                bind.key().toString()));
    for (HostPort server : servers) {
      command.add(server.toString());
    }
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(log.toFile())
        .start();
  }
}
