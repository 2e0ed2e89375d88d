package io.github.puppetha.validate;

import io.github.puppetha.validate.internal.FileFacts;
import io.github.puppetha.validate.internal.FileFacts.Defined;
import io.github.puppetha.validate.internal.FileFacts.Kind;
import io.github.puppetha.validate.internal.Value;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** All definitions by kind and name. */
final class Definitions {
  private final Map<Kind, Map<String, Found>> byKind = new EnumMap<>(Kind.class);
  private final Set<String> globals = new HashSet<>();
  private final List<Twice> twice = new ArrayList<>();

  /** A definition and its file. */
  record Found(RepoFile file, Defined definition) {}

  /** A name that is defined again. */
  record Twice(Found first, Found again) {}

  Definitions(ControlRepo repo, Map<RepoFile, FileFacts> facts) {
    for (Kind kind : Kind.values()) {
      byKind.put(kind, new HashMap<>());
    }
    Set<RepoModule> shadowed = Set.copyOf(repo.shadowed());
    facts.forEach(
        (file, of) -> {
          if (file.module().filter(shadowed::contains).isEmpty()) {
            add(file, of);
          }
        });
  }

  private void add(RepoFile file, FileFacts facts) {
    for (Defined defined : facts.definitions()) {
      Kind kind = defined.kind();
      if (kind == Kind.TOP || kind == Kind.NODE) {
        if (file.path().endsWith(".pp")) {
          globals.addAll(defined.variables());
        }
      } else if (kind != Kind.TEMPLATE) {
        Found found = new Found(file, defined);
        Found first = of(kind, defined.name()).orElse(null);
        if (first == null) {
          byKind.get(kind).put(defined.name(), found);
        } else {
          twice.add(new Twice(first, found));
          if (!isLoaded(first.file()) && isLoaded(file)) {
            byKind.get(kind).put(defined.name(), found);
          }
        }
      }
    }
  }

  private static boolean isLoaded(RepoFile file) {
    return !file.in("spec") && !file.in("tests") && !file.in("examples");
  }

  Optional<Found> of(Kind kind, String name) {
    return Optional.ofNullable(byKind.get(kind).get(name));
  }

  Optional<Found> ofClass(String name) {
    return of(Kind.CLASS, name);
  }

  boolean isResourceType(String name) {
    return has(name, Kind.DEFINE, Kind.RUBY_TYPE);
  }

  boolean isType(String name) {
    return has(name, Kind.ALIAS, Kind.RUBY_DATA_TYPE) || isResourceType(name);
  }

  boolean isFunction(String name) {
    return has(name, Kind.FUNCTION, Kind.RUBY_FUNCTION, Kind.RUBY_3X_FUNCTION);
  }

  private boolean has(String name, Kind... kinds) {
    for (Kind kind : kinds) {
      if (byKind.get(kind).containsKey(name)) {
        return true;
      }
    }
    return false;
  }

  /** What an alias of this name stands for. */
  Optional<Value> alias(String name) {
    return of(Kind.ALIAS, name).map(found -> found.definition().type());
  }

  Set<String> names(Kind kind) {
    return byKind.get(kind).keySet();
  }

  Map<String, Found> all(Kind kind) {
    return byKind.get(kind);
  }

  /** Variables that are set at top level or in a node. */
  Set<String> globals() {
    return globals;
  }

  /** In the order in which they were found. */
  List<Twice> twice() {
    return twice;
  }
}
