package io.github.puppetha.validate;

import io.github.puppetha.validate.internal.Builtin;
import io.github.puppetha.validate.internal.FileFacts.Kind;
import io.github.puppetha.validate.internal.FileFacts.UseKind;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What might have been meant by a name: those of the same kind in the same module. */
final class KnownNames {
  private final Definitions definitions;
  private final Map<UseKind, Map<String, List<String>>> names = new EnumMap<>(UseKind.class);

  KnownNames(Definitions definitions) {
    this.definitions = definitions;
  }

  /** Of the module of a name; for a name without module those that have none either. */
  Collection<String> like(UseKind kind, String name) {
    return names.computeIfAbsent(kind, this::byModule).getOrDefault(group(name), List.of());
  }

  private static String group(String name) {
    return name.contains("::") ? AtHand.moduleOf(name) : "";
  }

  private Map<String, List<String>> byModule(UseKind kind) {
    Map<String, List<String>> grouped = new HashMap<>();
    for (String name : all(kind)) {
      grouped.computeIfAbsent(group(name), g -> new ArrayList<>()).add(name);
    }
    return grouped;
  }

  private List<String> all(UseKind kind) {
    List<String> all = new ArrayList<>();
    switch (kind) {
      case RESOURCE -> {
        all.addAll(definitions.names(Kind.DEFINE));
        all.addAll(definitions.names(Kind.RUBY_TYPE));
        all.addAll(Builtin.get().resourceTypes());
      }
      case TYPE -> {
        all.addAll(definitions.names(Kind.ALIAS));
        all.addAll(definitions.names(Kind.DEFINE));
        all.addAll(definitions.names(Kind.RUBY_TYPE));
      }
      case FUNCTION -> {
        all.addAll(definitions.names(Kind.FUNCTION));
        all.addAll(definitions.names(Kind.RUBY_FUNCTION));
        all.addAll(Builtin.get().functions());
      }
      default -> all.addAll(definitions.names(Kind.CLASS));
    }
    return all;
  }
}
