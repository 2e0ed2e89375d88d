package io.github.puppetha.conf;

import io.github.puppetha.HostPort;
import io.github.puppetha.topology.CaNode;
import io.github.puppetha.topology.GatewayNode;
import io.github.puppetha.topology.Server;
import io.github.puppetha.topology.Site;
import io.github.puppetha.topology.Topology;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The {@code puppet.conf} of a site's agents, in each of the ways to say where servers are. */
final class AgentConfText {
  /** How agents find servers. */
  enum Way {
    /** One name: the site's gateway, or its first server. */
    SERVER("one name for the site"),
    /** A list, asked in order; since Puppet 4.6. */
    SERVER_LIST("a list of servers, asked in order"),
    /** SRV records of the site's domain. */
    SRV("SRV records");

    private final String title;

    Way(String title) {
      this.title = title;
    }

    String directory() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private final Topology topology;
  private final Site site;
  private final int version;

  AgentConfText(Topology topology, Site site, int version) {
    this.topology = topology;
    this.site = site;
    this.version = version;
  }

  /** The ways that this site and this Puppet have. */
  List<Way> ways() {
    List<Way> ways = new ArrayList<>();
    if (!entrances(topology, site).isEmpty()) {
      ways.add(Way.SERVER);
      if (version > 3) {
        ways.add(Way.SERVER_LIST);
      }
      site.domain().ifPresent(domain -> ways.add(Way.SRV));
    }
    return ways;
  }

  String text(Way way) {
    HostPort first = entrances(topology, site).get(0);
    IniText ini =
        new IniText()
            .comment(
                "Agents of site " + site.name() + ", Puppet " + version + ": " + way.title + ".");
    ini.section("main");
    ini.comment(why(way)).set("server", first.host());
    port(ini, first.port());
    switch (way) {
      case SERVER -> {}
      case SERVER_LIST -> ini.setAll("server_list", entrances(topology, site), ",");
      case SRV -> ini.set("use_srv_records", true).set("srv_domain", site.domain().orElseThrow());
    }
    ca(ini, way);
    ini.section("agent");
    if (version > 3) {
      ini.comment("A server that does not answer costs this long, in place of two minutes.")
          .set("http_connect_timeout", "10s");
    } else {
      ini.comment("For a whole request, also the compiling of a catalog.")
          .set("configtimeout", 120)
          .comment("Without a server's name, so that plugins come by SRV records too.")
          .set("pluginsource", "puppet:///plugins")
          .set("pluginfactsource", "puppet:///pluginfacts");
    }
    refresh(ini, version);
    return ini.text();
  }

  private String why(Way way) {
    if (way == Way.SERVER) {
      return "The name that agents know this site by.";
    }
    return version >= 9
        ? "OpenVox 9 ends at once without this, also where it is not used."
        : "Used when nothing else says where to go.";
  }

  private void port(IniText ini, int port) {
    if (port != HostPort.PUPPET_PORT) {
      ini.set(version > 5 ? "serverport" : "masterport", port);
    }
  }

  /** With gateways the CA is behind them, wherever it is. */
  private void ca(IniText ini, Way way) {
    Optional<HostPort> ca = ca(topology);
    if (ca.isEmpty() || !site.gateways().isEmpty()) {
      return;
    }
    if (way == Way.SRV) {
      ini.comment(
          "Only while DNS is lost: the records of _x-puppet-ca go before it, and where there");
      ini.comment("are none those of _x-puppet, which lead to servers without a CA.");
    }
    ini.set("ca_server", ca.get().host());
    if (ca.get().port() != entrances(topology, site).get(0).port()) {
      ini.set("ca_port", ca.get().port());
    }
  }

  /** Revocations reach a machine that fetches the CRL only. */
  static void refresh(IniText ini, int version) {
    ini.set("certificate_revocation", version > 5 ? "chain" : "true");
    if (version >= 7) {
      ini.comment(
              version == 7
                  ? "Puppet 7 would never fetch the CRL again."
                  : "Revocations reach this machine within this time.")
          .set("crl_refresh_interval", "1d");
    }
  }

  /** Where agents of a site go: its gateways by the name they are known by, or its servers. */
  static List<HostPort> entrances(Topology topology, Site site) {
    List<HostPort> gateways = site.gateways().stream().map(AgentConfText::name).distinct().toList();
    List<HostPort> servers = site.servers().stream().map(Server::address).toList();
    List<HostPort> found = gateways.isEmpty() ? servers : gateways;
    return found.isEmpty()
        ? topology.servers().stream().map(Server::address).limit(1).toList()
        : found;
  }

  /** Where the CA is asked by who has no gateway: itself, or at the gateways that it is behind. */
  static Optional<HostPort> ca(Topology topology) {
    return Machine.beforeCa(topology)
        .map(home -> entrances(topology, home).get(0))
        .or(() -> topology.ca().map(CaNode::server));
  }

  private static HostPort name(GatewayNode gateway) {
    return new HostPort(gateway.name(), gateway.address().port());
  }
}
