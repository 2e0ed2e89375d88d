package io.github.puppetha.code;

import io.github.puppetha.Problem;
import io.github.puppetha.SourceRange;
import io.github.puppetha.code.PuppetfileStatement.Option;
import io.github.puppetha.code.PuppetfileStatement.Type;
import io.github.puppetha.code.PuppetfileStatement.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads one {@code mod}. */
final class PuppetfileModuleReader {
  private static final Pattern TITLE = Pattern.compile("(?:(\\w+)[-/])?(\\w+)");
  private static final Pattern VERSION = Pattern.compile("v?\\d+(\\.\\d+){0,2}([-+][\\w.+-]+)?");
  private static final List<String> SVN_REVISIONS = List.of("rev", "revision", "version");
  private static final Set<String> COMMON = Set.of("type", "install_path", "exclude_spec");
  private static final Map<String, Set<String>> OPTIONS =
      Map.of(
          "git",
          Set.of(
              "git",
              "source",
              "ref",
              "tag",
              "commit",
              "branch",
              "version",
              "default_branch",
              "default_branch_override"),
          "svn",
          Set.of("svn", "source", "rev", "revision", "version", "username", "password"),
          "tarball",
          Set.of("source", "version"),
          "forge",
          Set.of("version"),
          "local",
          Set.of("local"));

  private final String file;
  private final String moduledir;
  private final List<Problem> problems;
  private final Map<String, Option> options = new LinkedHashMap<>();
  private boolean failed;

  PuppetfileModuleReader(String file, String moduledir, List<Problem> problems) {
    this.file = file;
    this.moduledir = moduledir;
    this.problems = problems;
  }

  Optional<PuppetModule> read(PuppetfileStatement statement) {
    List<Value> values = statement.arguments();
    if (values.isEmpty() || values.get(0).type() != Type.STRING) {
      if (values.isEmpty() || !values.get(0).unknown()) {
        error(statement.word().range(), "bad_value", "mod takes a name in quotes: mod 'ntp', …");
      }
      return Optional.empty();
    }
    Value title = values.get(0);
    Matcher matcher = TITLE.matcher(title.text());
    if (!matcher.matches()) {
      String message =
          "'" + title.text() + "' is no module name; write 'name', 'owner/name' or 'owner-name'";
      error(title.range(), "bad_name", message);
      return Optional.empty();
    }
    collect(statement);
    ModuleSource source = source(statement, matcher.group(1), title);
    String path = path(matcher.group(2));
    Boolean excludeSpec = flag("exclude_spec");
    if (failed || source == null || path == null) {
      return Optional.empty();
    }
    return Optional.of(
        new PuppetModule(
            title.text(),
            matcher.group(1),
            matcher.group(2),
            path,
            source,
            excludeSpec,
            title.range()));
  }

  private void collect(PuppetfileStatement statement) {
    for (Option option : statement.options()) {
      if (options.put(option.name(), option) != null) {
        error(option.range(), "syntax", "the option '" + option.name() + "' stands twice");
      }
      failed |= option.value().unknown();
    }
  }

  private @Nullable ModuleSource source(
      PuppetfileStatement statement, @Nullable String owner, Value title) {
    String kind = kind(title);
    if (kind == null) {
      return null;
    }
    for (Option option : options.values()) {
      if (!COMMON.contains(option.name()) && !OPTIONS.get(kind).contains(option.name())) {
        String message =
            "a module of type " + kind + " has no option '" + option.name() + "'; remove it";
        error(option.range(), "unknown_option", message);
      }
    }
    if (!kind.equals("forge") && statement.arguments().size() > 1) {
      Value second = statement.arguments().get(1);
      error(second.range(), "syntax", "a module of type " + kind + " takes options only");
    }
    return switch (kind) {
      case "git" -> git(title);
      case "svn" -> {
        Option from = options.containsKey("svn") ? options.get("svn") : options.get("source");
        yield new ModuleSource.Svn(
            required(from, title, "source"),
            first(SVN_REVISIONS),
            string("username"),
            string("password"));
      }
      case "tarball" ->
          new ModuleSource.Archive(required(options.get("source"), title, "source"), sha256());
      case "local" -> new ModuleSource.Local();
      default -> forge(statement, owner, title);
    };
  }

  private @Nullable String kind(Value title) {
    List<String> said = List.of("git", "svn", "local").stream().filter(this::chosen).toList();
    String type = string("type");
    if (said.size() > 1 || (type != null && said.size() == 1 && !type.equals(said.get(0)))) {
      error(title.range(), "source", "a module comes from one place; keep one of its sources");
      return null;
    }
    String kind = type != null ? type : said.isEmpty() ? "forge" : said.get(0);
    if (!OPTIONS.containsKey(kind)) {
      String message = "type is git, svn, tarball, forge or local, not '" + kind + "'";
      error(options.get("type").value().range(), "source", message);
      return null;
    }
    return kind;
  }

  private boolean chosen(String name) {
    Option option = options.get(name);
    return option != null && !(name.equals("local") && option.value().text().equals("false"));
  }

  private ModuleSource git(Value title) {
    Option remote = options.containsKey("git") ? options.get("git") : options.get("source");
    String url = required(remote, title, "git");
    SourceRange range = remote == null ? title.range() : remote.value().range();
    return new PuppetfileGitRefs(file, options, problems, this::fail).read(url, range, title);
  }

  private ModuleSource forge(PuppetfileStatement statement, @Nullable String owner, Value title) {
    if (owner == null) {
      String message =
          "a Forge module needs its owner: mod 'owner/"
              + title.text()
              + "'; of a git module, add git: 'https://…'";
      error(title.range(), "bad_name", message);
    }
    List<Value> values = statement.arguments();
    Value version =
        options.containsKey("version")
            ? options.get("version").value()
            : values.size() > 1 ? values.get(1) : null;
    if (values.size() > 2) {
      error(values.get(2).range(), "syntax", "a Forge module takes a name and a version only");
    }
    if (version == null || version.symbol("latest") || version.unknown()) {
      boolean latest = version != null && version.symbol("latest");
      return new ModuleSource.Forge(String.valueOf(owner), null, latest);
    }
    if (!version.string() || !VERSION.matcher(version.text()).matches()) {
      String message =
          "'" + version.text() + "' is no exact version; write one, such as '9.4.1', or :latest";
      error(version.range(), "version", message);
    }
    return new ModuleSource.Forge(String.valueOf(owner), version.text(), false);
  }

  private @Nullable String sha256() {
    String text = string("version");
    if (text != null && !Checksum.isSha256(text)) {
      String message = "'" + text + "' is no SHA-256; write the archive's, 64 hex digits";
      error(options.get("version").value().range(), "version", message);
    }
    return text;
  }

  private @Nullable String path(String name) {
    Option option = options.get("install_path");
    if (option == null) {
      return moduledir + "/" + name;
    }
    String text = string("install_path");
    String clean = text == null ? null : InsidePath.clean(text);
    if (text != null && clean == null) {
      String message =
          "install_path '" + text + "' is not inside the environment; write a relative directory";
      error(option.value().range(), "install_path", message);
    }
    if (clean == null) {
      return null;
    }
    return clean.isEmpty() ? name : clean + "/" + name;
  }

  private String required(@Nullable Option option, Value title, String name) {
    if (option == null) {
      error(title.range(), "source", "the option '" + name + "' is missing");
      return "";
    }
    String text = string(option.name());
    if (text != null && (text.isBlank() || text.startsWith("-"))) {
      error(option.value().range(), "bad_value", "'" + text + "' is no address of a repository");
    }
    return text == null ? "" : text;
  }

  private @Nullable String first(List<String> names) {
    return names.stream().filter(options::containsKey).map(this::string).findFirst().orElse(null);
  }

  private @Nullable String string(String name) {
    Option option = options.get(name);
    if (option == null || option.value().unknown()) {
      return null;
    }
    if (option.value().type() == Type.STRING || option.value().type() == Type.NUMBER) {
      return option.value().text();
    }
    String message = name + " takes a string, not " + option.value().type().label;
    error(option.value().range(), "bad_value", message);
    return null;
  }

  private @Nullable Boolean flag(String name) {
    Option option = options.get(name);
    if (option == null) {
      return null;
    }
    if (option.value().type() != Type.BOOLEAN) {
      error(option.value().range(), "bad_value", name + " takes true or false");
      return null;
    }
    return Boolean.valueOf(option.value().text());
  }

  private void fail() {
    failed = true;
  }

  private void error(SourceRange range, String rule, String message) {
    failed = true;
    problems.add(Problem.error(file, range, "puppetfile/" + rule, message));
  }
}
