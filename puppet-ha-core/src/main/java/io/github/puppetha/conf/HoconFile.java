package io.github.puppetha.conf;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigResolveOptions;
import com.typesafe.config.ConfigValue;
import io.github.puppetha.Problem;
import io.github.puppetha.SourceRange;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One file in HOCON, with the places of what stands in it. Neither other files nor the environment
 * are read for it, whatever it says. Immutable.
 */
final class HoconFile {
  private static final ConfigParseOptions OPTIONS =
      ConfigParseOptions.defaults().setIncluder(new NoIncludes());
  private static final ConfigResolveOptions RESOLVE =
      ConfigResolveOptions.noSystem().setAllowUnresolved(true);
  private static final Pattern REPORTED = Pattern.compile("^.*?: [0-9]+: ");

  private final String file;
  private final List<String> lines;
  private final Config config;
  private final List<Problem> problems;

  private HoconFile(String file, List<String> lines, Config config, List<Problem> problems) {
    this.file = file;
    this.lines = lines;
    this.config = config;
    this.problems = problems;
  }

  /** Reads a text; never throws for what stands in it. */
  static HoconFile parse(String file, String text) {
    List<String> lines = text.lines().toList();
    try {
      Config config = ConfigFactory.parseString(text, OPTIONS).resolve(RESOLVE);
      return new HoconFile(file, lines, config, List.of());
    } catch (ConfigException e) {
      int line = e.origin() == null ? 1 : Math.max(1, e.origin().lineNumber());
      String what = REPORTED.matcher(String.valueOf(e.getMessage())).replaceFirst("");
      return broken(file, lines, line, what);
    } catch (StackOverflowError e) {
      return broken(file, lines, 1, "it is nested too deeply");
    }
  }

  private static HoconFile broken(String file, List<String> lines, int line, String what) {
    String text = line <= lines.size() ? lines.get(line - 1) : "";
    int start = text.length() - text.stripLeading().length();
    SourceRange range = new SourceRange(line, start + 1, line, Math.max(start, text.length()) + 1);
    String message = "no HOCON, so Puppet Server does not start: " + what;
    return new HoconFile(
        file, lines, ConfigFactory.empty(), List.of(MachineRule.HOCON.at(file, range, message)));
  }

  String file() {
    return file;
  }

  /** What stands in it; nothing when it cannot be read. */
  Config config() {
    return config;
  }

  List<Problem> problems() {
    return problems;
  }

  /** A value, when it is there and is not null. */
  Optional<ConfigValue> value(String path) {
    try {
      return config.hasPath(path) ? Optional.of(config.getValue(path)) : Optional.empty();
    } catch (ConfigException e) {
      return Optional.empty();
    }
  }

  /** The object at a path, when there is one. */
  Optional<ConfigObject> object(String path) {
    return value(path).filter(ConfigObject.class::isInstance).map(ConfigObject.class::cast);
  }

  /** Where a key stands; null when that is not known. */
  @Nullable SourceRange key(String key, ConfigValue value) {
    Pattern wanted = Pattern.compile("(?<![\\w-])\"?" + Pattern.quote(key) + "\"?(?![\\w-])");
    for (int line = value.origin().lineNumber(); line >= 1 && line <= lines.size(); line--) {
      Matcher matcher = wanted.matcher(lines.get(line - 1).replaceFirst("(^|\\s)(#|//).*", ""));
      if (matcher.find()) {
        return new SourceRange(line, matcher.start() + 1, line, matcher.end() + 1);
      }
    }
    return start(value);
  }

  /** The line where a value begins; null when that is not known. */
  @Nullable SourceRange start(ConfigValue value) {
    int line = value.origin().lineNumber();
    if (line < 1 || line > lines.size()) {
      return null;
    }
    String text = lines.get(line - 1);
    int start = text.length() - text.stripLeading().length();
    return new SourceRange(line, start + 1, line, text.length() + 1);
  }
}
