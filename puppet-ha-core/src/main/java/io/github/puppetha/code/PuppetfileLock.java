package io.github.puppetha.code;

import io.github.puppetha.Problem;
import io.github.puppetha.SourceRange;
import io.github.puppetha.io.JsonReader;
import io.github.puppetha.io.JsonWriter;
import io.github.puppetha.io.ReadResult;
import io.github.puppetha.io.Tree;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A {@code Puppetfile.lock}: for each module of a Puppetfile what it wanted when it was locked, and
 * the exact revision and digests that this was. It is JSON:
 *
 * <pre>{@code
 * {
 *   "puppet-ha-lock": 1,
 *   "modules": {
 *     "modules/stdlib": {
 *       "wants": "forge puppetlabs-stdlib 9.4.1",
 *       "forge": "https://forgeapi.puppet.com",
 *       "slug": "puppetlabs-stdlib",
 *       "version": "9.4.1",
 *       "sha256": "…"
 *     }
 *   }
 * }
 * }</pre>
 *
 * <p>Rule: {@code puppetfile/lock}, for a lock file that cannot be read or does not fit.
 *
 * @param entries by the modules' paths below the environment's directory
 */
public record PuppetfileLock(Map<String, Entry> entries) {
  private static final String RULE = "puppetfile/lock";
  private static final String MARK = "puppet-ha-lock";
  private static final String MODULES = "modules";
  private static final String WANTS = "wants";
  private static final String AGAIN = "; make the lock file anew with the goal lock";

  /** Sorts and copies the entries. */
  public PuppetfileLock {
    entries = Collections.unmodifiableMap(new TreeMap<>(entries));
  }

  /**
   * One module.
   *
   * @param wants what the Puppetfile said of it
   * @param origin what that was
   * @param range where it stands in the lock file
   */
  public record Entry(String wants, Origin origin, SourceRange range) {}

  /**
   * What stands in a lock file.
   *
   * @param lock empty when it is none of ours, or has an error
   * @param problems sorted
   */
  public record Reading(Optional<PuppetfileLock> lock, List<Problem> problems) {
    /** There is no such file. */
    public static final Reading NONE = new Reading(Optional.empty(), List.of());

    /** Sorts the problems. */
    public Reading {
      problems = problems.stream().sorted().toList();
    }
  }

  /** What is to be written down of a module of the Puppetfile. */
  public static Entry entry(PuppetModule module, Origin origin) {
    return new Entry(LockedModule.wants(module), origin, module.range());
  }

  /** The lock file's name beside that of a Puppetfile. */
  public static String fileOf(String puppetfile) {
    return puppetfile + ".lock";
  }

  /**
   * Reads a text; never throws for what stands in it. What is not JSON is taken for the lock file
   * of another tool, which is a warning.
   *
   * @param file its path as the user knows it, for the problems
   */
  public static Reading read(String file, String text) {
    if (!text.stripLeading().startsWith("{")) {
      String message = "this is another tool's lock file, which is not heeded; move it away";
      return new Reading(Optional.empty(), List.of(Problem.warning(file, null, RULE, message)));
    }
    ReadResult json = JsonReader.read(file, text);
    List<Problem> problems = new ArrayList<>(json.problems());
    Map<String, Entry> entries = new LinkedHashMap<>();
    if (problems.isEmpty() && json.root().orElse(null) instanceof Tree.MapNode root) {
      boolean ours =
          root.get(MARK).orElse(null) instanceof Tree.Scalar mark && mark.text().equals("1");
      if (ours && root.get(MODULES).orElse(null) instanceof Tree.MapNode modules) {
        modules.entries().forEach(entry -> entry(file, entry, entries, problems));
      } else {
        String message = "no lock file of this version" + AGAIN;
        problems.add(Problem.error(file, root.range(), RULE, message));
      }
    }
    return problems.isEmpty()
        ? new Reading(Optional.of(new PuppetfileLock(entries)), problems)
        : new Reading(Optional.empty(), problems);
  }

  private static void entry(
      String file, Tree.Entry entry, Map<String, Entry> entries, List<Problem> problems) {
    String path = entry.key().text();
    try {
      Origin origin = OriginJson.read(entry.value());
      Tree wants = ((Tree.MapNode) entry.value()).get(WANTS).orElse(null);
      if (!(wants instanceof Tree.Scalar text)) {
        throw new IllegalArgumentException("'" + WANTS + "' is missing");
      }
      entries.put(path, new Entry(text.text(), origin, entry.key().range()));
    } catch (IllegalArgumentException e) {
      String message = "of '" + path + "' " + e.getMessage() + AGAIN;
      problems.add(Problem.error(file, entry.key().range(), RULE, message));
    }
  }

  /** As {@link #read} reads it; the same for the same lock. */
  public String text() {
    Map<String, Object> modules = new LinkedHashMap<>();
    entries.forEach(
        (path, entry) -> {
          Map<String, Object> map = new LinkedHashMap<>();
          map.put(WANTS, entry.wants());
          map.putAll(OriginJson.plain(entry.origin()));
          modules.put(path, map);
        });
    Map<String, Object> root = new LinkedHashMap<>();
    root.put(MARK, 1);
    root.put(MODULES, modules);
    return JsonWriter.write(root);
  }

  /** What is locked for a module; empty when nothing is. */
  public Optional<Origin> origin(String path) {
    return Optional.ofNullable(entries.get(path)).map(Entry::origin);
  }

  /**
   * Does it fit a Puppetfile? Every module must be locked as the Puppetfile wants it now, and
   * nothing else.
   *
   * @param file the Puppetfile's path as the user knows it
   * @param lockFile the lock file's
   */
  public List<Problem> check(String file, String lockFile, PuppetfileResult puppetfile) {
    List<Problem> problems = new ArrayList<>();
    Map<String, Entry> left = new LinkedHashMap<>(entries);
    for (PuppetModule module : puppetfile.modules()) {
      Entry entry = left.remove(module.path());
      if (module.source() instanceof ModuleSource.Local) {
        if (entry != null) {
          left.put(module.path(), entry);
        }
        continue;
      }
      String wants = LockedModule.wants(module);
      if (entry == null) {
        String message = "module '" + module.title() + "' is not in " + lockFile + AGAIN;
        problems.add(Problem.error(file, module.range(), RULE, message));
      } else if (!entry.wants().equals(wants)) {
        String message =
            "module '"
                + module.title()
                + "' is locked as '"
                + entry.wants()
                + "' in line "
                + entry.range().line()
                + " of "
                + lockFile
                + ", but this is '"
                + wants
                + "'";
        problems.add(Problem.error(file, module.range(), RULE, message + AGAIN));
      } else if (!LockedModule.fits(module, entry.origin())) {
        String message =
            "what is locked for module '" + module.title() + "' is not what it wants: '" + wants;
        problems.add(Problem.error(lockFile, entry.range(), RULE, message + "'" + AGAIN));
      }
    }
    left.forEach(
        (path, entry) -> {
          String message = "the Puppetfile has no module at '" + path + "'" + AGAIN;
          problems.add(Problem.error(lockFile, entry.range(), RULE, message));
        });
    return problems.stream().sorted().toList();
  }
}
