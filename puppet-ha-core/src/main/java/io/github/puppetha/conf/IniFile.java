package io.github.puppetha.conf;

import io.github.puppetha.Problem;
import io.github.puppetha.SourceRange;
import java.util.List;
import java.util.Optional;

/**
 * A file in the form of {@code puppet.conf} and {@code environment.conf}: sections in brackets,
 * {@code name = value}, and comments on lines of their own that begin with {@code #}. A comment
 * behind a value is part of the value, as Puppet has it. Immutable.
 *
 * @param file as problems name it
 * @param sections the section headers, in the order of the file; one may stand more than once
 * @param settings the settings, in the order of the file
 * @param problems what Puppet would refuse: rules {@code conf/syntax} ({@code no equals sign}) and
 *     {@code conf/file_options} (<code>manifest = {a,b}</code>, braces that are not owner, group or
 *     mode); and warnings {@code conf/duplicate_setting}
 */
public record IniFile(
    String file, List<Section> sections, List<Setting> settings, List<Problem> problems) {
  /** The section of settings before the first header. */
  public static final String MAIN = "main";

  /** Copies the lists and sorts the problems. */
  public IniFile {
    sections = List.copyOf(sections);
    settings = List.copyOf(settings);
    problems = problems.stream().sorted().toList();
  }

  /** Reads a text; never throws for what stands in it. */
  public static IniFile parse(String file, String text) {
    return new IniParser(file).parse(text);
  }

  /** The setting that counts in a section: the first of this name. */
  public Optional<Setting> setting(String section, String name) {
    return settings.stream()
        .filter(s -> s.section().equals(section) && s.name().equals(name))
        .findFirst();
  }

  /**
   * A header.
   *
   * @param name without the brackets
   * @param range the brackets and what is between them
   */
  public record Section(String name, SourceRange range) {}

  /**
   * One setting.
   *
   * @param section where it stands
   * @param name as written
   * @param value without quotes around it and without file options behind it
   * @param range its name
   * @param valueRange its value, as written
   */
  public record Setting(
      String section, String name, String value, SourceRange range, SourceRange valueRange) {}
}
