package io.github.puppetha.examples.embedding;

import io.github.puppetha.discovery.simulator.AgentVersion;
import io.github.puppetha.discovery.simulator.Simulation;
import io.github.puppetha.discovery.simulator.Simulator;
import io.github.puppetha.discovery.simulator.Trouble;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Prints which servers an agent would try, how likely and for how long, when one is cut off. */
public final class SimulateAgent {
  private SimulateAgent() {}

  /** Takes a puppet.conf, a zone file, and the name of the server that is cut off. */
  public static void main(String[] arguments) throws IOException {
    String conf = Files.readString(Path.of(arguments[0]));
    String zone = Files.readString(Path.of(arguments[1]));
    System.out.println(withoutServer(conf, zone, arguments[2]).table());
  }

  // region simulate
  static Simulation withoutServer(String puppetConf, String zone, String lost) {
    return Simulator.builder()
        .agent(AgentVersion.PUPPET_8)
        .puppetConf(puppetConf)
        .zone(zone)
        .dead(lost, Trouble.DROPS)
        .build()
        .simulate();
  }
  // endregion
}
