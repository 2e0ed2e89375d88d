package io.github.puppetha.conf;

import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import io.github.puppetha.Problem;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/** {@code authorization}: what Puppet Server demands of it when it starts. */
final class AuthConfCheck {
  private static final Set<String> METHODS = Set.of("get", "post", "put", "delete", "head");
  private static final Pattern REFERENCE = Pattern.compile("\\$([0-9]{1,4})");

  private final HoconFile file;
  private final List<Problem> problems = new ArrayList<>();

  private AuthConfCheck(HoconFile file) {
    this.file = file;
  }

  /** Checks a file that has {@code authorization}; others have no problems. */
  static List<Problem> check(HoconFile file) {
    AuthConfCheck check = new AuthConfCheck(file);
    file.value("authorization").ifPresent(check::authorization);
    return check.problems;
  }

  private void authorization(ConfigValue value) {
    if (!(value instanceof ConfigObject authorization)) {
      add("authorization", value, "authorization must be a map");
      return;
    }
    ConfigValue version = authorization.get("version");
    if (version == null || !Integer.valueOf(1).equals(version.unwrapped())) {
      add(
          version == null ? "authorization" : "version",
          version == null ? value : version,
          "authorization needs version: 1");
    }
    ConfigValue header = authorization.get("allow-header-cert-info");
    if (header != null && header.valueType() != ConfigValueType.BOOLEAN) {
      add("allow-header-cert-info", header, "allow-header-cert-info must be true or false");
    }
    ConfigValue rules = authorization.get("rules");
    if (rules instanceof ConfigList list) {
      Map<Object, Integer> names = new HashMap<>();
      list.forEach(rule -> rule(rule, names));
    } else {
      add(
          rules == null ? "authorization" : "rules",
          rules == null ? value : rules,
          "authorization needs rules, a list");
    }
  }

  private void rule(ConfigValue value, Map<Object, Integer> names) {
    if (!(value instanceof ConfigObject rule)) {
      add(null, value, "a rule must be a map");
      return;
    }
    ConfigValue name = rule.get("name");
    if (name == null) {
      add(null, rule, "a rule needs a name");
    } else {
      Integer before = names.putIfAbsent(name.unwrapped(), name.origin().lineNumber());
      if (before != null) {
        add("name", name, "a rule in line " + before + " has this name already");
      }
    }
    ConfigValue order = rule.get("sort-order");
    if (order == null
        || !(order.unwrapped() instanceof Integer number)
        || number < 1
        || number > 999) {
      add(
          order == null ? null : "sort-order",
          order == null ? rule : order,
          "a rule needs a sort-order from 1 to 999");
    }
    acl(rule);
    match(rule);
  }

  private void acl(ConfigObject rule) {
    ConfigValue open = rule.get("allow-unauthenticated");
    boolean everybody = open != null && Boolean.TRUE.equals(open.unwrapped());
    boolean named = rule.containsKey("allow") || rule.containsKey("deny");
    if (everybody && named) {
      add(
          "allow-unauthenticated",
          open,
          "with allow-unauthenticated there can be no allow or deny");
    } else if (!everybody && !named) {
      add(null, rule, "a rule needs allow, deny or allow-unauthenticated: true");
    }
    for (String key : List.of("allow", "deny")) {
      ConfigValue entries = rule.get(key);
      if (entries != null) {
        List<ConfigValue> all = entries instanceof ConfigList list ? list : List.of(entries);
        all.stream()
            .filter(entry -> !isEntry(entry))
            .forEach(
                entry ->
                    add(
                        key,
                        entries,
                        key + " takes names, and maps with one of certname and extensions"));
      }
    }
  }

  private static boolean isEntry(ConfigValue entry) {
    if (entry instanceof ConfigObject map) {
      return map.containsKey("rbac")
          || map.containsKey("certname") != map.containsKey("extensions");
    }
    return entry.valueType() == ConfigValueType.STRING;
  }

  private void match(ConfigObject rule) {
    if (!(rule.get("match-request") instanceof ConfigObject match)) {
      add(null, rule, "a rule needs match-request with path and type");
      return;
    }
    ConfigValue path = match.get("path");
    ConfigValue type = match.get("type");
    if (path == null || path.valueType() != ConfigValueType.STRING) {
      add("match-request", match, "match-request needs a path, a text");
      return;
    }
    String kind = type == null ? "" : String.valueOf(type.unwrapped()).toLowerCase(Locale.ROOT);
    if (!kind.equals("path") && !kind.equals("regex")) {
      add(
          type == null ? "match-request" : "type",
          type == null ? match : type,
          "match-request needs a type, path or regex");
    } else if (kind.equals("regex")) {
      regex(rule, path);
    }
    ConfigValue method = match.get("method");
    if (method != null && !isMethods(method)) {
      add("method", method, "method is one or a list of get, post, put, delete and head");
    }
  }

  private static boolean isMethods(ConfigValue method) {
    List<ConfigValue> all = method instanceof ConfigList list ? list : List.of(method);
    return all.stream()
        .allMatch(m -> METHODS.contains(String.valueOf(m.unwrapped()).toLowerCase(Locale.ROOT)));
  }

  private void regex(ConfigObject rule, ConfigValue path) {
    int groups;
    try {
      groups = Pattern.compile(String.valueOf(path.unwrapped())).matcher("").groupCount();
    } catch (PatternSyntaxException e) {
      add("path", path, "the path is no regular expression: " + e.getDescription());
      return;
    }
    for (String key : List.of("allow", "deny")) {
      ConfigValue entries = rule.get(key);
      if (entries != null && largestReference(entries) > groups) {
        add(key, entries, key + " refers to a group that the path's expression does not have");
      }
    }
  }

  private static int largestReference(ConfigValue entries) {
    Matcher matcher = REFERENCE.matcher(String.valueOf(entries.unwrapped()));
    int largest = 0;
    while (matcher.find()) {
      largest = Math.max(largest, Integer.parseInt(matcher.group(1)));
    }
    return largest;
  }

  private void add(@Nullable String key, ConfigValue value, String message) {
    problems.add(
        MachineRule.AUTH_RULE.at(
            file.file(),
            key == null ? file.start(value) : file.key(key, value),
            message + "; Puppet Server does not start with this"));
  }
}
