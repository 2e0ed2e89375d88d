package io.github.puppetha.conf;

import io.github.puppetha.Problem;
import io.github.puppetha.SourceRange;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Reads line by line; each line in time linear to its length. */
final class IniParser {
  private static final Pattern FILE_OPTION =
      Pattern.compile("\\s*(owner|group)\\s*=\\s*\\w+\\s*|\\s*mode\\s*=\\s*[0-9]+\\s*");

  private final String file;
  private final List<IniFile.Section> sections = new ArrayList<>();
  private final List<IniFile.Setting> settings = new ArrayList<>();
  private final List<Problem> problems = new ArrayList<>();
  private final Map<String, Integer> lines = new HashMap<>();
  private String section = IniFile.MAIN;

  IniParser(String file) {
    this.file = file;
  }

  IniFile parse(String text) {
    int number = 0;
    for (String line : (Iterable<String>) text.lines()::iterator) {
      line(++number, line);
    }
    return new IniFile(file, sections, settings, problems);
  }

  private void line(int number, String line) {
    int start = skipSpace(line, 0);
    int end = trimEnd(line, start, line.length());
    if (start == end || line.charAt(start) == '#') {
      return;
    }
    if (line.charAt(start) == '[' && line.charAt(end - 1) == ']' && start + 1 < end) {
      String name = line.substring(start + 1, end - 1);
      if (!name.isEmpty() && wordEnd(name, 0) == name.length()) {
        section = name;
        sections.add(new IniFile.Section(name, range(number, start, end)));
        return;
      }
    }
    int nameEnd = wordEnd(line, start);
    int equals = skipSpace(line, nameEnd);
    if (nameEnd == start || equals >= end || line.charAt(equals) != '=') {
      String message =
          "Puppet reads no such line; write 'name = value', '[section]' or '# comment'";
      problems.add(Problem.error(file, range(number, start, end), "conf/syntax", message));
      return;
    }
    int valueStart = Math.min(skipSpace(line, equals + 1), end);
    SourceRange nameRange = range(number, start, nameEnd);
    SourceRange valueRange = range(number, valueStart, end);
    setting(line.substring(start, nameEnd), nameRange, line.substring(valueStart, end), valueRange);
  }

  private void setting(String name, SourceRange range, String raw, SourceRange valueRange) {
    Integer before = lines.putIfAbsent(section + "\n" + name, range.line());
    if (before != null) {
      String message = "'" + name + "' stands already in line " + before + ", which counts";
      problems.add(Problem.warning(file, range, "conf/duplicate_setting", message));
    }
    String value = withoutOptions(unquoted(raw), valueRange);
    settings.add(new IniFile.Setting(section, name, value, range, valueRange));
  }

  private static String unquoted(String raw) {
    int start = !raw.isEmpty() && isQuote(raw.charAt(0)) ? 1 : 0;
    int end =
        raw.length() > start && isQuote(raw.charAt(raw.length() - 1))
            ? raw.length() - 1
            : raw.length();
    return raw.substring(start, trimEnd(raw, start, end));
  }

  private String withoutOptions(String value, SourceRange range) {
    int open = value.indexOf('{');
    // also in ${name}, which Puppet therefore refuses
    int close = open < 0 ? -1 : value.indexOf('}', open);
    if (close <= open + 1) {
      return value;
    }
    for (String option : value.substring(open + 1, close).split(",", -1)) {
      if (!FILE_OPTION.matcher(option).matches()) {
        String message =
            "Puppet takes braces in a value for file options and does not know '"
                + option.strip()
                + "'; it allows owner, group and mode only";
        problems.add(Problem.error(file, range, "conf/file_options", message));
        return value;
      }
    }
    String rest = value.substring(0, open) + value.substring(close + 1);
    return rest.substring(0, trimEnd(rest, 0, rest.length()));
  }

  private static boolean isQuote(char c) {
    return c == '"' || c == '\'';
  }

  private static int skipSpace(String line, int from) {
    int at = from;
    while (at < line.length() && isSpace(line.charAt(at))) {
      at++;
    }
    return at;
  }

  private static int trimEnd(String line, int from, int to) {
    int at = to;
    while (at > from && isSpace(line.charAt(at - 1))) {
      at--;
    }
    return at;
  }

  private static boolean isSpace(char c) {
    return c == ' ' || c >= '\t' && c <= '\r';
  }

  private static int wordEnd(String line, int from) {
    int at = from;
    while (at < line.length()
        && (Character.isLetterOrDigit(line.charAt(at)) || line.charAt(at) == '_')) {
      at++;
    }
    return at;
  }

  private static SourceRange range(int line, int start, int end) {
    return new SourceRange(line, start + 1, line, end + 1);
  }
}
