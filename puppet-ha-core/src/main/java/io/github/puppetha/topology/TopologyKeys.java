package io.github.puppetha.topology;

import io.github.puppetha.topology.Shape.Choice;
import io.github.puppetha.topology.Shape.Items;
import io.github.puppetha.topology.Shape.Key;
import io.github.puppetha.topology.Shape.Keys;
import io.github.puppetha.topology.Shape.Named;
import io.github.puppetha.topology.Shape.Text;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The table of keys of {@code puppet-ha.yaml}. */
final class TopologyKeys {
  private static final Shape HOST = new Text(Form.HOST);
  private static final Shape DOMAIN = new Text(Form.DOMAIN);
  private static final Shape CERTNAME = new Text(Form.CERTNAME);
  private static final Shape PATH = new Text(Form.PATH);
  private static final Shape REMOTE = new Text(Form.REMOTE);

  private static final Keys IDENTITY =
      keys(
          must("ssldir", PATH, "Puppet's ssldir, with certs, private_keys and crl.pem."),
          must("certname", CERTNAME, "The name in the certificate of this process."));

  private static final Keys SOURCE =
      keys(
          must("remote", REMOTE, "The control repo: a URL, user@host:path or a path."),
          may("prefix", new Text(Form.PREFIX), "Begins the names of its environments.", null),
          may("mirrors", new Named(REMOTE, true), "By site, a copy nearer to it.", null));

  private static final Keys CODE =
      keys(
          may("cache", PATH, "Mirrors and content of this machine.", CodeSettings.DEFAULT_CACHE),
          may("sources", new Named(SOURCE, true), "Control repos by name.", null),
          may("forge", new Text(Form.HTTP), "Where the Forge is.", CodeSettings.DEFAULT_FORGE),
          may("ssh", PATH, "A file like ~/.ssh/config that is read in place of it.", null));

  private static final Keys STATE =
      keys(
          may("remote", REMOTE, "A git repository that this user may push to.", null),
          may("directory", PATH, "A directory that all deployers share.", null));

  private static final Keys DEPLOY =
      keys(
          may(
              "policy",
              new Choice(List.of("all", "reachable")),
              "Which servers must have staged a deployment before any is switched.",
              "all"),
          may(
              "minPerSite",
              new Shape.Number(0, 10_000),
              "How many servers of each site must have staged it at least.",
              1),
          may(
              "keep",
              new Text(Form.DURATION),
              "How long a revision stays on a server after it was live.",
              DeployPolicy.DEFAULT_KEEP_HOURS + "h"),
          may(
              "keepDeployments",
              new Shape.Number(0, 1000),
              "How many earlier revisions of each environment stay on a server, however old.",
              DeployPolicy.DEFAULT_KEEP_DEPLOYMENTS),
          may(
              "pin",
              new Choice(List.of("files", "catalogs", "none")),
              "What of an agent's run gateways ask for under its revision's name.",
              "files"),
          may(
              "deployers",
              new Items(CERTNAME),
              "Certificates that may announce switches to gateways, beside the gateways' own.",
              null),
          may("state", STATE, "Where decisions are recorded; else in the control repo.", null));

  private static final Keys STANDBY =
      keys(
          must("site", new Text(Form.DOMAIN), "The site that it stands in."),
          must("host", HOST, "Where it would answer as CA."));

  private static final Keys CA =
      keys(
          must("server", HOST, "Where the CA answers."),
          may("standby", STANDBY, "What takes its place when it is lost.", null));

  private static final Keys SERVER =
      keys(
          must("host", HOST, "The server's own name, with the port unless it is 8140."),
          may(
              "weight",
              new Shape.Number(0, 65_535),
              "Its share of the site's load.",
              Server.DEFAULT_WEIGHT),
          may("code", new Text(Form.CODE), "Its environments directory.", null),
          may("puppetConf", PATH, "Its puppet.conf, as seen from here; checked by deploy.", null),
          may(
              "puppetserverConf",
              PATH,
              "Its conf.d directory, as seen from here; checked too.",
              null),
          may("puppet", PATH, "The puppet command there; looked for unless it is named.", null));

  private static final Keys GATEWAY =
      keys(
          must("host", HOST, "The machine it runs on."),
          may("name", DOMAIN, "The name that agents know the site by; its host by default.", null),
          may("listen", HOST, "The address and port it binds.", "0.0.0.0:8140"),
          may("certname", CERTNAME, "The name in its certificate; its host by default.", null));

  private static final Keys UPDATE =
      keys(
          must("server", HOST, "The zone's primary name server, with the port unless it is 53."),
          may("tsig", PATH, "The file with the key that signs updates.", null));

  private static final Keys MONITOR =
      keys(
          may("every", new Text(Form.DURATION), "The time between two looks.", "5s"),
          may("outAfter", new Text(Form.DURATION), "How long bad before it is taken out.", "15s"),
          may("inAfter", new Text(Form.DURATION), "How long well before it is put back.", "60s"),
          may(
              "settleTime",
              new Text(Form.DURATION),
              "How old a decided deployment is before being behind on it counts.",
              "60s"),
          may(
              "lease",
              new Text(Form.DURATION),
              "After what silence of one gateway's monitor another one's takes over.",
              "60s"));

  private static final Keys DNS =
      keys(
          may("resolvers", new Items(HOST), "Name servers to ask, in order.", null),
          may("update", UPDATE, "How the zone may be changed.", null),
          may("zone", DOMAIN, "The zone that the domain lies in; else the domain itself.", null),
          may("ttl", new Text(Form.DURATION), "Time to live of the site's SRV records.", "5m"),
          may("drainTtl", new Text(Form.DURATION), "The same while something is drained.", "30s"),
          may(
              "authoritative",
              new Items(HOST),
              "Name servers to verify changes at; else those of the zone's NS records.",
              null),
          may("monitor", MONITOR, "Takes who is not well out of DNS; {} for the defaults.", null));

  private static final Keys SITE =
      keys(
          may("domain", DOMAIN, "This site's srv_domain and zone.", null),
          may("servers", new Items(SERVER), "Its Puppet Servers.", null),
          may("gateways", new Items(GATEWAY), "Its gateways.", null),
          may("dns", DNS, "Its DNS.", null));

  private static final Keys REPORTS =
      keys(
          may(
              "sinks",
              new Items(new Text(Form.SINK)),
              "Where reports go: 'server' and URLs.",
              List.of("server")));

  private static final Keys PUPPETDB =
      keys(
          must(
              "urls",
              new Items(new Text(Form.PUPPETDB)),
              "PuppetDBs; the first that answers is asked."));

  /** The whole file. */
  static final Keys ROOT =
      keys(
          may("domain", DOMAIN, "srv_domain where a site has none of its own.", null),
          may("identity", IDENTITY, "Who this process is over mutual TLS.", null),
          may("code", CODE, "Where code comes from.", null),
          may("deploy", DEPLOY, "When a deployment may become active.", null),
          may("ca", CA, "The certificate authority.", null),
          must("sites", new Named(SITE, false), "The sites by name."),
          may("reports", REPORTS, "Where reports go.", null),
          may("puppetdb", PUPPETDB, "Where PuppetDB is.", null));

  private TopologyKeys() {}

  private static Keys keys(Key... keys) {
    return new Keys(List.of(keys));
  }

  private static Key must(String name, Shape shape, String doc) {
    return new Key(name, shape, true, doc, null);
  }

  private static Key may(String name, Shape shape, String doc, @Nullable Object standard) {
    return new Key(name, shape, false, doc, standard);
  }
}
