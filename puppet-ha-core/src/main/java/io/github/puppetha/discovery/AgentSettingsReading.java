package io.github.puppetha.discovery;

import io.github.puppetha.HostPort;
import io.github.puppetha.Problem;
import io.github.puppetha.SourceRange;
import io.github.puppetha.conf.IniFile;
import io.github.puppetha.conf.PuppetConf;
import io.github.puppetha.conf.PuppetConf.Role;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Takes out of one {@code puppet.conf} what {@link AgentSettings} says, as Puppet 7 to 9 do. */
final class AgentSettingsReading {
  private static final Pattern SERVER = Pattern.compile("\\$server\\b");
  private static final Pattern PORT = Pattern.compile("\\$(serverport|masterport)\\b");
  private static final Pattern BLANK =
      Pattern.compile("[ \\t\\x0B\\f\\r\\n]*,[ \\t\\x0B\\f\\r\\n]*");
  private static final Pattern NUMBER =
      Pattern.compile(
          "(?<sign>[+-]?)(?<radix>0[xX]|0[bB]|0[oO]|0(?=[0-9_])|)_?(?<digits>[0-9a-fA-F]+(_[0-9a-fA-F]+)*)");
  private static final String RULE = "conf/setting_value";
  private static final int OPENVOX_9 = 9;

  private final PuppetConf conf;
  private final int version;
  private final Map<String, String> options;
  private final List<Problem> problems = new ArrayList<>();
  private boolean refused;

  AgentSettingsReading(PuppetConf conf, int version, Map<String, String> options) {
    this.conf = conf;
    this.version = version;
    this.options = Map.copyOf(options);
  }

  AgentSettings read(Optional<String> domainFact) {
    String server = value("server").orElse(AgentSettings.DEFAULT_SERVER);
    if (version >= OPENVOX_9 && !isSet("server")) {
      refuse(
          "server",
          "conf/no_server",
          "an OpenVox 9 agent ends at once without the setting 'server', also where SRV records or"
              + " server_list name servers: set it");
    }
    int port = port("serverport", port("masterport", HostPort.PUPPET_PORT));
    boolean srv = isTrue("use_srv_records");
    Map<Service, HostPort> own = new EnumMap<>(Service.class);
    put(own, Service.PUPPET, "server", server, port);
    put(own, Service.FILESERVER, "server", server, port);
    put(own, Service.CA, "ca_server", named("ca_server", server), port("ca_port", port));
    put(
        own,
        Service.REPORT,
        "report_server",
        named("report_server", server),
        port("report_port", port));
    Set<Service> explicit = EnumSet.noneOf(Service.class);
    if (isSet("ca_server")) {
      explicit.add(Service.CA);
    }
    if (isSet("report_server")) {
      explicit.add(Service.REPORT);
    }
    Optional<List<HostPort>> list = serverList(server, port);
    Optional<String> domain = srv ? domain(domainFact) : Optional.empty();
    return refused
        ? new AgentSettings(Optional.empty(), Optional.empty(), Map.of(), Set.of(), problems, true)
        : new AgentSettings(domain, list, own, explicit, problems, false);
  }

  private Optional<String> domain(Optional<String> fact) {
    Optional<String> domain = value("srv_domain").or(() -> fact).filter(d -> !d.isEmpty());
    if (domain.isPresent()) {
      try {
        return Optional.of(SrvSource.domain(domain.get()));
      } catch (IllegalArgumentException e) {
        add("srv_domain", RULE, String.valueOf(e.getMessage()));
      }
    }
    return Optional.empty();
  }

  /** Ruby's split drops empty parts at the end; one before is a host without a name. */
  private Optional<List<HostPort>> serverList(String server, int port) {
    String value = value("server_list").map(v -> replaced(v, server, port)).orElse("");
    if (value.replaceAll("[,\\s]", "").isEmpty()) {
      return Optional.empty();
    }
    List<HostPort> servers = new ArrayList<>();
    for (String entry : BLANK.split(value)) {
      String[] parts = entry.split(":");
      try {
        servers.add(
            new HostPort(
                parts.length == 0 ? "" : parts[0],
                parts.length > 1 ? Integer.parseInt(parts[1]) : port));
      } catch (IllegalArgumentException e) {
        String message =
            "server_list names '"
                + entry
                + "', which is not host or host:port; an agent that comes to it looks no further";
        add("server_list", RULE, message);
        break;
      }
    }
    return Optional.of(servers);
  }

  private String named(String setting, String server) {
    return value(setting).map(v -> replaced(v, server, HostPort.PUPPET_PORT)).orElse(server);
  }

  private static String replaced(String value, String server, int port) {
    String named = SERVER.matcher(value).replaceAll(server);
    return PORT.matcher(named).replaceAll(Integer.toString(port));
  }

  private void put(
      Map<Service, HostPort> own, Service service, String setting, String host, int port) {
    try {
      own.put(service, new HostPort(host, port));
    } catch (IllegalArgumentException e) {
      if (service != Service.FILESERVER && value(setting).isPresent()) {
        add(setting, RULE, setting + " is '" + host + "': " + e.getMessage());
      }
    }
  }

  private int port(String setting, int otherwise) {
    Optional<String> value =
        value(setting).map(v -> replaced(v, AgentSettings.DEFAULT_SERVER, otherwise));
    if (value.isEmpty()) {
      return otherwise;
    }
    try {
      int port = rubyInteger(value.get());
      if (port >= 0 && port <= 65535) {
        return port;
      }
    } catch (NumberFormatException e) {
      // said below
    }
    refuse(
        setting, RULE, setting + " is '" + value.get() + "'; a port is a number from 0 to 65535");
    return otherwise;
  }

  /** As Ruby's Integer() reads a number: 0 before it means that it is octal. */
  private static int rubyInteger(String text) {
    Matcher number = NUMBER.matcher(text.strip());
    if (!number.matches()) {
      throw new NumberFormatException(text);
    }
    int radix =
        switch (number.group("radix").toLowerCase(Locale.ROOT)) {
          case "0x" -> 16;
          case "0b" -> 2;
          case "0", "0o" -> 8;
          default -> 10;
        };
    String digits = number.group("digits").replace("_", "");
    return Integer.parseInt(number.group("sign") + digits, radix);
  }

  private boolean isTrue(String setting) {
    String value = value(setting).orElse("false");
    if (!value.equals("true") && !value.equals("false")) {
      refuse(setting, RULE, setting + " is '" + value + "'; Puppet takes true and false only");
    }
    return value.equals("true");
  }

  private Optional<String> value(String setting) {
    return Optional.ofNullable(options.get(setting)).or(() -> conf.value(Role.AGENT, setting));
  }

  private boolean isSet(String setting) {
    return options.containsKey(setting) || conf.setting(Role.AGENT, setting).isPresent();
  }

  /** Something for which Puppet ends before it asks anybody. */
  private void refuse(String setting, String rule, String message) {
    refused = true;
    add(setting, rule, message);
  }

  private void add(String setting, String rule, String message) {
    @Nullable SourceRange range =
        options.containsKey(setting)
            ? null
            : conf.setting(Role.AGENT, setting).map(IniFile.Setting::valueRange).orElse(null);
    problems.add(Problem.error(conf.file(), range, rule, message));
  }
}
