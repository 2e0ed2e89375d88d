package io.github.puppetha.language;

import io.github.puppetha.Severity;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What Puppet does with the definitions of a manifest in which nothing is wrong: it makes them
 * known, and fails at the first that cannot be.
 */
final class Instantiation {
  private static final Set<String> METAPARAMETERS =
      Set.of(
          "alias",
          "audit",
          "before",
          "loglevel",
          "noop",
          "notify",
          "require",
          "schedule",
          "stage",
          "subscribe",
          "tag");

  /** The names of types that Puppet brings along, in lower case. */
  private static final Set<String> KNOWN_TYPES =
      Set.of(
          "annotation",
          "any",
          "array",
          "binary",
          "boolean",
          "callable",
          "catalogentry",
          "class",
          "collection",
          "component",
          "data",
          "default",
          "deferred",
          "enum",
          "exec",
          "file",
          "filebucket",
          "float",
          "group",
          "hash",
          "init",
          "integer",
          "iterable",
          "iterator",
          "node",
          "notify",
          "notundef",
          "numeric",
          "object",
          "optional",
          "package",
          "pattern",
          "pcore",
          "puppet::ast",
          "puppet::lookupkey",
          "puppet::lookupvalue",
          "regexp",
          "resource",
          "resources",
          "richdata",
          "richdatakey",
          "rubymethod",
          "runtime",
          "scalar",
          "scalardata",
          "schedule",
          "semver",
          "semverrange",
          "sensitive",
          "service",
          "stage",
          "string",
          "struct",
          "tidy",
          "timespan",
          "timestamp",
          "tuple",
          "type",
          "typealias",
          "typereference",
          "typeset",
          "undef",
          "uri",
          "user",
          "variant",
          "whit");

  private final Diagnostics diagnostics;
  private final Set<String> types = new HashSet<>();
  private final Set<String> functions = new HashSet<>();
  private final Set<String> classes = new HashSet<>();
  private final Set<String> defines = new HashSet<>();
  private final Set<String> nodes = new HashSet<>();

  private Instantiation(Diagnostics diagnostics) {
    this.diagnostics = diagnostics;
    classes.add("");
  }

  /** Takes the definitions in the order in which they end, and reports at most one failure. */
  static void check(List<Definition> definitions, Diagnostics diagnostics) {
    definitions.sort(Comparator.comparingInt(Definition::end));
    Instantiation instantiation = new Instantiation(diagnostics);
    for (Definition definition : definitions) {
      if (!instantiation.isMade(definition)) {
        return;
      }
    }
    for (Definition definition : definitions) {
      if (!instantiation.isAdded(definition)) {
        return;
      }
    }
  }

  private boolean isMade(Definition definition) {
    if (definition instanceof Definition.HostClass type) {
      return hasNoMetaparameter(type);
    }
    if (definition instanceof Definition.ResourceType type) {
      types.add(type.name());
      return hasNoMetaparameter(type) && isFirst(types.add("define " + type.name()), type);
    }
    if (definition instanceof Definition.Function function) {
      return isFirst(functions.add(function.name()), function);
    }
    if (definition instanceof Definition.Plan plan) {
      return isFirst(functions.add("plan " + plan.name()), plan);
    }
    if (definition instanceof Definition.TypeAlias alias) {
      String name = alias.name().toLowerCase(Locale.ROOT);
      return isFirst(!KNOWN_TYPES.contains(name) && types.add(name), alias);
    }
    return !(definition instanceof Definition.TypeMapping mapping)
        || RuntimeMappings.isUsable(mapping)
        || fail(mapping, "a type mapping names the runtime 'ruby' and a name in it, written out");
  }

  private boolean hasNoMetaparameter(Definition.Named definition) {
    for (Parameter parameter : definition.parameters()) {
      String name = parameter.name();
      if (METAPARAMETERS.contains(name)) {
        boolean bad = parameter.value() == null;
        Severity severity = bad ? Severity.ERROR : Severity.WARNING;
        diagnostics.add(
            severity,
            parameter,
            "every resource has a metaparameter '" + name + "' already; rename $" + name);
        if (bad) {
          return false;
        }
      }
    }
    return true;
  }

  private static @Nullable String text(Expression key) {
    if (key instanceof Literal.LiteralString string) {
      return string.value();
    }
    return key instanceof Name.QualifiedName name ? name.value() : null;
  }

  private boolean isAdded(Definition definition) {
    if (definition instanceof Definition.HostClass type) {
      String name = type.name();
      boolean free = !nodes.contains(name) && !defines.contains(name);
      return isFirst(free && classes.add(name), type);
    }
    if (definition instanceof Definition.ResourceType type) {
      return isFirst(!classes.contains(type.name()) && defines.add(type.name()), type);
    }
    if (definition instanceof Definition.NodeDefinition node) {
      for (Expression host : node.hosts()) {
        String name = hostName(host);
        if (classes.contains(name) || !nodes.add(name)) {
          return fail(node, "a class or node '" + name + "' is in this file already; rename one");
        }
      }
    }
    return true;
  }

  /** Puppet names a node with a pattern by the word characters in it. */
  private static String hostName(Expression host) {
    if (host instanceof Literal.LiteralRegex regex) {
      StringBuilder name = new StringBuilder();
      for (char c : regex.pattern().toLowerCase(Locale.ROOT).toCharArray()) {
        boolean kept = c == ':' || NameForms.isHostName(String.valueOf(c));
        if (kept && !(c == '.' && name.isEmpty())) {
          name.append(c);
        }
      }
      return name.insert(0, "__node_regexp__").toString();
    }
    String text = text(host);
    return text == null ? "default" : text.toLowerCase(Locale.ROOT);
  }

  private boolean isFirst(boolean first, Definition definition) {
    return first || fail(definition, Labels.of(definition) + " is defined already; rename one");
  }

  private boolean fail(Definition definition, String message) {
    diagnostics.add(Issue.ERROR, definition, message);
    return false;
  }
}
