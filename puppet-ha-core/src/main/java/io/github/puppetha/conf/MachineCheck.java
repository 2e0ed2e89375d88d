package io.github.puppetha.conf;

import com.typesafe.config.ConfigValue;
import io.github.puppetha.Problem;
import io.github.puppetha.conf.PuppetConf.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Each file of a machine, and one against the other. */
final class MachineCheck {
  private final int version;
  private final Map<String, PuppetConf> puppet;
  private final List<HoconFile> hocon;
  private final List<ServicesCfg> services;
  private final List<String> firewall;
  private final List<Problem> problems = new ArrayList<>();

  MachineCheck(
      int version,
      Map<String, PuppetConf> puppet,
      List<HoconFile> hocon,
      List<ServicesCfg> services,
      List<String> firewall) {
    this.version = version;
    this.puppet = puppet;
    this.hocon = hocon;
    this.services = services;
    this.firewall = firewall;
  }

  List<Problem> problems() {
    boolean daemon = !hocon.isEmpty() || !services.isEmpty();
    puppet.forEach(
        (file, conf) -> {
          boolean server = daemon || conf.section("server", "master").isPresent();
          problems.addAll(PuppetConfCheck.check(file, conf, version, server));
        });
    List<WebserverConf.Block> blocks = new ArrayList<>();
    for (HoconFile file : hocon) {
      problems.addAll(file.problems());
      problems.addAll(AuthConfCheck.check(file));
      WebserverConf webserver = WebserverConf.of(file);
      problems.addAll(WebserverCheck.check(webserver));
      blocks.addAll(webserver.blocks());
    }
    headerIdentity(blocks);
    services.forEach(this::services);
    return problems;
  }

  private void headerIdentity(List<WebserverConf.Block> blocks) {
    for (HoconFile file : hocon) {
      Optional<ConfigValue> on =
          file.value("authorization.allow-header-cert-info")
              .filter(value -> Boolean.TRUE.equals(value.unwrapped()));
      for (WebserverConf.Block block : on.isPresent() ? blocks : List.<WebserverConf.Block>of()) {
        Optional<String> open = WebserverCheck.beyondLoopback(block);
        if (open.isPresent() && !WebserverCheck.ownCa(block) && !isFenced(block)) {
          headerIdentity(file, on.get(), block, open.get());
        }
      }
    }
  }

  private void headerIdentity(
      HoconFile auth, ConfigValue on, WebserverConf.Block block, String key) {
    String message =
        "whoever reaches %s %s can be any node, as identities come from headers (%s, line %d):"
                .formatted(key, block.text(key).orElse(""), auth.file(), on.origin().lineNumber())
            + " listen on loopback, or name who may connect in a *.nft file beside this"
            + " ('ip saddr' or 'ip saddr !=' with the port), or demand certificates of a CA of the"
            + " proxies' own (client-auth: need, ssl-ca-cert)";
    problems.add(
        MachineRule.HEADER_IDENTITY.at(
            block.file().file(), block.place(key), message, auth.file()));
  }

  /** Does a firewall rule tie this listener's port to addresses? */
  private boolean isFenced(WebserverConf.Block block) {
    List<String> ports = new ArrayList<>();
    block.text("port").ifPresent(ports::add);
    block.text("ssl-port").ifPresent(ports::add);
    return !ports.isEmpty()
        && ports.stream()
            .allMatch(
                port -> {
                  Pattern rule =
                      Pattern.compile(
                          "(?m)^[^#\\n]*\\bdport\\s+(\\{[^}\\n]*\\b)?"
                              + port
                              + "\\b[^#\\n]*\\bsaddr\\b"
                              + "|^[^#\\n]*\\bsaddr\\b[^#\\n]*\\bdport\\s+(\\{[^}\\n]*\\b)?"
                              + port
                              + "\\b");
                  return firewall.stream().anyMatch(text -> rule.matcher(text).find());
                });
  }

  private void services(ServicesCfg cfg) {
    Optional<ServicesCfg.Service> on = cfg.find(ServicesCfg.CA);
    Optional<ServicesCfg.Service> off = cfg.find(ServicesCfg.NO_CA);
    boolean list = cfg.file().endsWith("ca.cfg");
    if (on.isPresent() && off.isPresent()) {
      String message =
          "the CA service and its stand-in are both on, with which Puppet Server does not start;"
              + " put # before one";
      problems.add(MachineRule.CA_SERVICE.at(cfg.file(), off.get().range(), message));
    } else if (list && on.isEmpty() && off.isEmpty()) {
      String message =
          "neither the CA service nor its stand-in is on; Puppet Server does not start without"
              + " one: "
              + ServicesCfg.NO_CA;
      problems.add(MachineRule.CA_SERVICE.at(cfg.file(), null, message));
    }
    if (list
        && version > 4
        && on.isPresent() != off.isPresent()
        && services.stream().noneMatch(s -> s.find(ServicesCfg.WATCHER).isPresent())) {
      String message =
          "without "
              + ServicesCfg.WATCHER
              + " a changed CRL is not read before a restart; add that line";
      problems.add(
          MachineRule.CRL_RELOAD.at(cfg.file(), on.or(() -> off).orElseThrow().range(), message));
    }
    on.filter(service -> off.isEmpty()).ifPresent(service -> caOn(cfg, service));
  }

  private void caOn(ServicesCfg cfg, ServicesCfg.Service on) {
    for (Map.Entry<String, PuppetConf> entry : puppet.entrySet()) {
      PuppetConf conf = entry.getValue();
      Optional<String> elsewhere = caElsewhere(conf);
      if (elsewhere.isPresent()) {
        String message =
            "the CA is on here, but puppet.conf says that it is not ("
                + elsewhere.get()
                + "): two CAs issue the same serials and revoke apart; switch to "
                + ServicesCfg.NO_CA;
        problems.add(MachineRule.CA_ON.at(cfg.file(), on.range(), message, entry.getKey()));
        return;
      }
    }
  }

  /** What says that the CA is another machine; empty when nothing does for certain. */
  private static Optional<String> caElsewhere(PuppetConf conf) {
    if (conf.setting(Role.SERVER, "ca").map(s -> s.value().equals("false")).orElse(false)) {
      return Optional.of("ca = false");
    }
    Optional<String> ca =
        conf.value(Role.SERVER, "ca_server")
            .or(() -> conf.value(Role.AGENT, "ca_server"))
            .map(name -> name.toLowerCase(Locale.ROOT));
    Optional<String> certname = conf.value(Role.SERVER, "certname");
    if (ca.isEmpty() || certname.isEmpty()) {
      return Optional.empty();
    }
    Set<String> own =
        Set.copyOf(
            List.of(
                (certname.get() + "," + conf.value(Role.SERVER, "dns_alt_names").orElse(""))
                    .toLowerCase(Locale.ROOT)
                    .replace("dns:", "")
                    .split("\\s*,\\s*")));
    return own.contains(ca.get()) ? Optional.empty() : Optional.of("ca_server = " + ca.get());
  }
}
