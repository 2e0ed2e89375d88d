package io.github.puppetha.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * One environment, its link resolved once: all that a request reads of it is of one revision.
 *
 * @param name as asked for
 * @param root the directory that the link led to
 */
record Environment(String name, Path root) {
  private static final Pattern MODULEPATH =
      Pattern.compile("(?m)^\\s*modulepath\\s*=\\s*(\\S.*?)\\s*$");
  private static final Pattern MODULE_NAME = Pattern.compile("[a-z][a-z0-9_]*");
  private static final Pattern NOTIFY =
      Pattern.compile("notify\\s*\\{\\s*(?:'([^'\n]*)'|\"([^\"\n]*)\")\\s*:");

  /** The name of the directory itself: what a catalog of it has as its version. */
  String revision() {
    return root.getFileName().toString();
  }

  /** From environment.conf, or {@code modules}; the base module path is empty here. */
  List<Path> modulepath() {
    Path conf = root.resolve("environment.conf");
    Matcher match = MODULEPATH.matcher(Files.isRegularFile(conf) ? read(conf) : "");
    String value = match.find() ? match.group(1) : "modules";
    return Stream.of(value.split(":"))
        .map(String::strip)
        .filter(entry -> !entry.isEmpty() && !entry.equals("$basemodulepath"))
        .map(root::resolve)
        .toList();
  }

  /** The modules by name; of two with one name the first of the module path counts. */
  Map<String, Path> modules() {
    Map<String, Path> modules = new LinkedHashMap<>();
    for (Path entry : modulepath()) {
      for (Path child : children(entry)) {
        String module = child.getFileName().toString();
        if (MODULE_NAME.matcher(module).matches() && Files.isDirectory(child)) {
          modules.putIfAbsent(module, child);
        }
      }
    }
    return modules;
  }

  /** Where its manifests are. */
  Path manifests() {
    return root.resolve("manifests");
  }

  /**
   * The titles of the {@code notify} resources in its manifests; the revision when there is none.
   */
  List<String> notices() {
    List<String> titles = new ArrayList<>();
    for (Path file : children(manifests())) {
      if (file.toString().endsWith(".pp")) {
        Matcher match = NOTIFY.matcher(read(file));
        while (match.find()) {
          titles.add(match.group(1) == null ? match.group(2) : match.group(1));
        }
      }
    }
    return titles.isEmpty() ? List.of(revision()) : titles.stream().distinct().toList();
  }

  private static List<Path> children(Path directory) {
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    try (Stream<Path> children = Files.list(directory)) {
      return children.sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException("listing " + directory, e);
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException("reading " + file, e);
    }
  }
}
