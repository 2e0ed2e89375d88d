package io.github.puppetha.conf;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import io.github.puppetha.PuppetHaException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;

/**
 * Puppet Server's own configuration: all {@code .conf} files of its {@code conf.d}, in HOCON, as
 * one. Immutable.
 */
public final class PuppetserverConf {
  private final Path directory;
  private final Config config;

  private PuppetserverConf(Path directory, Config config) {
    this.directory = directory;
    this.config = config;
  }

  /**
   * Reads a directory.
   *
   * @throws PuppetHaException when it cannot be read, or a file is no HOCON; the message has file
   *     and line
   */
  public static PuppetserverConf read(Path directory) {
    Config all = ConfigFactory.empty();
    try (Stream<Path> entries = Files.list(directory)) {
      List<Path> files =
          entries.filter(f -> f.getFileName().toString().endsWith(".conf")).sorted().toList();
      for (Path file : files) {
        all = ConfigFactory.parseString(Files.readString(file), named(file)).withFallback(all);
      }
      return new PuppetserverConf(directory, all.resolve());
    } catch (IOException | ConfigException e) {
      throw new PuppetHaException(
          "Reading Puppet Server's settings in " + directory + " failed: " + e.getMessage(), e);
    }
  }

  private static ConfigParseOptions named(Path file) {
    return ConfigParseOptions.defaults().setOriginDescription(file.toString());
  }

  /** Where it was read from. */
  public Path directory() {
    return directory;
  }

  /** Do several requests share a JRuby? A flush does not reach those that are compiling then. */
  public boolean multithreaded() {
    return isTrue("jruby-puppet.multithreaded");
  }

  /** Are clients known by headers, as a gateway sets them, in place of certificates? */
  public boolean headerIdentity() {
    return isTrue("authorization.allow-header-cert-info");
  }

  /** Do catalogs name the revision of their code? */
  public boolean versionedCode() {
    return config.hasPath("versioned-code.code-id-command");
  }

  private boolean isTrue(String path) {
    try {
      return config.hasPath(path) && config.getBoolean(path);
    } catch (ConfigException e) {
      return false;
    }
  }

  /**
   * Does the first rule for a request allow it to a certname, by that name or to all? What rules
   * say of extensions in certificates is not looked at.
   */
  public boolean allows(AuthRule wanted, String certname) {
    return rules().stream()
        .filter(rule -> matches(rule, wanted))
        .findFirst()
        .map(rule -> permits(rule, certname))
        .orElse(false);
  }

  private List<Config> rules() {
    if (!config.hasPath("authorization.rules")) {
      return List.of();
    }
    List<Config> rules = new ArrayList<>();
    for (ConfigObject rule : config.getObjectList("authorization.rules")) {
      rules.add(rule.toConfig());
    }
    rules.sort(
        Comparator.comparing((Config r) -> r.hasPath("sort-order") ? r.getInt("sort-order") : 500)
            .thenComparing(r -> r.hasPath("name") ? r.getString("name") : ""));
    return rules;
  }

  private static boolean matches(Config rule, AuthRule wanted) {
    String path = rule.getString("match-request.path");
    String sample = wanted.sample();
    boolean fits;
    try {
      fits =
          rule.getString("match-request.type").equals("regex")
              ? Pattern.compile(path).matcher(sample).find()
              : sample.startsWith(path);
    } catch (PatternSyntaxException e) {
      return false;
    }
    List<String> methods = texts(rule, "match-request.method");
    return fits && (methods.isEmpty() || methods.contains(wanted.method()));
  }

  private static boolean permits(Config rule, String certname) {
    if (texts(rule, "deny").stream().anyMatch(name -> isMeant(name, certname))) {
      return false;
    }
    boolean everybody =
        rule.hasPath("allow-unauthenticated") && rule.getBoolean("allow-unauthenticated");
    return everybody || texts(rule, "allow").stream().anyMatch(name -> isMeant(name, certname));
  }

  private static boolean isMeant(String name, String certname) {
    return name.equals("*")
        || name.equalsIgnoreCase(certname)
        || (name.startsWith("*.") && certname.toLowerCase(Locale.ROOT).endsWith(name.substring(1)));
  }

  /** The texts of a value that may be one or a list; maps, which name extensions, are left out. */
  private static List<String> texts(Config rule, String path) {
    if (!rule.hasPath(path)) {
      return List.of();
    }
    ConfigValue value = rule.getValue(path);
    List<ConfigValue> values =
        value.valueType() == ConfigValueType.LIST ? rule.getList(path) : List.of(value);
    return values.stream()
        .filter(v -> v.valueType() == ConfigValueType.STRING)
        .map(v -> String.valueOf(v.unwrapped()).toLowerCase(Locale.ROOT))
        .toList();
  }
}
