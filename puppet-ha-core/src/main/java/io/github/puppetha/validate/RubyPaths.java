package io.github.puppetha.validate;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Where Ruby and other files of a module must be to be found. */
final class RubyPaths {
  /** Directories in which Puppet looks for nothing, and what was probably meant. */
  private static final Map<String, String> WRONG =
      Map.ofEntries(
          Map.entry("lib/puppet/function/", "lib/puppet/functions/"),
          Map.entry("lib/puppet/types/", "lib/puppet/type/"),
          Map.entry("lib/puppet/providers/", "lib/puppet/provider/"),
          Map.entry("lib/puppet/parser/function/", "lib/puppet/parser/functions/"),
          Map.entry("lib/puppet/datatype/", "lib/puppet/datatypes/"),
          Map.entry("lib/puppet/facter/", "lib/facter/"),
          Map.entry("lib/puppet/facts/", "lib/facter/"),
          Map.entry("lib/facts/", "lib/facter/"),
          Map.entry("lib/fact/", "lib/facter/"),
          Map.entry("lib/functions/", "lib/puppet/functions/"),
          Map.entry("lib/type/", "lib/puppet/type/"),
          Map.entry("lib/types/", "lib/puppet/type/"),
          Map.entry("lib/provider/", "lib/puppet/provider/"),
          Map.entry("plugins/", "lib/"),
          Map.entry("manifest/", "manifests/"),
          Map.entry("template/", "templates/"),
          Map.entry("file/", "files/"),
          Map.entry("function/", "functions/"),
          Map.entry("type/", "types/"),
          Map.entry("plan/", "plans/"),
          Map.entry("task/", "tasks/"),
          Map.entry("fact.d/", "facts.d/"));

  private RubyPaths() {}

  /** The directory that was meant in place of the one that a path of a module begins with. */
  static Optional<String> meant(String path) {
    return WRONG.entrySet().stream()
        .filter(entry -> path.startsWith(entry.getKey()))
        .map(Map.Entry::getValue)
        .findFirst();
  }

  /** What a Ruby file is to define, by its path without the first parts. */
  static String name(String path, int parts) {
    String rest = path.substring(0, path.length() - ".rb".length());
    for (int i = 0; i < parts; i++) {
      rest = rest.substring(rest.indexOf('/') + 1);
    }
    return rest.replace("/", "::").toLowerCase(Locale.ROOT);
  }
}
