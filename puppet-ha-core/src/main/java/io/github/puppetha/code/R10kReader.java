package io.github.puppetha.code;

import io.github.puppetha.Problem;
import io.github.puppetha.Severity;
import io.github.puppetha.io.ReadResult;
import io.github.puppetha.io.Tree;
import io.github.puppetha.io.YamlReader;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * Reads r10k.yaml. Rules: {@code conf/r10k_key}, {@code conf/r10k_value}, {@code
 * conf/r10k_not_heeded} (a warning), and those of YAML.
 */
final class R10kReader {
  private static final Set<String> TOP =
      Set.of(
          "cachedir",
          "pool_size",
          "sources",
          "postrun",
          "deploy",
          "git",
          "forge",
          "proxy",
          "logging",
          "purgedirs");
  private static final Set<String> SOURCE =
      Set.of(
          "remote",
          "basedir",
          "type",
          "prefix",
          "strip_component",
          "ignore_branch_prefixes",
          "filter_command",
          "invalid_branches",
          "puppetfile_name");
  private static final Set<String> DEPLOY =
      Set.of(
          "purge_levels",
          "purge_allowlist",
          "purge_whitelist",
          "write_lock",
          "generate_types",
          "puppet_path",
          "puppet_conf",
          "exclude_spec");
  private static final Set<String> FORGE =
      Set.of("proxy", "baseurl", "authorization_token", "allow_puppetfile_override");
  private static final Set<String> GIT =
      Set.of(
          "default_ref",
          "provider",
          "username",
          "private_key",
          "oauth_token",
          "github_app_id",
          "github_app_key",
          "github_app_ttl",
          "proxy",
          "repositories");
  private static final Set<String> LEVELS = Set.of("deployment", "environment", "puppetfile");

  private final Path file;
  private final List<Problem> problems = new ArrayList<>();
  private final Map<String, String> options = new LinkedHashMap<>();

  R10kReader(Path file) {
    this.file = file;
  }

  R10kConfig read(String text) {
    ReadResult result = YamlReader.read(file.toString(), text);
    problems.addAll(result.problems());
    Map<String, Tree.Entry> top = keys(result.root().orElse(null), "the file", TOP);
    Path directory = file.toAbsolutePath().normalize().getParent();
    String home = System.getProperty("user.home", ".");
    Path cachedir =
        text(top.get("cachedir"))
            .map(d -> directory.resolve(d.replaceFirst("^~", home)))
            .orElse(Path.of(home, ".r10k"));
    List<R10kConfig.Source> sources = sources(top.get("sources"), result.root().isPresent());
    Map<String, Tree.Entry> deploy = section(top.get("deploy"), "deploy", DEPLOY);
    writeLock(deploy.get("write_lock"));
    Map<String, Tree.Entry> forge = section(top.get("forge"), "forge", FORGE);
    notHeeded(forge, "allow_puppetfile_override", "a Puppetfile's 'forge' is not heeded");
    git(section(top.get("git"), "git", GIT));
    text(top.get("proxy")).ifPresent(value -> options.put("proxy", value));
    notHeeded(top, "purgedirs", "r10k does not heed it either, since 1.0");
    notHeeded(top, "logging", "Maven or the program around says what is logged");
    boolean environments = purgeEnvironments(deploy.get("purge_levels"));
    List<String> allowed = new ArrayList<>(texts(deploy.get("purge_allowlist")));
    allowed.addAll(texts(deploy.get("purge_whitelist")));
    OptionalInt pool = poolSize(top.get("pool_size"));
    List<String> postrun = postrun(top.get("postrun"));
    for (Tree.@Nullable Entry entry :
        Arrays.asList(forge.get("baseurl"), forge.get("proxy"), top.get("proxy"))) {
      web(entry);
    }
    List<Problem> sorted = problems.stream().sorted().toList();
    if (sorted.stream().anyMatch(p -> p.severity() == Severity.ERROR)) {
      throw new ConfigException(file, sorted);
    }
    boolean spec = text(deploy.get("exclude_spec")).orElse("true").equals("false");
    return new R10kConfig(
        file, cachedir, sources, !spec, pool, postrun, environments, allowed, options, sorted);
  }

  private void git(Map<String, Tree.Entry> git) {
    notHeeded(git, "provider", "git is read by JGit");
    notHeeded(git, "default_ref", "give each module a 'ref' or 'default_branch'");
    for (String key : List.of("username", "private_key")) {
      notHeeded(git, key, "keys are taken from ssh's own configuration and agent");
    }
    for (String key : List.of("oauth_token", "github_app_id", "github_app_key", "github_app_ttl")) {
      notHeeded(git, key, "a token is taken from PUPPET_HA_GIT_PASSWORD, netrc or git's store");
    }
    notHeeded(git, "proxy", "git is asked without one; set https.proxyHost for Java");
    notHeeded(git, "repositories", "settings of single remotes are taken from ssh's and git's own");
  }

  private void notHeeded(Map<String, Tree.Entry> keys, String key, String why) {
    Tree.Entry entry = keys.get(key);
    if (entry != null && !text(entry).orElse("set").equals("false")) {
      String message = "'" + key + "' is not heeded: " + why;
      problems.add(
          Problem.warning(file.toString(), entry.key().range(), "conf/r10k_not_heeded", message));
    }
  }

  /** Scalars of a section are kept as options, by dotted name. */
  private Map<String, Tree.Entry> section(
      Tree.@Nullable Entry entry, String section, Set<String> known) {
    if (entry == null || (entry.value() instanceof Tree.Scalar s && s.type() == Tree.Type.NULL)) {
      return Map.of();
    }
    Map<String, Tree.Entry> keys = keys(entry.value(), "'" + section + "'", known);
    keys.forEach((name, e) -> text(e).ifPresent(v -> options.put(section + "." + name, v)));
    return keys;
  }

  private void writeLock(Tree.@Nullable Entry entry) {
    Optional<String> lock = text(entry);
    if (entry != null && lock.isPresent() && !lock.get().equals("false")) {
      String message = "deployments are locked: " + lock.get() + "; remove write_lock to go on";
      error(entry.value(), "r10k_value", message);
    }
  }

  private boolean purgeEnvironments(Tree.@Nullable Entry entry) {
    if (entry == null) {
      return true;
    }
    List<String> levels = new ArrayList<>(texts(entry));
    text(entry).ifPresent(levels::add);
    for (String level : levels) {
      if (!LEVELS.contains(plain(level))) {
        String message =
            "'" + level + "' is no purge level; there are deployment, environment, puppetfile";
        error(entry.value(), "r10k_value", message);
      }
    }
    levels.replaceAll(R10kReader::plain);
    if (!levels.contains("environment") || !levels.contains("puppetfile")) {
      String message =
          "each revision of an environment is laid down anew, so that what is neither in git nor in"
              + " the Puppetfile goes with the next one whatever 'purge_levels' says; name what is"
              + " to stay in purge_allowlist";
      problems.add(
          Problem.warning(file.toString(), entry.key().range(), "conf/r10k_not_heeded", message));
    }
    return levels.contains("deployment");
  }

  private OptionalInt poolSize(Tree.@Nullable Entry entry) {
    Optional<String> text = text(entry);
    if (entry == null || text.isEmpty()) {
      return OptionalInt.empty();
    }
    if (!text.get().matches("[1-9][0-9]{0,3}")) {
      error(entry.value(), "r10k_value", "'pool_size' must be a whole number above 0");
      return OptionalInt.empty();
    }
    return OptionalInt.of(Integer.parseInt(text.get()));
  }

  private List<String> postrun(Tree.@Nullable Entry entry) {
    if (entry == null) {
      return List.of();
    }
    if (!(entry.value() instanceof Tree.ListNode)) {
      error(entry.value(), "r10k_value", "'postrun' must be a list: the program, its arguments");
    }
    return texts(entry);
  }

  private List<R10kConfig.Source> sources(Tree.@Nullable Entry entry, boolean read) {
    List<R10kConfig.Source> sources = new ArrayList<>();
    if (entry != null && entry.value() instanceof Tree.MapNode map) {
      for (Tree.Entry source : map.entries()) {
        source(source).ifPresent(sources::add);
      }
    }
    if (sources.isEmpty() && problems.isEmpty() && read) {
      error(entry == null ? null : entry.key(), "r10k_value", "'sources' with a source is missing");
    } else if (!read && problems.isEmpty()) {
      error(null, "r10k_value", "the file is empty; it needs 'sources' with remote and basedir");
    }
    return sources;
  }

  private Optional<R10kConfig.Source> source(Tree.Entry entry) {
    String name = plain(entry.key().text());
    Map<String, Tree.Entry> keys = keys(entry.value(), "source '" + name + "'", SOURCE);
    Optional<String> type = text(keys.get("type"));
    boolean svn = type.filter("svn"::equals).isPresent();
    if (type.isPresent() && !svn && !type.get().equals("git")) {
      String message = "type '" + type.get() + "' is not supported in this version; use git or svn";
      error(keys.get("type").value(), "r10k_value", message);
    }
    Optional<String> remote = text(keys.get("remote"));
    Optional<String> basedir = text(keys.get("basedir"));
    if (remote.isEmpty() || basedir.isEmpty()) {
      String missing = remote.isEmpty() ? "remote" : "basedir";
      error(entry.key(), "r10k_value", "source '" + name + "' has no '" + missing + "'; add it");
      return Optional.empty();
    }
    Path directory = file.toAbsolutePath().normalize().getParent().resolve(basedir.get());
    return Optional.of(
        new R10kConfig.Source(
            name,
            svn ? remote.get().replaceFirst("^(?=(https?|file)://)", "svn+") : remote.get(),
            directory.normalize(),
            new BranchRules(
                prefix(name, keys.get("prefix")),
                strip(keys.get("strip_component")),
                invalid(keys.get("invalid_branches")),
                texts(keys.get("ignore_branch_prefixes")),
                text(keys.get("filter_command")).filter(command -> !command.isBlank())),
            text(keys.get("puppetfile_name")).orElse("Puppetfile")));
  }

  private Optional<String> strip(Tree.@Nullable Entry entry) {
    Optional<String> text = text(entry).filter(t -> !t.equals("false"));
    if (entry != null && text.isPresent() && BranchRules.isPattern(text.get())) {
      try {
        Pattern.compile(text.get().substring(1, text.get().length() - 1));
      } catch (PatternSyntaxException e) {
        String message = "'strip_component' is no pattern: " + e.getDescription();
        error(entry.value(), "r10k_value", message);
      }
    }
    return text;
  }

  private BranchRules.Invalid invalid(Tree.@Nullable Entry entry) {
    Optional<String> text = text(entry).map(R10kReader::plain);
    for (BranchRules.Invalid invalid : BranchRules.Invalid.values()) {
      if (text.isEmpty() || invalid.name().toLowerCase(Locale.ROOT).equals(text.get())) {
        return invalid;
      }
    }
    String message =
        "'invalid_branches' is '"
            + text.get()
            + "', but must be correct_and_warn, correct or error";
    error(entry == null ? null : entry.value(), "r10k_value", message);
    return BranchRules.Invalid.ERROR;
  }

  private Optional<String> prefix(String name, Tree.@Nullable Entry entry) {
    Optional<String> text = text(entry);
    if (text.isPresent() && entry.value() instanceof Tree.Scalar s) {
      if (s.type() == Tree.Type.BOOLEAN) {
        boolean wanted = Set.of("true", "yes", "on").contains(text.get().toLowerCase());
        return wanted ? Optional.of(name) : Optional.empty();
      }
    }
    return text;
  }

  private void web(Tree.@Nullable Entry entry) {
    Optional<String> value = text(entry).filter(v -> !v.isBlank());
    try {
      if (value.isEmpty() || URI.create(value.get()).getHost() != null) {
        return;
      }
    } catch (IllegalArgumentException e) {
      // Said below.
    }
    error(entry.value(), "r10k_value", "'" + value.get() + "' is no http or https URL");
  }

  private Map<String, Tree.Entry> keys(@Nullable Tree tree, String where, Set<String> known) {
    Map<String, Tree.Entry> keys = new LinkedHashMap<>();
    if (tree == null) {
      return keys;
    }
    if (!(tree instanceof Tree.MapNode map)) {
      error(tree, "r10k_value", where + " is " + tree.kind() + ", but must be a mapping");
      return keys;
    }
    for (Tree.Entry entry : map.entries()) {
      String name = plain(entry.key().text());
      keys.put(name, entry);
      if (!known.contains(name)) {
        String message =
            "'"
                + name
                + "' is no key of "
                + where
                + "; there are "
                + String.join(", ", known.stream().sorted().toList());
        error(entry.key(), "r10k_key", message);
      }
    }
    return keys;
  }

  private Optional<String> text(Tree.@Nullable Entry entry) {
    if (entry == null || !(entry.value() instanceof Tree.Scalar scalar)) {
      return Optional.empty();
    }
    return scalar.type() == Tree.Type.NULL ? Optional.empty() : Optional.of(scalar.text());
  }

  private static List<String> texts(Tree.@Nullable Entry entry) {
    List<String> texts = new ArrayList<>();
    if (entry != null && entry.value() instanceof Tree.ListNode list) {
      for (Tree item : list.items()) {
        if (item instanceof Tree.Scalar scalar) {
          texts.add(scalar.text());
        }
      }
    }
    return texts;
  }

  private static String plain(String key) {
    return key.startsWith(":") ? key.substring(1) : key;
  }

  private void error(@Nullable Tree at, String rule, String message) {
    problems.add(
        Problem.error(file.toString(), at == null ? null : at.range(), "conf/" + rule, message));
  }
}
