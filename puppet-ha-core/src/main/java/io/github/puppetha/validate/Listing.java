package io.github.puppetha.validate;

import io.github.puppetha.Problem;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What names there are in a tree. All that rules ask about files elsewhere is answered from here,
 * so that the same listing and contents give the same problems.
 */
final class Listing {
  /** Names with whether they are programs. */
  private final SortedMap<String, Boolean> files = new TreeMap<>();

  private final Set<String> directories = new HashSet<>();

  /**
   * Not looked into: links to directories, links that lead nowhere, submodules, what is left out.
   */
  private final Set<String> closed = new TreeSet<>();

  private final List<Problem> problems = new ArrayList<>();

  /** Adds a file and the directories above it. */
  void file(String name, boolean program) {
    files.put(name, program);
    directory(RelativeNames.parent(name));
  }

  /** Adds a directory and those above it. */
  void directory(String name) {
    for (String at = name; directories.add(at) && !at.isEmpty(); ) {
      at = RelativeNames.parent(at);
    }
  }

  /** Adds a name that is there, but is not looked into. */
  void closed(String name) {
    closed.add(name);
    directory(RelativeNames.parent(name));
  }

  /** Adds what was found wrong. */
  void problems(Findings findings) {
    problems.addAll(findings.problems());
  }

  /** Sorted. */
  Set<String> files() {
    return files.keySet();
  }

  List<Problem> problems() {
    return problems;
  }

  /** Directories that are looked into, the top included. */
  Set<String> directories() {
    return directories;
  }

  /** Names that are there but are not looked into, sorted. */
  Set<String> closed() {
    return closed;
  }

  boolean isFile(String name) {
    return files.containsKey(name);
  }

  /** Is there something of this name? What is outside or not looked into counts as there. */
  boolean exists(String name) {
    Optional<String> normal = RelativeNames.normalize(name);
    return normal.isEmpty()
        || files.containsKey(normal.get())
        || directories.contains(normal.get())
        || isClosed(normal.get());
  }

  /** Is it, or is it in, something that is there but not looked into? */
  boolean isClosed(String name) {
    for (String at = name; !at.isEmpty(); at = RelativeNames.parent(at)) {
      if (closed.contains(at)) {
        return true;
      }
    }
    return false;
  }

  /** May it be run? Where that cannot be known it may. */
  boolean isExecutable(String name) {
    return RelativeNames.normalize(name).map(normal -> files.get(normal)).orElse(true);
  }
}
