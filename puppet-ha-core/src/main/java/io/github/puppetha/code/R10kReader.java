package io.github.puppetha.code;

import io.github.puppetha.Problem;
import io.github.puppetha.Severity;
import io.github.puppetha.io.ReadResult;
import io.github.puppetha.io.Tree;
import io.github.puppetha.io.YamlReader;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads r10k.yaml. Rules: {@code conf/r10k_key}, {@code conf/r10k_value}, and those of YAML. */
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
      Set.of("baseurl", "proxy", "authorization_token", "allow_puppetfile_override");

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
    boolean excludeSpec = deploy(top.get("deploy"));
    for (String name : List.of("pool_size", "postrun", "purgedirs", "proxy")) {
      text(top.get(name)).ifPresent(value -> options.put(name, value));
    }
    forge(top.get("forge"));
    web(top.get("proxy"));
    List<Problem> sorted = problems.stream().sorted().toList();
    if (sorted.stream().anyMatch(p -> p.severity() == Severity.ERROR)) {
      throw new ConfigException(file, sorted);
    }
    return new R10kConfig(file, cachedir, sources, excludeSpec, options, sorted);
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
    for (String key : List.of("strip_component", "filter_command")) {
      if (keys.containsKey(key)) {
        String message = "'" + key + "' is not supported in this version; remove it";
        error(keys.get(key).key(), "r10k_value", message);
      }
    }
    Path directory = file.toAbsolutePath().normalize().getParent().resolve(basedir.get());
    return Optional.of(
        new R10kConfig.Source(
            name,
            svn ? remote.get().replaceFirst("^(?=(https?|file)://)", "svn+") : remote.get(),
            directory.normalize(),
            prefix(name, keys.get("prefix")),
            texts(keys.get("ignore_branch_prefixes")),
            text(keys.get("puppetfile_name")).orElse("Puppetfile")));
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

  private boolean deploy(Tree.@Nullable Entry entry) {
    if (entry == null) {
      return true;
    }
    Map<String, Tree.Entry> keys = keys(entry.value(), "'deploy'", DEPLOY);
    keys.forEach((name, e) -> text(e).ifPresent(value -> options.put("deploy." + name, value)));
    Optional<String> lock = text(keys.get("write_lock"));
    if (lock.isPresent() && !lock.get().equals("false")) {
      String message = "deployments are locked: " + lock.get() + "; remove write_lock to go on";
      error(keys.get("write_lock").value(), "r10k_value", message);
    }
    return !text(keys.get("exclude_spec")).orElse("true").equals("false");
  }

  private void forge(Tree.@Nullable Entry entry) {
    if (entry != null) {
      Map<String, Tree.Entry> keys = keys(entry.value(), "'forge'", FORGE);
      keys.forEach((name, e) -> text(e).ifPresent(value -> options.put("forge." + name, value)));
      for (String key : List.of("baseurl", "proxy")) {
        web(keys.get(key));
      }
    }
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
