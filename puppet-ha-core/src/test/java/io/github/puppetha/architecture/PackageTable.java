package io.github.puppetha.architecture;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which package may use which; from the top down, so that arrows can only point down. */
final class PackageTable {
  /** Packages that every other one may use. */
  static final Set<String> COMMON = Set.of("io", "root");

  private static final Pattern ROW = Pattern.compile("\\| (`?)(\\w+)\\1 \\| (.+) \\| (.+) \\|");
  private static final Pattern NAME = Pattern.compile("`(\\w+)`");

  private PackageTable() {}

  /** The rule: each package with those that it may use beside {@link #COMMON}. */
  static Map<String, Set<String>> rule() {
    Map<String, Set<String>> table = new LinkedHashMap<>();
    put(table, "root");
    put(table, "io");
    put(table, "topology");
    put(table, "pki");
    put(table, "language");
    put(table, "http", "pki");
    put(table, "conf", "topology", "http");
    put(table, "discovery", "topology", "http", "conf");
    put(table, "ca", "pki", "http", "topology");
    put(table, "code", "http");
    put(table, "validate", "language", "code", "conf", "topology");
    put(table, "deploy", "validate", "code", "conf", "http", "discovery", "topology");
    put(table, "gateway", "ca", "discovery", "http", "pki", "topology");
    put(table, "site", "gateway", "deploy", "ca", "code", "discovery", "http", "pki", "topology");
    put(table, "operations", table.keySet().toArray(String[]::new));
    put(table, "cli", table.keySet().toArray(String[]::new));
    put(table, "testkit", table.keySet().toArray(String[]::new));
    return table;
  }

  /** The same, as a Markdown document has it, its rows from the top down. */
  static Map<String, Set<String>> read(Path document) throws IOException {
    Map<String, List<String>> rows = new LinkedHashMap<>();
    for (String line : Files.readAllLines(document)) {
      Matcher row = ROW.matcher(line);
      if (row.matches() && !row.group(2).equals("package")) {
        rows.put(row.group(2), List.of(row.group(4)));
      }
    }
    List<String> order = List.copyOf(rows.keySet());
    Map<String, Set<String>> table = new LinkedHashMap<>();
    for (int i = 0; i < order.size(); i++) {
      String uses = rows.get(order.get(i)).get(0);
      table.put(order.get(i), uses(uses, order.subList(i + 1, order.size())));
    }
    return table;
  }

  private static Set<String> uses(String text, List<String> below) {
    Set<String> names = new TreeSet<>();
    if (text.equals("anything") || text.equals("all below")) {
      names.addAll(below);
    }
    Matcher name = NAME.matcher(text);
    while (name.find()) {
      names.add(name.group(1));
    }
    names.removeAll(COMMON);
    return names;
  }

  private static void put(Map<String, Set<String>> table, String name, String... uses) {
    Set<String> allowed = new LinkedHashSet<>(List.of(uses));
    allowed.removeAll(COMMON);
    table.put(name, allowed);
  }
}
