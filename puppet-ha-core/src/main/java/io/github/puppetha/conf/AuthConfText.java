package io.github.puppetha.conf;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code auth.conf}: the rules of Puppet Server's package, and before them those of deployers. */
final class AuthConfText {
  /** Who may; texts in HOCON. */
  private static final String ALL = "allow-unauthenticated: true";

  private static final String ANY = "allow: \"*\"";
  private static final String SELF = "allow: \"$1\"";
  private static final String CLI = "allow: { extensions: { pp_cli_auth: \"true\" } }";
  private static final String NOBODY = "deny: \"*\"";

  /**
   * One rule.
   *
   * @param name as in the package
   * @param methods in lower case, spaces between; empty for all
   * @param since the first major version that has it
   */
  private record Rule(String name, String path, String methods, String who, int since) {
    String text(int order) {
      String type = path.startsWith("^") ? "regex" : "path";
      String method =
          methods.isEmpty() ? "" : "\n                method: [" + methods.replace(" ", ", ") + "]";
      return """
              {
                  match-request: {
                      path: "%s"
                      type: %s%s
                  }
                  %s
                  sort-order: %d
                  name: "%s"
              }
      """
          .formatted(path, type, method.replace("\n", "\n      "), who, order, name)
          .stripTrailing();
    }
  }

  private static final String V3 = "/puppet/v3/";
  private static final String V1 = "/puppet-ca/v1/";

  private static final List<Rule> RULES =
      List.of(
          new Rule(
              "puppetlabs v3 catalog from agents",
              "^" + V3 + "catalog/([^/]+)$",
              "get post",
              SELF,
              7),
          new Rule(
              "puppetlabs v4 catalog for services", "^/puppet/v4/catalog/?$", "post", NOBODY, 7),
          new Rule("puppetlabs certificate", V1 + "certificate/", "get", ALL, 7),
          new Rule("puppetlabs crl", V1 + "certificate_revocation_list/ca", "get", ALL, 7),
          new Rule("puppetlabs csr", V1 + "certificate_request", "get put", ALL, 7),
          new Rule("puppetlabs certificate renewal", V1 + "certificate_renewal", "post", ANY, 8),
          new Rule("puppetlabs cert status", V1 + "certificate_status", "get put delete", CLI, 7),
          new Rule(
              "puppetlabs CRL update", "^" + V1 + "certificate_revocation_list$", "put", CLI, 7),
          new Rule("puppetlabs cert statuses", V1 + "certificate_statuses", "get", CLI, 7),
          new Rule("puppetlabs CA cert and CRL expirations", V1 + "expirations", "get", ANY, 7),
          new Rule("puppetlabs cert clean", V1 + "clean", "put", CLI, 7),
          new Rule("puppetlabs cert sign", V1 + "sign", "post", CLI, 8),
          new Rule("puppetlabs cert sign all", V1 + "sign/all", "post", CLI, 8),
          new Rule("puppetlabs status service - full", "/status/v1/services", "get", ALL, 7),
          new Rule("puppetlabs status service - simple", "/status/v1/simple", "get", ALL, 7),
          new Rule("puppetlabs environments", V3 + "environments", "get", ANY, 7),
          new Rule("puppetlabs file content", V3 + "file_content", "get post", ANY, 7),
          new Rule("puppetlabs file metadata", V3 + "file_metadata", "get post", ANY, 7),
          new Rule("puppetlabs node", "^" + V3 + "node/([^/]+)$", "get", SELF, 7),
          new Rule("puppetlabs report", "^" + V3 + "report/([^/]+)$", "put", SELF, 7),
          new Rule("puppetlabs facts", "^" + V3 + "facts/([^/]+)$", "put", SELF, 7),
          new Rule("puppetlabs static file content", V3 + "static_file_content", "get", ANY, 7),
          new Rule("puppet tasks information", V3 + "tasks", "", ANY, 7));

  private static final String BUCKET = V3 + "file_bucket_file";

  private AuthConfText() {}

  /**
   * The file.
   *
   * @param headers whether clients are known by headers
   * @param deployer the certname that may flush caches and compile catalogs; empty for nobody
   */
  static String text(int version, boolean headers, Optional<String> deployer) {
    List<String> rules = new ArrayList<>();
    deployer.ifPresent(
        name -> {
          for (AuthRule rule : AuthRule.values()) {
            String method = rule.method();
            rules.add(
                new Rule(rule.title(), rule.path(), method, "allow: \"" + name + "\"", 7)
                    .text(400));
          }
        });
    RULES.stream()
        .filter(rule -> rule.since() <= version)
        .forEach(rule -> rules.add(rule.text(500)));
    if (version >= 9) {
      rules.add(new Rule("puppetlabs file bucket file", BUCKET, "head put", ANY, 9).text(500));
      rules.add(
          new Rule("puppetlabs file bucket file content", BUCKET, "get post", CLI, 9).text(500));
    } else {
      rules.add(
          new Rule("puppetlabs file bucket file", BUCKET, "get head post put", ANY, 7).text(500));
    }
    rules.add(new Rule("puppetlabs deny all", "/", "", NOBODY, 7).text(999));
    return "authorization: {\n    version: 1\n"
        + (headers
            ? "    # A gateway or proxy says who asks; certificates of clients count for nothing here.\n"
            : "    # Clients show their own certificates.\n")
        + "    allow-header-cert-info: "
        + headers
        + "\n    rules: [\n"
        + String.join(",\n", rules)
        + "\n    ]\n}\n";
  }
}
