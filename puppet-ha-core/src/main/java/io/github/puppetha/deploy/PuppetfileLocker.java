package io.github.puppetha.deploy;

import io.github.puppetha.Problem;
import io.github.puppetha.PuppetHaException;
import io.github.puppetha.Severity;
import io.github.puppetha.code.Contents;
import io.github.puppetha.code.ContentsOptions;
import io.github.puppetha.code.ForgeSettings;
import io.github.puppetha.code.ModuleOrigins;
import io.github.puppetha.code.ModuleOrigins.Wanted;
import io.github.puppetha.code.ModuleSource;
import io.github.puppetha.code.Origin;
import io.github.puppetha.code.PuppetModule;
import io.github.puppetha.code.Puppetfile;
import io.github.puppetha.code.PuppetfileLock;
import io.github.puppetha.code.PuppetfileResult;
import io.github.puppetha.code.R10kConfig;
import io.github.puppetha.io.AtomicFiles;
import io.github.puppetha.topology.Topology;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Makes and checks the lock file of a Puppetfile:
 *
 * <pre>{@code
 * PuppetfileLocker.Result result = PuppetfileLocker.builder(directory, topology).build().write();
 * }</pre>
 *
 * Either way the modules' own dependencies are looked at: what the Puppetfile lacks is a warning
 * with the line to add.
 */
public final class PuppetfileLocker {
  private static final String NAME = "Puppetfile";

  private final Path directory;
  private final Path cache;
  private final ContentsOptions options;
  private final String branch;

  private PuppetfileLocker(Builder builder) {
    directory = builder.directory;
    cache = builder.cache;
    options = builder.options;
    branch = builder.branch;
  }

  /** Of the Puppetfile in a directory, with cache and Forge of a topology. */
  public static Builder builder(Path directory, Topology topology) {
    String forge = topology.code().forge().toString();
    ContentsOptions options = ContentsOptions.standard().with(ForgeSettings.of(forge, null));
    return new Builder(directory, topology.code().cache(), options);
  }

  /** Of the Puppetfile in a directory, with cache and Forge of an r10k.yaml. */
  public static Builder builder(Path directory, R10kConfig config) {
    return new Builder(directory, config.cachedir().resolve("puppet-ha"), config.contents());
  }

  /** Of the Puppetfile in a directory, with Puppet's own Forge and this cache. */
  public static Builder builder(Path directory, Path cache) {
    return new Builder(directory, cache, ContentsOptions.standard());
  }

  /**
   * What came of it.
   *
   * @param file the lock file
   * @param changed was it written, with something else than before?
   * @param modules how many modules are locked
   * @param problems sorted; with an error among them nothing was written
   */
  public record Result(Path file, boolean changed, int modules, List<Problem> problems) {
    /** Sorts the problems. */
    public Result {
      problems = problems.stream().sorted().toList();
    }

    /** Is there no error? */
    public boolean ok() {
      return problems.stream().noneMatch(p -> p.severity() == Severity.ERROR);
    }
  }

  /**
   * Finds out what each module is now, and writes that down. A Forge module for which no version is
   * given stays at the one that is locked.
   *
   * @throws PuppetHaException when a file cannot be read or written
   */
  public Result write() {
    PuppetfileResult puppetfile = puppetfile();
    String before = read(lockFile()).orElse("");
    PuppetfileLock old =
        PuppetfileLock.read(lockName(), before).lock().orElse(new PuppetfileLock(Map.of()));
    Work work = work(puppetfile, module -> wanted(module, null, old));
    List<Problem> problems = work.problems();
    if (problems.stream().anyMatch(p -> p.severity() == Severity.ERROR)) {
      return new Result(lockFile(), false, 0, problems);
    }
    Map<String, PuppetfileLock.Entry> entries = new LinkedHashMap<>();
    work.origins()
        .forEach(
            (module, origin) -> entries.put(module.path(), PuppetfileLock.entry(module, origin)));
    String text = new PuppetfileLock(entries).text();
    if (!text.equals(before)) {
      save(text);
    }
    return new Result(lockFile(), !text.equals(before), entries.size(), problems);
  }

  /**
   * Does the lock file fit the Puppetfile, and can all that it names still be had?
   *
   * @throws PuppetHaException when a file cannot be read
   */
  public Result check() {
    PuppetfileResult puppetfile = puppetfile();
    Optional<String> text = read(lockFile());
    if (text.isEmpty()) {
      String message = "there is no such file; make it with the goal lock";
      Problem problem = Problem.error(lockName(), null, "puppetfile/lock", message);
      return new Result(lockFile(), false, 0, List.of(problem));
    }
    PuppetfileLock.Reading reading = PuppetfileLock.read(lockName(), text.get());
    List<Problem> problems = new ArrayList<>(reading.problems());
    reading.lock().ifPresent(l -> problems.addAll(l.check(NAME, lockName(), puppetfile)));
    if (reading.lock().isEmpty() || !problems.isEmpty()) {
      return new Result(lockFile(), false, 0, problems);
    }
    PuppetfileLock lock = reading.lock().get();
    Work work = work(puppetfile, m -> wanted(m, lock.origin(m.path()).orElse(null), lock));
    return new Result(lockFile(), false, lock.entries().size(), work.problems());
  }

  private static String lockName() {
    return PuppetfileLock.fileOf(NAME);
  }

  private Path lockFile() {
    return directory.resolve(lockName());
  }

  private Wanted wanted(PuppetModule module, @Nullable Origin exact, PuppetfileLock lock) {
    return new Wanted(module, branch, exact, lock.origin(module.path()).orElse(null));
  }

  /** What was found of all modules. */
  private record Work(Map<PuppetModule, Origin> origins, List<Problem> problems) {}

  private interface Want {
    Wanted of(PuppetModule module);
  }

  private Work work(PuppetfileResult puppetfile, Want want) {
    Map<PuppetModule, Origin> found = new LinkedHashMap<>();
    List<Problem> problems = new ArrayList<>(puppetfile.problems());
    if (!puppetfile.ok()) {
      return new Work(found, problems);
    }
    try (Contents contents = Contents.open(cache, options);
        Parallel threads = new Parallel(8, "lock")) {
      List<Wanted> wanted =
          puppetfile.modules().stream()
              .filter(m -> !(m.source() instanceof ModuleSource.Local))
              .map(want::of)
              .toList();
      ModuleOrigins origins = new ModuleOrigins(contents);
      threads.map(
          origins.fetches(wanted),
          fetch -> {
            fetch.run();
            return true;
          });
      for (Wanted one : wanted) {
        ModuleOrigins.Result result = origins.find(one);
        if (result instanceof ModuleOrigins.Result.Found got) {
          found.put(one.module(), got.origin());
        } else if (result instanceof ModuleOrigins.Result.Missing missing) {
          String rule = "puppetfile/" + missing.rule();
          problems.add(Problem.error(NAME, missing.range(), rule, missing.message()));
        }
      }
      problems.addAll(new UnmetDependencies(NAME, directory, puppetfile, contents).of(found));
    }
    return new Work(found, problems);
  }

  private PuppetfileResult puppetfile() {
    Path file = directory.resolve(NAME);
    String text =
        read(file)
            .orElseThrow(
                () -> new PuppetHaException("There is no " + file + "; name its directory"));
    return Puppetfile.parse(NAME, text);
  }

  private static Optional<String> read(Path file) {
    try {
      return Files.exists(file) ? Optional.of(Files.readString(file)) : Optional.empty();
    } catch (IOException e) {
      throw new PuppetHaException(file + " cannot be read: " + e.getMessage(), e);
    }
  }

  private void save(String text) {
    try {
      AtomicFiles.write(lockFile(), text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new PuppetHaException(lockFile() + " cannot be written: " + e.getMessage(), e);
    }
  }

  /** What a lock is made from. Not safe for several threads. */
  public static final class Builder {
    private final Path directory;
    private final Path cache;
    private ContentsOptions options;
    private String branch = "production";

    private Builder(Path directory, Path cache, ContentsOptions options) {
      this.directory = directory;
      this.cache = cache;
      this.options = options;
    }

    /** The control repo's branch, for modules with {@code :control_branch}. Default: production. */
    public Builder branch(String name) {
      this.branch = name;
      return this;
    }

    /** Where releases of the Forge come from, and whether anything is fetched at all. */
    public Builder contents(UnaryOperator<ContentsOptions> change) {
      this.options = change.apply(options);
      return this;
    }

    /** Done. */
    public PuppetfileLocker build() {
      return new PuppetfileLocker(this);
    }
  }
}
