package io.github.puppetha.conf;

import io.github.puppetha.HostPort;
import io.github.puppetha.topology.Server;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What Puppet itself reads on a server: {@code puppet.conf}, {@code puppetdb.conf}, routes. */
final class ServerConfText {
  private static final int HTTPS_PORT = 443;

  private final Machine machine;
  private final int version;

  ServerConfText(Machine machine, int version) {
    this.machine = machine;
    this.version = version;
  }

  List<RenderedFile> files() {
    List<RenderedFile> files = new ArrayList<>();
    files.add(new RenderedFile("puppet/puppet.conf", puppetConf()));
    if (!machine.topology().puppetdb().isEmpty()) {
      files.add(new RenderedFile("puppet/puppetdb.conf", puppetdb()));
      files.add(new RenderedFile("puppet/routes.yaml", routes()));
    }
    return files;
  }

  private String puppetConf() {
    HostPort address = machine.address();
    IniText ini =
        new IniText()
            .comment(
                "Puppet Server %s, Puppet %d%s."
                    .formatted(address, version, machine.ca() ? ", the CA" : ", without a CA"));
    ini.section("main").set("certname", address.host());
    ini.comment("Read when the certificate is requested, never again; the CA must allow them.")
        .setAll("dns_alt_names", machine.altNames(), ",");
    HostPort entrance = entrance(ini);
    ini.set("server", entrance.host());
    if (entrance.port() != HostPort.PUPPET_PORT) {
      ini.set(version > 5 ? "serverport" : "masterport", entrance.port());
    }
    boolean through = !entrance.equals(address) && Machine.beforeCa(machine.topology()).isPresent();
    if (!through) {
      ca(ini, entrance);
    }
    ini.section("agent");
    AgentConfText.refresh(ini, version);
    server(ini);
    return ini.text();
  }

  private void ca(IniText ini, HostPort entrance) {
    Optional<HostPort> ca =
        machine.ca() ? Optional.of(machine.address()) : AgentConfText.ca(machine.topology());
    ca.ifPresent(
        host -> {
          ini.set("ca_server", host.host());
          if (host.port() != entrance.port()) {
            ini.set("ca_port", host.port());
          }
        });
  }

  /** Whom the machine's own agent asks. */
  private HostPort entrance(IniText ini) {
    if (version <= 5 || machine.site().isEmpty() || !machine.behindGateways()) {
      return machine.address();
    }
    ini.comment("For the agent of this machine: the server takes clients from gateways only.");
    return AgentConfText.entrances(machine.topology(), machine.site().get()).get(0);
  }

  private void server(IniText ini) {
    ini.section(version > 5 ? "server" : "master");
    if (version > 5) {
      machine
          .server()
          .flatMap(Server::code)
          .ifPresent(code -> ini.set("environmentpath", code.getPath().replaceFirst("/+$", "")));
      ini.comment(
              "An environment's link is read once, when it is loaded: no catalog mixes revisions.")
          .set("versioned_environment_dirs", true);
    } else {
      ini.comment("For Rack and WEBrick; Puppet Server has it in bootstrap.cfg.")
          .set("ca", machine.ca());
      if (machine.behindGateways()) {
        ini.comment("What a proxy says of the client.")
            .set("ssl_client_header", "HTTP_X_CLIENT_DN")
            .set("ssl_client_verify_header", "HTTP_X_CLIENT_VERIFY");
      }
    }
    if (!machine.topology().puppetdb().isEmpty()) {
      ini.set("storeconfigs", true).set("storeconfigs_backend", "puppetdb");
    } else if (version <= 3 && !machine.ca()) {
      inventory(ini);
    }
    reports(ini);
  }

  /** Puppet 3 without PuppetDB: one server, that of the CA, keeps the facts of all nodes. */
  private void inventory(IniText ini) {
    machine
        .topology()
        .ca()
        .ifPresent(
            ca ->
                ini.comment("Facts of all nodes are kept at one server.")
                    .set("facts_terminus", "inventory_service")
                    .set("inventory_server", ca.server().host())
                    .set("inventory_port", ca.server().port()));
  }

  private void reports(IniText ini) {
    List<URI> urls = machine.topology().reports().urls();
    List<String> handlers = new ArrayList<>();
    if (machine.topology().reports().server()) {
      handlers.add("store");
    }
    if (!machine.topology().puppetdb().isEmpty()) {
      handlers.add("puppetdb");
    }
    if (!urls.isEmpty()) {
      handlers.add("http");
    }
    ini.setAll("reports", handlers, ",");
    if (!urls.isEmpty()) {
      if (urls.size() > 1) {
        ini.comment(
            "Puppet sends reports to one URL only, so not to "
                + urls.subList(1, urls.size())
                + ".");
      }
      ini.comment("While it is slow, so are agents; a report that it does not take is lost.")
          .set("reporturl", urls.get(0));
    }
  }

  private String puppetdb() {
    List<URI> urls = machine.topology().puppetdb();
    IniText ini = new IniText().section("main");
    if (version > 3) {
      ini.setAll("server_urls", urls.stream().map(ServerConfText::plain).toList(), ",");
    } else {
      int port = urls.get(0).getPort();
      ini.set("server", urls.get(0).getHost()).set("port", port < 0 ? HTTPS_PORT : port);
    }
    return ini.comment(
            """
            Catalogs are compiled while PuppetDB is down, but not those that collect exported resources
            or query it; what it misses then is lost.""")
        .set("soft_write_failure", true)
        .text();
  }

  private static String plain(URI url) {
    return url.toString().replaceFirst("/+$", "");
  }

  private String routes() {
    return """
    ---
    %s:
      facts:
        terminus: puppetdb
        cache: %s
    """
        .formatted(version > 5 ? "server" : "master", version > 5 ? "json" : "yaml");
  }
}
