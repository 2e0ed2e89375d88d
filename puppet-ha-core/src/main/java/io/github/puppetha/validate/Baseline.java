package io.github.puppetha.validate;

import io.github.puppetha.Problem;
import io.github.puppetha.PuppetHaException;
import io.github.puppetha.io.AtomicFiles;
import io.github.puppetha.io.JsonReader;
import io.github.puppetha.io.JsonWriter;
import io.github.puppetha.io.ReadResult;
import io.github.puppetha.io.Tree;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Problems that are known, and that a legacy control repo lives with for now. They are counted by
 * rule, file and digest of the line, so that lines may move; one more of the same is reported.
 * Immutable.
 */
public final class Baseline {
  /** Nothing is known. */
  public static final Baseline EMPTY = new Baseline(new TreeMap<>());

  private static final int VERSION = 1;

  private final TreeMap<Key, Integer> counts;

  private Baseline(TreeMap<Key, Integer> counts) {
    this.counts = counts;
  }

  private record Key(String file, String rule, String line) implements Comparable<Key> {
    @Override
    public int compareTo(Key other) {
      int byFile = file.compareTo(other.file);
      int byRule = byFile != 0 ? byFile : rule.compareTo(other.rule);
      return byRule != 0 ? byRule : line.compareTo(other.line);
    }

    static Key of(ValidationReport report, Problem problem) {
      return new Key(problem.file(), problem.rule(), Fingerprints.lineDigest(report, problem));
    }
  }

  /** One that counts all problems of a report. */
  public static Baseline of(ValidationReport report) {
    TreeMap<Key, Integer> counts = new TreeMap<>();
    report.problems().forEach(problem -> counts.merge(Key.of(report, problem), 1, Integer::sum));
    return new Baseline(counts);
  }

  /**
   * Reads a file.
   *
   * @throws PuppetHaException if it is not there or no baseline
   */
  public static Baseline read(Path file) {
    ReadResult json = JsonReader.read(file.toString(), text(file));
    if (!json.problems().isEmpty()) {
      throw unreadable(file, json.problems().get(0).message());
    }
    try {
      return new Baseline(counts((Tree.MapNode) json.root().orElseThrow()));
    } catch (RuntimeException e) {
      throw unreadable(file, "it is no baseline of version " + VERSION);
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw unreadable(file, e.toString());
    }
  }

  private static PuppetHaException unreadable(Path file, String found) {
    return new PuppetHaException(
        "The baseline " + file + " cannot be read: " + found + "; write it anew");
  }

  private static TreeMap<Key, Integer> counts(Tree.MapNode root) {
    if (!text(root, "version").equals(Integer.toString(VERSION))) {
      throw new IllegalArgumentException("version");
    }
    TreeMap<Key, Integer> counts = new TreeMap<>();
    for (Tree item : ((Tree.ListNode) root.get("problems").orElseThrow()).items()) {
      Tree.MapNode map = (Tree.MapNode) item;
      Key key = new Key(text(map, "file"), text(map, "rule"), text(map, "line"));
      counts.merge(key, Integer.parseInt(text(map, "count")), Integer::sum);
    }
    return counts;
  }

  private static String text(Tree.MapNode map, String key) {
    return ((Tree.Scalar) map.get(key).orElseThrow()).text();
  }

  /**
   * Writes it whole, or not at all.
   *
   * @throws PuppetHaException if that cannot be done
   */
  public void write(Path file) {
    try {
      Path parent = file.toAbsolutePath().getParent();
      if (parent != null) {
        Files.createDirectories(parent);
      }
      AtomicFiles.write(file, json().getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new PuppetHaException("The baseline " + file + " cannot be written: " + e, e);
    }
  }

  /** The document, sorted, with a final newline. The same problems give the same text. */
  String json() {
    List<Object> problems = new ArrayList<>();
    counts.forEach(
        (key, count) -> {
          Map<String, Object> problem = new LinkedHashMap<>();
          problem.put("file", key.file());
          problem.put("rule", key.rule());
          problem.put("line", key.line());
          problem.put("count", count);
          problems.add(problem);
        });
    Map<String, Object> root = new LinkedHashMap<>();
    root.put("version", VERSION);
    root.put("problems", problems);
    return JsonWriter.write(root);
  }

  /** How many problems it counts. */
  public int size() {
    return counts.values().stream().mapToInt(Integer::intValue).sum();
  }

  /** The report without what is known; of more equal ones than that, the last ones stay. */
  public ValidationReport apply(ValidationReport report) {
    Map<Key, Integer> left = new HashMap<>(counts);
    Set<Problem> unknown = new HashSet<>();
    for (Problem problem : report.problems()) {
      Integer count = left.merge(Key.of(report, problem), -1, Integer::sum);
      if (count < 0) {
        unknown.add(problem);
      }
    }
    return report.only(unknown::contains, Omitted.Reason.KNOWN);
  }
}
