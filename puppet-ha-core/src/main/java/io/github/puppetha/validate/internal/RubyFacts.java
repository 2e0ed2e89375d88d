package io.github.puppetha.validate.internal;

import io.github.puppetha.SourceRange;
import io.github.puppetha.validate.internal.FileFacts.Defined;
import io.github.puppetha.validate.internal.FileFacts.Kind;
import io.github.puppetha.validate.internal.FileFacts.Parameter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads {@link FileFacts} off Ruby below {@code lib}, as far as a look at the text tells them. */
public final class RubyFacts {
  private static final String NAMED =
      "\\b%s[ \\t]{0,9}\\(?\\s{0,99}(?::?[\"']([\\w:]+)[\"']|:([\\w:]+))";
  private static final Pattern FUNCTION = named("create_(?:loaded_|internal_)?function");
  private static final Pattern FUNCTION_3X = named("newfunction");
  private static final Pattern DATA_TYPE = named("create_type");
  private static final Pattern FACT = named("Facter\\.add");
  private static final Pattern ATTRIBUTE = named("new(?:param|property|check)");
  private static final Pattern ANY_ATTRIBUTE =
      Pattern.compile("\\bnew(?:param|property|check)[ \\t]{0,9}[( :'\"]");
  private static final Pattern ENSURABLE = Pattern.compile("(?m)^[ \\t]{0,99}ensurable\\b");
  private static final Pattern OPEN =
      Pattern.compile(
          "\\b(?:instance_eval|class_eval|module_eval|include|extend|send|define_method|parent"
              + "|register_type|ResourceApi|create_type|PuppetX|initialize_from)\\b"
              + "|\\.each\\b|\\.map\\b|::Mixin");

  private RubyFacts() {}

  private static Pattern named(String call) {
    return Pattern.compile(String.format(Locale.ROOT, NAMED, call));
  }

  /** Does a path in a module or environment hold what is to be known? */
  public static boolean isWanted(String path) {
    return path.startsWith("lib/") && path.endsWith(".rb") && kind(path) != null;
  }

  private static @Nullable Kind kind(String path) {
    if (path.startsWith("lib/puppet/functions/")) {
      return Kind.RUBY_FUNCTION;
    } else if (path.startsWith("lib/puppet/parser/functions/")) {
      return Kind.RUBY_3X_FUNCTION;
    } else if (path.startsWith("lib/puppet/type/")) {
      return Kind.RUBY_TYPE;
    } else if (path.startsWith("lib/puppet/datatypes/")) {
      return Kind.RUBY_DATA_TYPE;
    }
    return path.startsWith("lib/facter/") ? Kind.FACT : null;
  }

  /**
   * Of a file.
   *
   * @param path in its module or environment
   */
  public static FileFacts read(String path, String text) {
    Kind kind = kind(path);
    if (kind == null) {
      return FileFacts.NONE;
    }
    List<Defined> definitions =
        switch (kind) {
          case RUBY_FUNCTION -> all(kind, path, text, FUNCTION, 3);
          case RUBY_3X_FUNCTION -> all(kind, path, text, FUNCTION_3X, 4);
          case RUBY_DATA_TYPE -> all(kind, path, text, DATA_TYPE, 3);
          case FACT -> all(kind, path, text, FACT, 2);
          default -> List.of(type(path, text));
        };
    return new FileFacts(definitions, List.of(), List.of(), List.of());
  }

  /** What its path says, without the first parts: {@code a::b}. */
  static String byPath(String path, int parts) {
    String rest = path.substring(0, path.length() - ".rb".length());
    for (int i = 0; i < parts; i++) {
      rest = rest.substring(rest.indexOf('/') + 1);
    }
    return rest.replace("/", "::").toLowerCase(Locale.ROOT);
  }

  private static List<Defined> all(
      Kind kind, String path, String text, Pattern pattern, int parts) {
    List<Defined> found = new ArrayList<>();
    Matcher matcher = pattern.matcher(text);
    while (matcher.find()) {
      String name = matcher.group(1) == null ? matcher.group(2) : matcher.group(1);
      found.add(defined(kind, name, List.of(), true, place(text, matcher.start())));
    }
    if (found.isEmpty()) {
      found.add(defined(kind, byPath(path, parts), List.of(), true, SourceRange.at(1, 1)));
    }
    return found;
  }

  private static SourceRange place(String text, int offset) {
    int line = 1;
    int start = 0;
    for (int at = text.indexOf('\n'); at >= 0 && at < offset; at = text.indexOf('\n', at + 1)) {
      line++;
      start = at + 1;
    }
    return SourceRange.at(line, offset - start + 1);
  }

  private static Defined type(String path, String text) {
    TreeSet<String> names = new TreeSet<>();
    Matcher matcher = ATTRIBUTE.matcher(text);
    int literal = 0;
    while (matcher.find()) {
      names.add(matcher.group(1) == null ? matcher.group(2) : matcher.group(1));
      literal++;
    }
    if (ENSURABLE.matcher(text).find()) {
      names.add("ensure");
    }
    long calls = ANY_ATTRIBUTE.matcher(text).results().count();
    boolean open = calls != literal || OPEN.matcher(text).find() || literal == 0;
    names.add("name");
    names.add("provider");
    List<Parameter> attributes =
        names.stream().map(name -> new Parameter(name, Value.ANY, false)).toList();
    return defined(Kind.RUBY_TYPE, byPath(path, 3), attributes, open, SourceRange.at(1, 1));
  }

  private static Defined defined(
      Kind kind, String name, List<Parameter> parameters, boolean open, SourceRange range) {
    return new Defined(
        kind, Scopes.plain(name), "", parameters, List.of(), Value.UNKNOWN, open, range);
  }
}
