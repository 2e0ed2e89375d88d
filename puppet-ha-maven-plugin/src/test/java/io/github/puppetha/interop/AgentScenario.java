package io.github.puppetha.interop;

import io.github.puppetha.discovery.simulator.CaContact;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Records, settings and what is wrong. Servers are letters, {@code {d}} stands for the port of
 * {@code d.example.test}; {@link ScenarioServers} says what is wrong with each letter.
 *
 * @param title for the table
 * @param records zone file lines below {@code ZONE.example.test}, with owner names of services
 * @param settings lines of puppet.conf; {@code ZONE} is this scenario's zone
 * @param traits what is special
 */
record AgentScenario(String title, List<String> records, List<String> settings, Set<Trait> traits) {
  /** What is special. */
  enum Trait {
    /** The agent has no certificates yet. */
    FIRST_CONTACT,
    /** The CA's files are two days old. */
    OLD_CA_FILES,
    /** The agent had no run before. */
    FIRST_RUN,
    /** A cached catalog may be used. */
    WITH_CACHE,
    /** Of two DNS servers the first is silent. */
    FIRST_DNS_SILENT,
    /** Nothing listens at the DNS server's port. */
    DNS_CLOSED,
    /** The DNS server never answers. */
    DNS_SILENT,
    /** Takes minutes; one release only. */
    LONG
  }

  CaContact contact() {
    return traits.contains(Trait.FIRST_CONTACT)
        ? CaContact.FIRST
        : traits.contains(Trait.OLD_CA_FILES) ? CaContact.REFRESH : CaContact.NONE;
  }

  boolean is(Trait trait) {
    return traits.contains(trait);
  }

  @Override
  public String toString() {
    return title;
  }

  private static final String SRV = "use_srv_records = true;srv_domain = ZONE.example.test";

  private static AgentScenario srv(String title, String records, String settings, Trait... traits) {
    String all = SRV + ";server = b.example.test;serverport = {b}" + settings;
    return scenario(title, records, all, traits);
  }

  private static AgentScenario scenario(
      String title, String records, String settings, Trait... traits) {
    EnumSet<Trait> set = EnumSet.noneOf(Trait.class);
    set.addAll(List.of(traits));
    return new AgentScenario(title, split(records), split(settings), set);
  }

  private static List<String> split(String text) {
    return text.isEmpty() ? List.of() : List.of(text.split("; *"));
  }

  /** One SRV record. */
  private static String rr(String service, int priority, int weight, String server) {
    String port = server.equals(".") ? "0" : "{" + server + "}";
    String target = server.equals(".") ? "." : server + ".example.test.";
    return service + " 300 IN SRV " + priority + " " + weight + " " + port + " " + target;
  }

  private static String puppet(int priority, int weight, String server) {
    return rr("_x-puppet._tcp", priority, weight, server);
  }

  private static String both(String first, String second) {
    return puppet(0, 0, first) + ";" + puppet(1, 0, second);
  }

  static List<AgentScenario> all() {
    List<AgentScenario> all = new ArrayList<>(bySrv());
    all.addAll(bySettings());
    all.addAll(byCaAndDns());
    return all;
  }

  private static List<AgentScenario> bySrv() {
    return List.of(
        srv("SRV, two of weights 1 and 3", puppet(0, 1, "a") + ";" + puppet(0, 3, "b"), ""),
        srv("SRV, weight 0 beside 1", puppet(0, 0, "a") + ";" + puppet(0, 1, "b"), ""),
        srv("SRV, the first refuses", both("r", "a"), ""),
        srv("SRV, the first drops packets", both("d", "a"), ""),
        srv("SRV, the first hangs after accept", both("h", "a"), ""),
        srv("SRV, the first ends connections", both("x", "a"), ""),
        srv("SRV, the first never answers a request", both("t", "a"), ""),
        srv("SRV, the first answers 503", both("e", "a"), ""),
        srv("SRV, the first has a certificate of another CA", both("w", "a"), ""),
        srv(
            "SRV, equal: one dead, one with another CA's certificate, one well",
            puppet(0, 1, "d") + ";" + puppet(0, 1, "w") + ";" + puppet(0, 1, "a"),
            ""),
        srv("SRV, the first has no address", both("n", "a"), ""),
        srv("SRV, the first has two addresses, of which one drops", both("m", "a"), ""),
        srv(
            "SRV, target '.', then one that is well",
            puppet(0, 0, ".") + ";" + puppet(1, 0, "a"),
            ""),
        srv("SRV, all refuse; server is well", both("r", "r2"), ""),
        srv("SRV without records; server is well", "", ""),
        srv(
            "SRV, records of their own for report and files",
            puppet(0, 0, "a")
                + ";"
                + rr("_x-puppet-report._tcp", 0, 0, "c")
                + ";"
                + rr("_x-puppet-fileserver._tcp", 0, 0, "b"),
            ""),
        srv(
            "SRV, report's own record is dead, the generic one well",
            puppet(0, 0, "a") + ";" + rr("_x-puppet-report._tcp", 0, 0, "r"),
            ""),
        srv(
            "SRV name is an alias",
            "_x-puppet._tcp 300 IN CNAME real;" + rr("real", 0, 0, "a"),
            ""),
        srv(
            "SRV, the only one drops packets; server_list is well",
            puppet(0, 0, "d"),
            ";server_list = a.example.test:{a}"),
        srv("SRV, three, two of them drop packets", dropping(), ""));
  }

  private static String dropping() {
    return puppet(0, 1, "d") + ";" + puppet(0, 1, "d2") + ";" + puppet(0, 1, "a");
  }

  private static AgentScenario list(String title, String letters, String more, Trait... traits) {
    StringBuilder list = new StringBuilder();
    for (String letter : letters.split(" ")) {
      list.append(list.isEmpty() ? "" : ",").append(letter + ".example.test:{" + letter + "}");
    }
    return scenario(title, "", "server = b.example.test;server_list = " + list + more, traits);
  }

  private static List<AgentScenario> bySettings() {
    return List.of(
        list("server_list, the first refuses", "r a", ""),
        list("server_list, the first drops packets", "d a", ""),
        list("server_list, the first hangs after accept", "h a", ""),
        list("server_list, the first's status is 503", "s a", ""),
        list("server_list, the first never answers a request", "t a", ""),
        list("server_list, the first has a certificate of another CA", "w a", ""),
        list("server_list, all dead", "r d", ""),
        list("server_list, all dead, a cached catalog", "r d", "", Trait.WITH_CACHE),
        list(
            "server_list beside report_server",
            "r a",
            ";report_server = c.example.test;report_port = {c}"),
        list("server_list in a first run", "a", "", Trait.FIRST_RUN),
        scenario("server refuses", "", "server = r.example.test;serverport = {r}"),
        scenario("server drops packets", "", "server = d.example.test;serverport = {d}"),
        scenario("SRV without server", puppet(0, 0, "a"), SRV),
        list("server_list without http_connect_timeout", "d a", "", Trait.LONG));
  }

  private static List<AgentScenario> byCaAndDns() {
    String deadCa = ";ca_server = r.example.test;ca_port = {r}";
    String droppingCa = ";ca_server = d.example.test;ca_port = {d}";
    return List.of(
        srv(
            "first contact, SRV for agents only, ca_server set",
            both("r", "a"),
            deadCa,
            Trait.FIRST_CONTACT,
            Trait.FIRST_RUN),
        list(
            "first contact, server_list, ca_server drops packets",
            "a",
            droppingCa,
            Trait.FIRST_CONTACT,
            Trait.FIRST_RUN),
        list(
            "CA files to be refreshed, ca_server drops packets",
            "a",
            droppingCa,
            Trait.OLD_CA_FILES),
        srv(
            "SRV, the first of two DNS servers is silent",
            puppet(0, 0, "a"),
            "",
            Trait.FIRST_DNS_SILENT),
        scenario(
            "SRV, nothing listens at the DNS server",
            "",
            SRV + ";server = local.example.test;serverport = {a}",
            Trait.DNS_CLOSED),
        scenario(
            "SRV domain that the DNS server refuses",
            "",
            "use_srv_records = true;srv_domain = other.test;server = a.example.test;serverport = {a}"),
        scenario(
            "SRV, the DNS server is silent",
            "",
            SRV + ";server = local.example.test;serverport = {a}",
            Trait.DNS_SILENT,
            Trait.LONG));
  }
}
