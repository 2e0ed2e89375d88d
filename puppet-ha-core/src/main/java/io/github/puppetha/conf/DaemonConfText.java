package io.github.puppetha.conf;

import io.github.puppetha.HostPort;
import io.github.puppetha.topology.IdentityRef;
import java.util.ArrayList;
import java.util.List;

/** What Puppet Server reads beside Puppet's own files: listeners, access, whether the CA is on. */
final class DaemonConfText {
  /** What is set where agents themselves connect. */
  private static final String DIRECT =
      """
          # With TLS 1.3 runs of agents may wait 30 s for an answer that is there: Java sends a session
          # ticket behind it, and the agent takes that for the next one.
          ssl-protocols: [TLSv1.2]
      """;

  private final Machine machine;
  private final int version;

  DaemonConfText(Machine machine, int version) {
    this.machine = machine;
    this.version = version;
  }

  /** With clients known by certificate, or by header where gateways stand before it. */
  List<RenderedFile> files() {
    List<RenderedFile> files = new ArrayList<>(listener(machine.behindGateways()));
    files.add(new RenderedFile("puppetserver/services.d/ca.cfg", services()));
    if (machine.ca()) {
      files.add(new RenderedFile("puppetserver/conf.d/ca.conf", ca()));
    }
    return files;
  }

  /** What differs for a server behind one of the rendered proxies. */
  List<RenderedFile> behindProxy() {
    return listener(true);
  }

  private List<RenderedFile> listener(boolean headers) {
    List<RenderedFile> files = new ArrayList<>();
    files.add(new RenderedFile("puppetserver/conf.d/webserver.conf", webserver(headers)));
    files.add(
        new RenderedFile(
            "puppetserver/conf.d/auth.conf",
            AuthConfText.text(
                version, headers, machine.topology().identity().map(IdentityRef::certname))));
    if (headers) {
      files.add(new RenderedFile("clients.nft", firewall()));
    }
    return files;
  }

  private String webserver(boolean headers) {
    HostPort address = machine.address();
    return """
        webserver: {
            access-log-config: "%s/request-logging.xml"
            # Agents that have no certificate yet come without one.
            client-auth: want
            ssl-host: 0.0.0.0
            ssl-port: %d
        %s    # Key, certificate, CA and CRL are those of puppet.conf, as long as none of ssl-cert, ssl-key,
            # ssl-ca-cert and ssl-crl-path is set here: one alone, and the CRL is not looked at.
        }
        """
        .formatted(machine.configuration(), address.port(), headers ? "" : DIRECT);
  }

  private String services() {
    String on = machine.ca() ? ServicesCfg.CA : ServicesCfg.NO_CA;
    String off = machine.ca() ? ServicesCfg.NO_CA : ServicesCfg.CA;
    return """
        # %s
        %s
        # %s
        # Reloads the CRL when it has changed.
        %s
        """
        .formatted(
            machine.ca() ? "The CA is here." : "The CA is elsewhere.",
            on,
            off,
            ServicesCfg.WATCHER);
  }

  private static String ca() {
    return """
        certificate-authority: {
            # Servers have several names in their certificates. Whoever signs has to look at them: who
            # gets a name of yours signed is that server.
            allow-subject-alt-names: true
            allow-authorization-extensions: false
        }
        """;
  }

  private String firewall() {
    List<String> gateways = machine.gateways();
    String clients = gateways.isEmpty() ? "127.0.0.1" : String.join(", ", gateways);
    return """
        # Who may connect to Puppet Server at %1$s, which believes what they say of clients.
        # Add what else asks it: proxies, and the machines that deploy to it. Names are looked up when
        # this is loaded (nft -f), and must have one IPv4 address each.
        table inet puppet_ha
        delete table inet puppet_ha
        table inet puppet_ha {
            chain clients {
                type filter hook input priority filter; policy accept;
                tcp dport %2$d ip saddr != { %3$s } drop
                tcp dport %2$d meta nfproto ipv6 drop
            }
        }
        """
        .formatted(machine.address(), machine.address().port(), clients);
  }
}
