package io.github.puppetha.conf;

import io.github.puppetha.Problem;
import io.github.puppetha.io.Suggestions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What is wrong with listeners, each seen alone. */
final class WebserverCheck {
  private static final List<String> FILES =
      List.of("ssl-cert", "ssl-key", "ssl-ca-cert", "ssl-cert-chain");
  private static final Set<String> LOOPBACK = Set.of("localhost", "::1", "[::1]");

  private WebserverCheck() {}

  static List<Problem> check(WebserverConf conf) {
    List<Problem> problems = new ArrayList<>();
    conf.blocks().forEach(block -> check(block, problems));
    return problems;
  }

  private static void check(WebserverConf.Block block, List<Problem> problems) {
    String file = block.file().file();
    for (String key : block.values().keySet()) {
      if (!WebserverConf.KEYS.contains(key)) {
        String message =
            "Puppet Server knows no '"
                + key
                + "' here and does not start"
                + Suggestions.hint(key, WebserverConf.KEYS);
        problems.add(MachineRule.WEBSERVER_KEY.at(file, block.place(key), message));
      }
    }
    boolean tls = block.has("ssl-port") || block.has("ssl-host");
    Optional<String> first = FILES.stream().filter(block::has).findFirst();
    if (tls && first.isPresent() && !block.has("ssl-crl-path")) {
      String message =
          "revoked certificates are let in: with "
              + first.get()
              + " set, ssl-crl-path is not taken from puppet.conf; set it to the file of hostcrl";
      problems.add(MachineRule.CRL_CHECK.at(file, block.place(first.get()), message));
    }
    if (tls && !block.text("client-auth").orElse("need").equals("want")) {
      clientAuth(block, problems);
    }
  }

  private static void clientAuth(WebserverConf.Block block, List<Problem> problems) {
    String has = block.text("client-auth").orElse("");
    if (ownCa(block)) {
      return;
    }
    String message =
        has.equals("none")
            ? "client-auth: none asks nobody for a certificate, so no agent is known; write want"
            : "agents that have no certificate yet are turned away"
                + (has.isEmpty() ? ", as the default is need" : "")
                + "; write client-auth: want";
    String file = block.file().file();
    problems.add(
        MachineRule.CLIENT_AUTH.at(
            file, block.place(has.isEmpty() ? "ssl-port" : "client-auth"), message));
  }

  /** Does it let in only who has a certificate of a CA that is not Puppet's, as proxies may? */
  static boolean ownCa(WebserverConf.Block block) {
    return block.text("client-auth").orElse("need").equals("need")
        && block
            .text("ssl-ca-cert")
            .filter(path -> !path.matches(".*/(ca|ca_crt)\\.pem"))
            .isPresent();
  }

  /** The listening key that reaches beyond this machine, if one does. */
  static Optional<String> beyondLoopback(WebserverConf.Block block) {
    // An absent host is localhost, for both kinds.
    return List.of("host", "ssl-host").stream()
        .filter(key -> block.text(key).filter(host -> !isLoopback(host)).isPresent())
        .findFirst();
  }

  private static boolean isLoopback(String host) {
    return LOOPBACK.contains(host) || host.matches("127\\.[0-9.]+");
  }
}
