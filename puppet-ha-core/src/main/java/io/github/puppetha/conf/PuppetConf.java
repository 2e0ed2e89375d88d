package io.github.puppetha.conf;

import io.github.puppetha.Problem;
import io.github.puppetha.PuppetHaException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code puppet.conf}: what a process of some role takes from it. Immutable.
 *
 * <p>Problems: those of {@link IniFile}, and {@code conf/unknown_section} ({@code [production]}),
 * for which Puppet refuses the file.
 */
public final class PuppetConf {
  private static final Set<String> SECTIONS = Set.of("main", "server", "master", "agent", "user");
  private static final Pattern REFERENCE = Pattern.compile("\\$(?:\\{(\\w+)}|(\\w+))");

  private final Path confdir;
  private final IniFile ini;
  private final List<Problem> problems;

  private PuppetConf(Path confdir, IniFile ini) {
    this.confdir = confdir;
    this.ini = ini;
    List<Problem> all = new ArrayList<>(ini.problems());
    for (IniFile.Section section : ini.sections()) {
      if (!SECTIONS.contains(section.name())) {
        String message =
            "Puppet knows no section '"
                + section.name()
                + "' and refuses the file; the sections are main, server, master, agent and user";
        all.add(Problem.error(ini.file(), section.range(), "conf/unknown_section", message));
      }
    }
    this.problems = all.stream().sorted().toList();
  }

  /**
   * Reads a file. One that is not there is as good as an empty one, as Puppet has it.
   *
   * @throws PuppetHaException if it cannot be read
   */
  public static PuppetConf read(Path file) {
    try {
      return parse(file, Files.readString(file));
    } catch (NoSuchFileException e) {
      return parse(file, "");
    } catch (IOException e) {
      throw new PuppetHaException(
          "Reading Puppet's settings from " + file + " failed: " + e + "; see that it can be read",
          e);
    }
  }

  /** Reads a text as if it stood in the file. */
  public static PuppetConf parse(Path file, String text) {
    Path absolute = file.toAbsolutePath().normalize();
    Path confdir = Optional.ofNullable(absolute.getParent()).orElse(absolute);
    return new PuppetConf(confdir, IniFile.parse(file.toString().replace('\\', '/'), text));
  }

  /** The file, as problems name it. */
  public String file() {
    return ini.file();
  }

  /** What is wrong with it, sorted. */
  public List<Problem> problems() {
    return problems;
  }

  /** Every setting of every section, in the order of the file. */
  public List<IniFile.Setting> settings() {
    return ini.settings();
  }

  /** The first header of one of these sections. */
  Optional<IniFile.Section> section(String... names) {
    return ini.sections().stream().filter(s -> List.of(names).contains(s.name())).findFirst();
  }

  /** The setting that a process of this role takes; empty when the default holds. */
  public Optional<IniFile.Setting> setting(Role role, String name) {
    return role.sections().stream()
        .flatMap(section -> ini.setting(section, name).stream())
        .findFirst();
  }

  /** Its value with references such as {@code $confdir} replaced. */
  public Optional<String> value(Role role, String name) {
    return setting(role, name).map(s -> expand(role, s.value(), new HashSet<>(Set.of(name))));
  }

  /** Is a switch on? Anything but {@code true}, in any case, is off. */
  public boolean isTrue(Role role, String name) {
    return setting(role, name).map(s -> s.value().equalsIgnoreCase("true")).orElse(false);
  }

  /**
   * Does a server follow an environment's link once only, when it loads the environment? Without
   * that, switching the link mixes revisions.
   */
  public boolean versionedEnvironmentDirs() {
    return isTrue(Role.SERVER, "versioned_environment_dirs");
  }

  /** The directories in which a server looks for environments, in order. */
  public List<Path> environmentPath() {
    String value =
        value(Role.SERVER, "environmentpath").orElse(codedir().resolve("environments").toString());
    return Arrays.stream(value.split(":")).filter(part -> !part.isBlank()).map(Path::of).toList();
  }

  private Path codedir() {
    return value(Role.SERVER, "codedir").map(Path::of).orElseGet(this::defaultCodedir);
  }

  /** Debian keeps code below confdir; the vendors' packages keep it beside confdir. */
  private Path defaultCodedir() {
    Path parent = confdir.getParent();
    boolean vendor = parent != null && parent.endsWith("puppetlabs");
    return vendor ? parent.resolve("code") : confdir.resolve("code");
  }

  private String expand(Role role, String text, Set<String> open) {
    Matcher matcher = REFERENCE.matcher(text);
    StringBuilder result = new StringBuilder();
    while (matcher.find()) {
      String name = matcher.group(1) == null ? matcher.group(2) : matcher.group(1);
      String value = matcher.group();
      if (open.add(name)) {
        value = reference(role, name, open).orElse(value);
        open.remove(name);
      }
      matcher.appendReplacement(result, Matcher.quoteReplacement(value));
    }
    return matcher.appendTail(result).toString();
  }

  private Optional<String> reference(Role role, String name, Set<String> open) {
    Optional<String> set = setting(role, name).map(s -> expand(role, s.value(), open));
    return set.or(
        () ->
            switch (name) {
              case "confdir" -> Optional.of(confdir.toString());
              case "codedir" -> Optional.of(defaultCodedir().toString());
              case "environmentpath" -> Optional.of(defaultCodedir() + "/environments");
              default -> Optional.empty();
            });
  }

  /** What a process runs as; decides which sections it reads. */
  public enum Role {
    /** Puppet Server: {@code server}, {@code master}, {@code main}. */
    SERVER,
    /** The agent: {@code agent}, {@code main}. */
    AGENT,
    /** Other commands: {@code user}, {@code main}. */
    USER;

    private List<String> sections() {
      return this == SERVER
          ? List.of("server", "master", IniFile.MAIN)
          : List.of(name().toLowerCase(Locale.ROOT), IniFile.MAIN);
    }
  }
}
