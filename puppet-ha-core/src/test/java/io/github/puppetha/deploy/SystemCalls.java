package io.github.puppetha.deploy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What {@code strace -f -y} saw: which files were brought to the disk, renamed and written when.
 */
final class SystemCalls {
  /** For {@code -e}. */
  static final String TRACED =
      "trace=openat,fsync,fdatasync,syncfs,rename,renameat,renameat2,link,linkat,symlink,symlinkat";

  private static final Pattern CALL = Pattern.compile("(\\d+) +(\\w+)\\((.*)");
  private static final Pattern RESUMED = Pattern.compile("(\\d+) +<\\.\\.\\. (\\w+) resumed>(.*)");
  private static final Pattern TEXT = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"");
  private static final Pattern DESCRIPTOR = Pattern.compile("\\d+<([^>]*)>");

  /**
   * One call that succeeded.
   *
   * @param begin the place in the trace where it began
   * @param end where it came back
   * @param paths that it named or that its descriptors stood for
   * @param arguments as strace shows them
   */
  record Call(int begin, int end, String name, List<String> paths, String arguments) {
    boolean syncs() {
      return name.equals("fsync") || name.equals("fdatasync");
    }

    boolean renames() {
      return name.startsWith("rename") || name.startsWith("link");
    }

    String path() {
      return paths.isEmpty() ? "" : paths.get(0);
    }

    /** What it gave its new name. */
    String target() {
      return paths.get(paths.size() - 1);
    }

    boolean writes() {
      return name.equals("openat") && arguments.matches(".*O_(WRONLY|RDWR|CREAT).*");
    }
  }

  private final List<Call> calls = new ArrayList<>();

  private SystemCalls() {}

  static SystemCalls read(Path trace) throws IOException {
    SystemCalls all = new SystemCalls();
    Map<String, Integer> begun = new HashMap<>();
    Map<String, String> unfinished = new HashMap<>();
    int at = 0;
    for (String line : Files.readAllLines(trace)) {
      at++;
      Matcher resumed = RESUMED.matcher(line);
      if (resumed.matches()) {
        String key = resumed.group(1);
        if (unfinished.containsKey(key)) {
          all.add(begun.get(key), at, resumed.group(2), unfinished.remove(key) + resumed.group(3));
        }
        continue;
      }
      Matcher call = CALL.matcher(line);
      if (call.matches() && line.endsWith("<unfinished ...>")) {
        begun.put(call.group(1), at);
        unfinished.put(call.group(1), call.group(3).replace("<unfinished ...>", ""));
      } else if (call.matches()) {
        all.add(at, at, call.group(2), call.group(3));
      }
    }
    return all;
  }

  private void add(int begin, int end, String name, String text) {
    if (!text.matches(".*\\) += \\d+.*")) {
      return;
    }
    List<String> paths = new ArrayList<>();
    Matcher path = (text.contains("\"") ? TEXT : DESCRIPTOR).matcher(text);
    while (path.find()) {
      paths.add(path.group(1));
    }
    calls.add(new Call(begin, end, name, paths, text));
  }

  List<Call> all(Predicate<Call> wanted) {
    return calls.stream().filter(wanted).toList();
  }

  /** The one that gave a file or link its final name. */
  Call naming(String target) {
    List<Call> found = all(c -> c.renames() && c.target().equals(target));
    if (found.isEmpty()) {
      throw new AssertionError("nothing was renamed to " + target);
    }
    return found.get(found.size() - 1);
  }

  /** Was this file or directory synced between two places of the trace? */
  boolean synced(String path, int after, int before) {
    return calls.stream()
        .anyMatch(c -> c.syncs() && c.path().equals(path) && c.begin() > after && c.end() < before);
  }

  /** Was the file system that holds this synced between two places of the trace? */
  boolean allSynced(String below, int after, int before) {
    return calls.stream()
        .anyMatch(
            c ->
                c.name().equals("syncfs")
                    && c.path().startsWith(below)
                    && c.begin() > after
                    && c.end() < before);
  }
}
