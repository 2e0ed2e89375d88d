package io.github.puppetha.validate.internal;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** What Puppet has without any module. Immutable. */
public final class Builtin {
  private static final Builtin INSTANCE = read();

  private final Map<String, Set<String>> types = new HashMap<>();
  private final Map<String, Set<String>> lists = new HashMap<>();
  private final Map<String, String> legacyFacts = new HashMap<>();
  private final Map<Pattern, String> legacyPatterns = new HashMap<>();

  private Builtin(List<String> lines) {
    for (String line : lines) {
      List<String> words = List.of(line.split(" "));
      List<String> rest = words.subList(1, words.size());
      switch (words.get(0)) {
        case "type" -> types.put(rest.get(0), Set.copyOf(rest.subList(1, rest.size())));
        case "legacy" -> legacyFacts.put(rest.get(0), rest.get(1));
        case "legacypattern" -> legacyPatterns.put(Pattern.compile(rest.get(0)), rest.get(1));
        case "#" -> {}
        default -> lists.computeIfAbsent(words.get(0), k -> new HashSet<>()).addAll(rest);
      }
    }
  }

  /** The one there is. */
  public static Builtin get() {
    return INSTANCE;
  }

  private static Builtin read() {
    try (InputStream in = Builtin.class.getResourceAsStream("builtin.txt")) {
      if (in == null) {
        throw new IllegalStateException("builtin.txt is missing");
      }
      return new Builtin(new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Set<String> list(String name) {
    return lists.getOrDefault(name, Set.of());
  }

  /** Is it a resource type of Puppet, or of a module that agent packages bring along? */
  public boolean isResourceType(String name) {
    return types.containsKey(name) || list("bundled").contains(name);
  }

  /** The attributes of a resource type of Puppet itself, without metaparameters. */
  public Optional<Set<String>> attributes(String type) {
    return Optional.ofNullable(types.get(type));
  }

  /** Is it a parameter that all resources have? */
  public boolean isMetaparameter(String name) {
    return list("metaparams").contains(name);
  }

  /** Is it a function of Puppet? */
  public boolean isFunction(String name) {
    return list("functions").contains(name);
  }

  /** Is it a data type of Puppet? */
  public boolean isDataType(String name) {
    return list("datatypes").contains(name);
  }

  /** Does Puppet set this variable everywhere? */
  public boolean isVariable(String name) {
    return list("variables").contains(name);
  }

  /** Is it a fact that every agent has, and that is no legacy fact? */
  public boolean isFact(String name) {
    return list("facts").contains(name);
  }

  /** Functions that will go, and what to use in their place. */
  public boolean isDeprecated(String function) {
    return list("deprecated").contains(function);
  }

  /** What to use in place of a legacy fact: {@code os.family} for {@code osfamily}. */
  public Optional<String> modernFact(String legacy) {
    String modern = legacyFacts.get(legacy);
    if (modern != null) {
      return Optional.of(modern);
    }
    return legacyPatterns.entrySet().stream()
        .filter(entry -> entry.getKey().matcher(legacy).matches())
        .map(Map.Entry::getValue)
        .findFirst();
  }

  /** The names of all resource types. */
  public List<String> resourceTypes() {
    List<String> all = new ArrayList<>(types.keySet());
    all.addAll(list("bundled"));
    return all;
  }

  /** The names of all functions. */
  public Set<String> functions() {
    return list("functions");
  }
}
