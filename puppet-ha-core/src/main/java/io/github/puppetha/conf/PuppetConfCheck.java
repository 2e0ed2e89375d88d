package io.github.puppetha.conf;

import io.github.puppetha.HostPort;
import io.github.puppetha.Problem;
import io.github.puppetha.Severity;
import io.github.puppetha.SourceRange;
import io.github.puppetha.conf.PuppetConf.Role;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is wrong with one {@code puppet.conf}. */
final class PuppetConfCheck {
  /** The first version that ends without {@code server}. */
  private static final int NEEDS_SERVER = 9;

  /** The first version whose servers know versioned_environment_dirs. */
  private static final int VERSIONED = 6;

  private final String file;
  private final PuppetConf conf;
  private final int version;
  private final boolean server;
  private final List<Problem> problems = new ArrayList<>();

  private PuppetConfCheck(String file, PuppetConf conf, int version, boolean server) {
    this.file = file;
    this.conf = conf;
    this.version = version;
    this.server = server;
  }

  /**
   * Checks it.
   *
   * @param version Puppet's major version
   * @param server whether it is of a machine that runs a Puppet Server
   */
  static List<Problem> check(String file, PuppetConf conf, int version, boolean server) {
    PuppetConfCheck check = new PuppetConfCheck(file, conf, version, server);
    check.readerProblems();
    conf.settings().forEach(check::setting);
    check.selection();
    check.revocation();
    check.reports();
    if (server && version >= VERSIONED && !conf.versionedEnvironmentDirs()) {
      check.versionedDirs();
    }
    return check.problems;
  }

  /** Puppet 3 has a section for each environment. */
  private void readerProblems() {
    conf.problems().stream()
        .filter(p -> version > 3 || !p.rule().equals(MachineRule.UNKNOWN_SECTION.id()))
        .forEach(problems::add);
  }

  private void setting(IniFile.Setting setting) {
    String name = setting.name();
    Optional<KnownSettings.Known> known = KnownSettings.all().find(name);
    if (known.isEmpty()) {
      String message =
          "no Puppet knows a setting '"
              + name
              + "', and it is ignored"
              + KnownSettings.all().hint(name, version);
      add(MachineRule.UNKNOWN_SETTING, setting.range(), message);
    } else if (!known.get().versions().contains(version)) {
      String message =
          "Puppet %d ignores '%s', a setting of Puppet %s%s"
              .formatted(version, name, known.get().range(), OldSettings.advice(name));
      add(MachineRule.OTHER_VERSION, setting.range(), message);
    } else {
      value(setting, known.get());
    }
  }

  private void value(IniFile.Setting setting, KnownSettings.Known known) {
    String value = setting.value();
    if (value.contains("$")) {
      return;
    }
    known
        .fault(value)
        .ifPresent(
            expected -> {
              String message =
                  "Puppet refuses '%s' as %s; write %s".formatted(value, setting.name(), expected);
              add(MachineRule.SETTING_VALUE, setting.valueRange(), message);
            });
    if (setting.name().equals("certname")
        && !value.equals(value.toLowerCase(java.util.Locale.ROOT))) {
      String message = "Puppet refuses the certname '" + value + "'; write it in lower case";
      add(MachineRule.SETTING_VALUE, setting.valueRange(), message);
    }
    if (setting.name().equals("server_list")) {
      for (String entry : value.split(",", -1)) {
        serverListEntry(setting, entry.strip());
      }
    }
  }

  private void serverListEntry(IniFile.Setting setting, String entry) {
    try {
      HostPort.parse(entry, HostPort.PUPPET_PORT);
    } catch (IllegalArgumentException e) {
      String message =
          "'"
              + entry
              + "' is no host or host:port; where the agent meets it, it tries no later server";
      add(MachineRule.SETTING_VALUE, setting.valueRange(), message);
    }
  }

  private void selection() {
    boolean srv = conf.isTrue(Role.AGENT, "use_srv_records");
    if (srv && given("srv_domain").isEmpty()) {
      String message =
          "no srv_domain: records are looked up in the domain that each machine's fact says;"
              + " set srv_domain";
      add(MachineRule.SRV_DOMAIN, place("use_srv_records"), message);
    }
    if (srv && given("server_list").isPresent()) {
      String message =
          "SRV records go before server_list, which is used only when none of them leads anywhere;"
              + " decide for one";
      add(MachineRule.SERVER_LIST_BESIDE_SRV, place("server_list"), message);
    }
    if (version >= NEEDS_SERVER && given("server").isEmpty()) {
      String message =
          "an OpenVox 9 agent ends at once without 'server', "
              + (srv || given("server_list").isPresent()
                  ? "although SRV records or server_list say where to go"
                  : "as it does not assume 'puppet'")
              + "; set it in [main] or [agent]";
      SourceRange range = srv ? place("use_srv_records") : place("server_list");
      add(MachineRule.NO_SERVER, range, message);
    }
  }

  private void revocation() {
    for (Role role : server ? List.of(Role.AGENT, Role.SERVER) : List.of(Role.AGENT)) {
      Optional<IniFile.Setting> setting = conf.setting(role, "certificate_revocation");
      if (setting.isPresent() && setting.get().value().equalsIgnoreCase("false")) {
        String message =
            server
                ? "this machine never fetches a CRL, and its Puppet Server takes it from here;"
                    + " write chain"
                : "this machine trusts servers whose certificate was revoked; write chain";
        Severity severity = server ? Severity.ERROR : Severity.WARNING;
        problems.add(
            MachineRule.CRL_CHECK
                .at(file, setting.get().valueRange(), message)
                .withSeverity(severity));
        return;
      }
    }
  }

  private void reports() {
    Optional<IniFile.Setting> reports = conf.setting(Role.SERVER, "reports");
    Optional<IniFile.Setting> url = conf.setting(Role.SERVER, "reporturl");
    boolean http =
        reports
            .map(
                r ->
                    Arrays.stream(r.value().split(",")).map(String::strip).anyMatch("http"::equals))
            .orElse(false);
    if (http && url.isEmpty()) {
      String message = "no reporturl: reports go to http://localhost:3000/reports/upload; set it";
      add(MachineRule.REPORT_URL, reports.get().valueRange(), message);
    } else if (!http && url.isPresent()) {
      String message = "nothing is sent there while 'reports' does not name http; add it";
      add(MachineRule.REPORT_URL, url.get().range(), message);
    }
  }

  private void versionedDirs() {
    Optional<IniFile.Setting> off = conf.setting(Role.SERVER, "versioned_environment_dirs");
    SourceRange range =
        off.map(IniFile.Setting::valueRange)
            .or(() -> conf.section("server", "master").map(IniFile.Section::range))
            .orElse(null);
    String message =
        "catalogs may mix two revisions when a deployment switches an environment's link; set"
            + " versioned_environment_dirs = true in [server]";
    add(MachineRule.VERSIONED_DIRS, range, message);
  }

  private Optional<IniFile.Setting> given(String name) {
    return conf.setting(Role.AGENT, name).filter(setting -> !setting.value().isBlank());
  }

  private @Nullable SourceRange place(String name) {
    return conf.setting(Role.AGENT, name).map(IniFile.Setting::range).orElse(null);
  }

  private void add(MachineRule rule, @Nullable SourceRange range, String message) {
    problems.add(rule.at(file, range, message));
  }
}
