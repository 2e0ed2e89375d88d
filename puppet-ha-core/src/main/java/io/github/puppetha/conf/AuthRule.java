package io.github.puppetha.conf;

import java.util.Locale;

/**
 * Rules that Puppet Server's {@code auth.conf} does not have and a deployment needs. Each comes
 * before the packaged rules, of which one denies catalogs to services.
 */
public enum AuthRule {
  /** A changed environment is read anew. */
  ENVIRONMENT_CACHE("/puppet-admin-api/v1/environment-cache", "path", "delete"),
  /** Changed Ruby libraries are loaded anew. */
  JRUBY_POOL("/puppet-admin-api/v1/jruby-pool", "path", "delete"),
  /** Catalogs of named nodes are compiled before a deployment is decided. */
  CATALOG("^/puppet/v4/catalog/?$", "regex", "post");

  private final String path;
  private final String type;
  private final String method;

  AuthRule(String path, String type, String method) {
    this.path = path;
    this.type = type;
    this.method = method;
  }

  /** The path that it is about, as it stands in the rule. */
  public String path() {
    return path;
  }

  /** A path of a request that it is about. */
  String sample() {
    return type.equals("regex") ? path.replaceAll("[\\^$?]", "") : path;
  }

  /** The method that it allows, in lower case. */
  public String method() {
    return method;
  }

  /** The name that it has in the file. */
  public String title() {
    return "puppet-ha " + name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  /**
   * The rule as HOCON, to be pasted at the top of {@code authorization.rules}; ten lines, the last
   * with a comma.
   *
   * @param certname whom it allows
   */
  public String text(String certname) {
    return """
        {
            match-request: {
                path: "%s"
                type: %s
                method: %s
            }
            allow: "%s"
            sort-order: 400
            name: "%s"
        },
        """
        .formatted(path, type, method, certname, title());
  }
}
