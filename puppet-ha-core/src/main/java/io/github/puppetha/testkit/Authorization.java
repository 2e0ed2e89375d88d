package io.github.puppetha.testkit;

import io.github.puppetha.ca.CaApi;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The rules of Puppet Server's default auth.conf; the CA has its own. */
final class Authorization {
  private enum Allow {
    NONE_NEEDED,
    ANY,
    SAME_NAME
  }

  private record Rule(Pattern path, Set<String> methods, Allow allow) {
    static Rule of(String path, String methods, Allow allow) {
      return new Rule(Pattern.compile(path), Set.of(methods.split(" ")), allow);
    }
  }

  // A rule for a path without "$" is for all that begins so, as "type: path" is.
  private static final List<Rule> RULES =
      List.of(
          Rule.of("^/puppet/v3/catalog/([^/]+)$", "GET POST", Allow.SAME_NAME),
          Rule.of("^/puppet/v3/node/([^/]+)$", "GET", Allow.SAME_NAME),
          Rule.of("^/puppet/v3/(?:report|facts)/([^/]+)$", "PUT", Allow.SAME_NAME),
          Rule.of("^/puppet/v3/file_(?:content|metadata)", "GET POST", Allow.ANY),
          Rule.of("^/puppet/v3/file_bucket_file", "GET HEAD POST PUT", Allow.ANY),
          Rule.of("^/puppet/v3/(?:static_file_content|environments)", "GET", Allow.ANY),
          Rule.of("^/status/v1/(?:services|simple)", "GET", Allow.NONE_NEEDED));

  private static final String ADMIN = "/puppet-admin-api/v1/";

  private final Set<String> administrators;

  /**
   * @param administrators certnames for which rules of the admin API and of catalogs for services
   *     are added; there are none by default
   */
  Authorization(Set<String> administrators) {
    this.administrators = Set.copyOf(administrators);
  }

  boolean allows(String method, String path, Caller caller) {
    if (path.startsWith(CaApi.PREFIX)) {
      return true;
    }
    if (path.startsWith(ADMIN) || path.equals("/puppet/v4/catalog")) {
      return caller.certname() != null && administrators.contains(caller.certname());
    }
    for (Rule rule : RULES) {
      Matcher match = rule.path().matcher(path);
      if (rule.methods().contains(method) && match.find()) {
        return permits(rule, match, caller);
      }
    }
    return false;
  }

  private static boolean permits(Rule rule, Matcher match, Caller caller) {
    return switch (rule.allow()) {
      case NONE_NEEDED -> true;
      case ANY -> caller.authenticated();
      case SAME_NAME -> match.group(1).equals(caller.certname());
    };
  }
}
