package io.github.puppetha.interop;

import io.github.puppetha.discovery.simulator.SimulatorBuilder;
import io.github.puppetha.discovery.simulator.Trouble;
import io.github.puppetha.http.PuppetResponse;
import io.github.puppetha.testkit.FakeMaster;
import io.github.puppetha.testkit.Fault;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The servers of all scenarios, each with a trouble of its own that never changes: a (with the CA),
 * b, c and local are well, r and r2 refuse, d and d2 drop packets, h hangs after accept, x ends
 * connections, t never answers a request, s has a status of 503, e answers 503 always, w has a
 * certificate of another CA, n has no address, m has two, of which the first drops packets.
 */
final class ScenarioServers {
  private static final Map<String, Trouble> TROUBLES =
      Map.of(
          "r", Trouble.REFUSED,
          "r2", Trouble.REFUSED,
          "d", Trouble.DROPS,
          "d2", Trouble.DROPS,
          "h", Trouble.HANGS_AFTER_ACCEPT,
          "x", Trouble.NO_TLS,
          "t", Trouble.HANGS_AFTER_TLS,
          "s", Trouble.STATUS_503,
          "e", Trouble.ALL_503,
          "w", Trouble.WRONG_CERTIFICATE);

  private final RealLab lab;
  private final Map<String, Integer> ports = new TreeMap<>();
  private final FakeMaster ca;

  private ScenarioServers(RealLab lab) {
    this.lab = lab;
    this.ca =
        FakeMaster.builder()
            .name("a.example.test")
            .dnsAltNames("local.example.test", "m.example.test")
            .start();
    lab.closeLater(ca);
    ports.put("a", ca.port());
    ports.put("local", ca.port());
    ports.put("n", ca.port());
  }

  static ScenarioServers start(RealLab lab) throws IOException {
    ScenarioServers servers = new ScenarioServers(lab);
    for (String letter : List.of("b", "c", "r", "r2", "d", "d2", "t", "s", "e")) {
      servers.master(letter);
    }
    FakeMaster other = FakeMaster.builder().name("w.example.test").start();
    lab.closeLater(other);
    servers.ports.put("w", other.port());
    servers.silent();
    servers.ending();
    servers.ports.put("m", servers.port("d"));
    Files.writeString(
        lab.directory().resolve("hosts"),
        "127.0.0.1 localhost\n127.0.0.1 local.example.test\n127.0.0.1 m.example.test\n"
            + lab.address(200)
            + " m.example.test\n");
    return servers;
  }

  private void master(String letter) {
    FakeMaster master = FakeMaster.builder().name(letter + ".example.test").caOf(ca).start();
    lab.closeLater(master);
    ports.put(letter, master.port());
    switch (letter) {
      case "r", "r2" -> master.fault(new Fault.Refuse());
      case "d", "d2" -> master.fault(new Fault.Drop());
      case "t" -> master.fault(new Fault.Slow(Duration.ofMinutes(5)));
      case "s" -> master.answer("GET", "/status/v1/simple/server", PuppetResponse.text(503, "no"));
      case "e" -> master.fault(new Fault.Status(503));
      default -> {
        // well
      }
    }
  }

  /** Takes connections into its queue and says nothing. */
  private void silent() throws IOException {
    ServerSocket socket = new ServerSocket(0, 100, InetAddress.getByName("127.0.0.1"));
    lab.closeLater(socket);
    ports.put("h", socket.getLocalPort());
  }

  private void ending() throws IOException {
    ServerSocket socket = new ServerSocket(0, 100, InetAddress.getByName("127.0.0.1"));
    lab.closeLater(socket);
    ports.put("x", socket.getLocalPort());
    Thread thread =
        new Thread(
            () -> {
              while (!socket.isClosed()) {
                try (Socket accepted = socket.accept()) {
                  accepted.setSoLinger(true, 0);
                } catch (IOException e) {
                  continue; // closed, or the agent was faster
                }
              }
            },
            "ends-connections");
    thread.setDaemon(true);
    thread.start();
  }

  FakeMaster ca() {
    return ca;
  }

  int port(String letter) {
    return ports.get(letter);
  }

  /** Puts the ports in. */
  String filled(String text) {
    String filled = text;
    for (Map.Entry<String, Integer> each : ports.entrySet()) {
      filled = filled.replace("{" + each.getKey() + "}", each.getValue().toString());
    }
    return filled;
  }

  /** The zone's hosts: all but n, m and local have an address. */
  List<String> addresses() {
    List<String> lines = new ArrayList<>();
    ports.keySet().stream()
        .filter(letter -> !List.of("n", "m", "local").contains(letter))
        .forEach(letter -> lines.add(letter + " 300 IN A 127.0.0.1"));
    return lines;
  }

  /** Tells a simulator what is wrong here. */
  void tell(SimulatorBuilder simulator) {
    TROUBLES.forEach((letter, trouble) -> simulator.dead(letter + ".example.test", trouble));
    simulator
        .host("local.example.test", "127.0.0.1")
        .host("m.example.test", "127.0.0.1", lab.address(200))
        .dead("127.0.0.1:" + port("d"), Trouble.DROPS)
        .dead("127.0.0.1:" + port("d2"), Trouble.DROPS);
  }

  /** Writes certificates as an agent keeps them. */
  void certify(Path ssldir, String certname) {
    AgentFiles.write(ssldir, certname, ca.issue(certname), ca.trust());
  }
}
