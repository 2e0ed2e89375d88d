package io.github.puppetha.conf;

import static io.github.puppetha.Severity.ERROR;
import static io.github.puppetha.Severity.WARNING;

import io.github.puppetha.Problem;
import io.github.puppetha.Severity;
import io.github.puppetha.SourceRange;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What {@link MachineConf} finds, each with something that triggers it. */
public enum MachineRule {
  SYNTAX(ERROR, "A line of puppet.conf that Puppet cannot read", "server puppet"),
  FILE_OPTIONS(
      ERROR,
      "Braces in a value of puppet.conf, which Puppet takes for file options",
      "server = {a}"),
  DUPLICATE_SETTING(
      WARNING,
      "A setting twice in one section of puppet.conf; the first counts",
      "noop = true\nnoop = false"),
  UNKNOWN_SECTION(
      ERROR,
      "A section that Puppet does not know, for which it refuses puppet.conf",
      "[production]"),
  UNKNOWN_SETTING(
      WARNING,
      "A setting of puppet.conf that no Puppet knows and all ignore",
      "[agent]\nuse_srv_record = true"),
  OTHER_VERSION(
      WARNING,
      "A setting that the Puppet checked for ignores, as only older or newer ones have it",
      "[master]\nca = false"),
  SETTING_VALUE(
      ERROR,
      "A value that makes Puppet refuse puppet.conf, or its server_list useless",
      "use_srv_records = yes"),
  SRV_DOMAIN(
      WARNING,
      "SRV records are used but srv_domain is not set, so that each machine asks in the domain that its fact says",
      "[agent]\nuse_srv_records = true"),
  SERVER_LIST_BESIDE_SRV(
      WARNING,
      "server_list beside SRV records: it is used only when no SRV record leads anywhere, and then for all",
      "[agent]\nuse_srv_records = true\nsrv_domain = example.com\nserver_list = puppet1.example.com"),
  NO_SERVER(
      ERROR,
      "No server for an agent of OpenVox 9, which ends at once without one, also with SRV records or server_list",
      "[agent]\nuse_srv_records = true\nsrv_domain = example.com"),
  CRL_CHECK(
      ERROR,
      "Revocation is not checked: webserver.conf sets other ssl-* files but no ssl-crl-path, or"
          + " certificate_revocation is false (a warning on machines without a Puppet Server)",
      "webserver: {\n  ssl-port: 8140, ssl-host: 0.0.0.0, client-auth: want,\n  ssl-cert: a, ssl-key: b, ssl-ca-cert: c }"),
  CA_ON(
      ERROR,
      "The CA service is on, in services.d/ca.cfg, on a server whose puppet.conf names another CA or says ca = false",
      "puppetlabs.services.ca.certificate-authority-service/certificate-authority-service"),
  VERSIONED_DIRS(
      WARNING,
      "A server without versioned_environment_dirs mixes revisions when an environment's link is switched",
      "[server]\nreports = store"),
  REPORT_URL(
      WARNING,
      "Reports go by http without reporturl, thus to port 3000 of this machine, or reporturl is set but reports lacks http",
      "[server]\nversioned_environment_dirs = true\nreports = http"),
  HOCON(ERROR, "A file of conf.d that is no HOCON: the server does not start", "authorization: {"),
  AUTH_RULE(
      ERROR,
      "A rule or another part of auth.conf for which the server does not start",
      "authorization: {\n  version: 1\n  rules: [ { match-request: { path: /, type: path }, sort-order: 1, name: all } ]\n}"),
  WEBSERVER_KEY(
      ERROR,
      "A key of webserver.conf that there is not: the server does not start",
      "webserver: { ssl-prot: 8140 }"),
  CLIENT_AUTH(
      WARNING,
      "A TLS listener without client-auth: want: the default, need, turns away agents that have no certificate yet",
      "webserver: { ssl-host: 0.0.0.0, ssl-port: 8140 }"),
  HEADER_IDENTITY(
      ERROR,
      "Identities are taken from headers by a server that listens beyond loopback, and no *.nft file beside it"
          + " says who may connect: whoever can reach the port can be any node",
      "authorization: { version: 1, allow-header-cert-info: true, rules: [] }"),
  CA_SERVICE(
      ERROR,
      "Not exactly one of the two CA services is on in services.d/ca.cfg: the server does not start",
      "# neither"),
  CRL_RELOAD(
      WARNING,
      "The service that reloads a changed CRL is off: what is revoked stays valid until a restart",
      "puppetlabs.services.ca.certificate-authority-service/certificate-authority-service");

  private final Severity severity;
  private final String summary;
  private final String example;

  MachineRule(Severity severity, String summary, String example) {
    this.severity = severity;
    this.summary = summary;
    this.example = example;
  }

  /** {@code conf/name}, as problems carry it. */
  public String id() {
    return "conf/" + name().toLowerCase(Locale.ROOT);
  }

  /** How grave it is, unless the summary says otherwise. */
  public Severity severity() {
    return severity;
  }

  /** What is found, in one sentence without a full stop. */
  public String summary() {
    return summary;
  }

  /** A file, or a part of one, that triggers it. */
  public String example() {
    return example;
  }

  Problem at(String file, @Nullable SourceRange range, String message, String... causes) {
    return new Problem(file, range, severity, id(), message, List.of(causes));
  }
}
