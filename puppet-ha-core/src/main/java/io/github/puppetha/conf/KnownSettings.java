package io.github.puppetha.conf;

import io.github.puppetha.io.Suggestions;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The names that may stand in {@code puppet.conf}, by Puppet's major version. Immutable. */
final class KnownSettings {
  private static final KnownSettings ALL = read();

  private final Map<String, Known> byName;

  private KnownSettings(Map<String, Known> byName) {
    this.byName = Collections.unmodifiableMap(byName);
  }

  /**
   * One name.
   *
   * @param versions the major versions that know it
   * @param kind {@code boolean}, {@code port}, {@code integer}, {@code duration}, {@code ttl},
   *     {@code text}, or the words that it may be with commas between
   */
  record Known(SortedSet<Integer> versions, String kind) {
    /** {@code 3 to 5}, {@code 8 and 9}, {@code 3}. */
    String range() {
      int first = versions.first();
      int last = versions.last();
      String between = last == first + 1 ? " and " : " to ";
      return first == last ? String.valueOf(first) : first + between + last;
    }

    /** What is wrong with a value, as Puppet would find too; empty when it is right. */
    Optional<String> fault(String value) {
      boolean right =
          switch (kind) {
            case "text" -> true;
            case "boolean" -> value.matches("(?i)true|false");
            case "port" -> value.matches("[0-9]{1,5}") && Integer.parseInt(value) <= 65_535;
            case "integer" -> value.matches("-?[0-9]+");
            case "duration" -> value.matches("[0-9]+[ydhms]?");
            case "ttl" -> value.matches("unlimited|[0-9]+[ydhms]?");
            default -> List.of(kind.split(",")).contains(value);
          };
      return right ? Optional.empty() : Optional.of(expected());
    }

    private String expected() {
      return switch (kind) {
        case "boolean" -> "true or false";
        case "port" -> "a port, 0 to 65535";
        case "integer" -> "a whole number";
        case "duration" -> "seconds, or a number with y, d, h, m or s";
        case "ttl" -> "seconds, a number with y, d, h, m or s, or unlimited";
        default -> "one of " + kind.replace(",", ", ");
      };
    }
  }

  /** The table. */
  static KnownSettings all() {
    return ALL;
  }

  /** What is known of a name, in any version. */
  Optional<Known> find(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  /** The names that a version knows, sorted. */
  SortedSet<String> names(int version) {
    return byName.entrySet().stream()
        .filter(entry -> entry.getValue().versions().contains(version))
        .map(Map.Entry::getKey)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** The name that was probably meant, as the end of a sentence; empty when none is near. */
  String hint(String name, int version) {
    return Suggestions.hint(name, names(version));
  }

  private static KnownSettings read() {
    Map<String, Known> found = new TreeMap<>();
    try (InputStream in = KnownSettings.class.getResourceAsStream("settings.txt")) {
      if (in == null) {
        throw new IllegalStateException("settings.txt is not in the jar");
      }
      new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))
          .lines()
          .filter(line -> !line.startsWith("#"))
          .map(line -> line.split(" "))
          .forEach(words -> found.put(words[0], new Known(versions(words[1]), words[2])));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new KnownSettings(found);
  }

  private static SortedSet<Integer> versions(String text) {
    SortedSet<Integer> versions = new TreeSet<>();
    for (String part : text.split(",")) {
      String[] ends = part.split("-");
      int last = Integer.parseInt(ends[ends.length - 1]);
      for (int version = Integer.parseInt(ends[0]); version <= last; version++) {
        versions.add(version);
      }
    }
    return Collections.unmodifiableSortedSet(versions);
  }
}
