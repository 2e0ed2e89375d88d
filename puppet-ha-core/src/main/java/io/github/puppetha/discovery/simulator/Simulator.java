package io.github.puppetha.discovery.simulator;

import io.github.puppetha.discovery.Service;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Foretells which servers an agent chooses in a run: nothing is connected to, and DNS is asked only
 * when live DNS is given. Immutable, and safe for use by several threads.
 *
 * <pre>{@code
 * Simulation simulation =
 *     Simulator.builder()
 *         .agent(AgentVersion.PUPPET_8)
 *         .puppetConf("[main]\nuse_srv_records = true\nsrv_domain = example.com\n")
 *         .zone(Files.readString(Path.of("db.example.com")))
 *         .dead("puppet1.example.com", Trouble.DROPS)
 *         .build()
 *         .simulate();
 * System.out.println(simulation.table());
 * }</pre>
 *
 * <p>What it follows is the agent's own code, {@code lib/puppet/http} of Puppet 7.23, Puppet 8.10
 * and OpenVox 9, and Ruby's {@code resolv.rb} and {@code net/http.rb} below it:
 *
 * <ul>
 *   <li>SRV records come before {@code server_list}, and that before {@code server}; also before an
 *       explicit {@code ca_server}.
 *   <li>Each service is drawn for anew. The share of weight 0 is 1, of any other ten times the
 *       weight; RFC 2782 has it otherwise.
 *   <li>{@code http_connect_timeout} is spent at each silent server, and again at its TLS.
 *   <li>A certificate that is not accepted, and the target {@code .}, end the search.
 *   <li>When nobody of {@code server_list} is good, {@code server} is not tried.
 *   <li>A service without records of its own uses those of {@code _x-puppet}.
 *   <li>DNS servers that are silent cost 75 s for each name.
 *   <li>OpenVox 9 chooses nobody unless {@code server} is set.
 * </ul>
 */
public final class Simulator {
  private final SimulatorBuilder given;

  Simulator(SimulatorBuilder given) {
    this.given = given;
  }

  /** A simulator of a Puppet 8 agent without settings, records and troubles. */
  public static SimulatorBuilder builder() {
    return new SimulatorBuilder();
  }

  /**
   * Foretells one run.
   *
   * @throws io.github.puppetha.PuppetHaException when live DNS cannot be asked, because the thread
   *     is interrupted
   */
  public Simulation simulate() {
    RunSettings settings = given.settings();
    AgentDns dns = given.dnsOfAgent();
    Servers servers = given.servers(settings, dns);
    boolean nothing = given.version().needsServerSetting() && !settings.serverSet();
    AgentRun run = new AgentRun(settings, given.isFirstRun());
    run.run(given.contact(), () -> new AgentWalk(settings, dns, servers, nothing));
    OwnSelection own = new OwnSelection(settings, dns, servers);
    List<Selection> ours = Arrays.stream(Service.values()).map(own::select).toList();
    return new Simulation(
        given.version(), new ArrayList<>(run.walks()), new HashMap<>(run.seconds()), ours);
  }

  static Map<String, DnsTrouble> troubles(
      AgentResolvConf conf, DnsTrouble all, Map<String, DnsTrouble> some) {
    Map<String, DnsTrouble> troubles = new HashMap<>();
    conf.nameservers().forEach(server -> troubles.put(server, all));
    troubles.putAll(some);
    return troubles;
  }
}
