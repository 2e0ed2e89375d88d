package io.github.puppetha.topology;

import io.github.puppetha.HostPort;
import io.github.puppetha.Problem;
import io.github.puppetha.io.Suggestions;
import io.github.puppetha.io.Tree;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What one part of the file says about another. Works on files with other mistakes too. */
final class References {
  private final String file;
  private final Tree root;
  private final List<Problem> problems = new ArrayList<>();
  private final Set<String> sites = new LinkedHashSet<>();

  private References(String file, Tree root) {
    this.file = file;
    this.root = root;
    Nodes.entries(root, "sites").forEach(site -> sites.add(site.key().text()));
  }

  static List<Problem> check(String file, Tree root) {
    References references = new References(file, root);
    references.siteNames();
    references.addresses();
    references.emptySites();
    references.sources();
    references.codeDirectories();
    references.state();
    references.dns();
    return references.problems;
  }

  private void siteNames() {
    Nodes.scalar(root, "ca", "standby", "site").ifPresent(this::knownSite);
    for (Tree.Entry source : Nodes.entries(root, "code", "sources")) {
      Nodes.entries(source.value(), "mirrors").forEach(mirror -> knownSite(mirror.key()));
    }
  }

  private void knownSite(Tree.Scalar name) {
    if (!sites.contains(name.text())) {
      String hint =
          Suggestions.nearest(name.text(), sites).isPresent()
              ? Suggestions.hint(name.text(), sites)
              : "; there are: " + String.join(", ", sites);
      error(name, "unknown_site", "there is no site '" + name.text() + "'" + hint);
    }
  }

  private void addresses() {
    Map<HostPort, Integer> lines = new HashMap<>();
    for (Tree.Entry site : Nodes.entries(root, "sites")) {
      for (Tree server : Nodes.items(site.value(), "servers")) {
        Nodes.scalar(server, "host").ifPresent(host -> unique(host, HostPort.PUPPET_PORT, lines));
      }
      for (Tree gateway : Nodes.items(site.value(), "gateways")) {
        int port = TopologyBuilder.listenPort(gateway);
        Nodes.scalar(gateway, "host").ifPresent(host -> unique(host, port, lines));
      }
    }
  }

  private void unique(Tree.Scalar host, int defaultPort, Map<HostPort, Integer> lines) {
    Optional<HostPort> address = parse(host.text(), defaultPort);
    Integer before = address.map(a -> lines.putIfAbsent(a, host.range().line())).orElse(null);
    if (before != null) {
      String message = address.get() + " stands already in line " + before + "; take one away";
      error(host, "duplicate_address", message);
    }
  }

  private static Optional<HostPort> parse(String text, int defaultPort) {
    try {
      return Optional.of(HostPort.parse(text, defaultPort));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private void emptySites() {
    for (Tree.Entry site : Nodes.entries(root, "sites")) {
      boolean empty =
          site.value() instanceof Tree.MapNode
              && Nodes.items(site.value(), "servers").isEmpty()
              && Nodes.items(site.value(), "gateways").isEmpty()
              && isListOrAbsent(site.value(), "servers")
              && isListOrAbsent(site.value(), "gateways");
      if (empty) {
        String message = "the site '" + site.key().text() + "' has no servers and no gateways";
        error(site.key(), "empty_site", message + "; add 'servers'");
      }
    }
  }

  private static boolean isListOrAbsent(Tree site, String key) {
    return Nodes.at(site, key).map(Tree.ListNode.class::isInstance).orElse(true);
  }

  private void sources() {
    Map<String, String> byPrefix = new HashMap<>();
    for (Tree.Entry source : Nodes.entries(root, "code", "sources")) {
      String name = source.key().text();
      String prefix = TopologyBuilder.prefix(name, source.value()).orElse("");
      String before = byPrefix.putIfAbsent(prefix, name);
      if (before != null) {
        String message =
            "the sources '" + before + "' and '" + name + "' name their environments alike";
        warning(source.key(), "same_prefix", message + "; give one a 'prefix' of its own");
      }
    }
  }

  private void codeDirectories() {
    Map<String, Integer> lines = new HashMap<>();
    for (Tree.Entry site : Nodes.entries(root, "sites")) {
      for (Tree server : Nodes.items(site.value(), "servers")) {
        Optional<Tree.Scalar> code = Nodes.scalar(server, "code");
        Integer before = code.map(c -> lines.putIfAbsent(c.text(), c.range().line())).orElse(null);
        if (before != null) {
          String message = "the server in line " + before + " has the same 'code'";
          warning(code.get(), "same_code", message + "; one deployment would meet itself there");
        }
      }
    }
  }

  private void state() {
    Optional<Tree> state = Nodes.at(root, "deploy", "state");
    if (state.isPresent() && state.get() instanceof Tree.MapNode map) {
      boolean remote = map.get("remote").isPresent();
      if (remote == map.get("directory").isPresent()) {
        String message = "'state' must have either 'remote' or 'directory'";
        error(map, "deploy_state", message + (remote ? ", not both" : ""));
      }
    }
  }

  private void dns() {
    for (Tree.Entry site : Nodes.entries(root, "sites")) {
      Optional<String> domain =
          Nodes.text(site.value(), "domain").or(() -> Nodes.text(root, "domain"));
      Nodes.scalar(site.value(), "dns", "zone").ifPresent(zone -> zone(zone, domain));
      Nodes.scalar(site.value(), "dns", "drainTtl")
          .ifPresent(low -> lower(low, Nodes.text(site.value(), "dns", "ttl")));
      Nodes.at(site.value(), "dns", "monitor").ifPresent(monitor -> monitor(site, monitor));
      if (domain.isEmpty()) {
        Nodes.at(site.value(), "dns", "update")
            .ifPresent(
                update ->
                    error(
                        update,
                        "no_domain",
                        "the site '"
                            + site.key().text()
                            + "' has no domain, so there is no zone to change; add 'domain'"));
      }
    }
  }

  private void zone(Tree.Scalar zone, Optional<String> domain) {
    String name = zone.text().toLowerCase(Locale.ROOT);
    boolean in =
        domain
            .map(d -> d.toLowerCase(Locale.ROOT))
            .map(d -> d.equals(name) || d.endsWith("." + name))
            .orElse(true);
    if (!in) {
      String message = "the domain '" + domain.get() + "' is not in the zone '" + zone.text() + "'";
      error(zone, "domain_zone", message);
    }
  }

  private void monitor(Tree.Entry site, Tree monitor) {
    if (Nodes.at(site.value(), "dns", "update").isEmpty()) {
      error(
          monitor,
          "monitor",
          "the monitor of the site '"
              + site.key().text()
              + "' cannot change its zone; add 'update' beside 'monitor'");
    }
    Duration every = duration(monitor, "every", MonitorSettings.DEFAULT.every());
    Duration lease = duration(monitor, "lease", MonitorSettings.DEFAULT.lease());
    if (every.isZero()) {
      error(monitor, "monitor", "'every' is 0s; take 1s at least");
    } else if (!MonitorSettings.isLongEnough(lease, every) || lease.toDays() > 1) {
      error(
          monitor,
          "monitor",
          "'lease' is %d s; take %d s at least, four times 'every', and a day at most"
              .formatted(lease.toSeconds(), 4 * every.toSeconds()));
    }
  }

  private static Duration duration(Tree monitor, String key, Duration standard) {
    return Nodes.text(monitor, key)
        .filter(text -> Form.DURATION.complaint(text) == null)
        .map(Form::duration)
        .orElse(standard);
  }

  private void lower(Tree.Scalar low, Optional<String> ttl) {
    String usual = ttl.orElse(DnsSettings.DEFAULT_TTL.toSeconds() + "s");
    if (Form.DURATION.complaint(low.text()) == null
        && Form.DURATION.complaint(usual) == null
        && Form.duration(low.text()).compareTo(Form.duration(usual)) > 0) {
      error(
          low, "drain_ttl", "'drainTtl' is longer than 'ttl' (" + usual + "); take a shorter one");
    }
  }

  private void error(Tree at, String rule, String message) {
    problems.add(Problem.error(file, at.range(), "topology/" + rule, message));
  }

  private void warning(Tree at, String rule, String message) {
    problems.add(Problem.warning(file, at.range(), "topology/" + rule, message));
  }
}
