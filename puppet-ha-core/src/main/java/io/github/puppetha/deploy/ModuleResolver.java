package io.github.puppetha.deploy;

import io.github.puppetha.Problem;
import io.github.puppetha.Severity;
import io.github.puppetha.code.Contents;
import io.github.puppetha.code.ModuleOrigins;
import io.github.puppetha.code.ModuleOrigins.Wanted;
import io.github.puppetha.code.ModuleSource;
import io.github.puppetha.code.Origin;
import io.github.puppetha.code.PuppetModule;
import io.github.puppetha.code.Puppetfile;
import io.github.puppetha.code.PuppetfileLock;
import io.github.puppetha.code.PuppetfileResult;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Reads the branches' Puppetfiles and lock files, fetches their modules, and finds what they are.
 */
final class ModuleResolver {
  private final Settings settings;
  private final Parallel threads;
  private final Map<String, EnvironmentRevision> installed;
  private final ModuleOrigins origins;
  private final List<Problem> problems = new ArrayList<>();
  private final Map<String, PuppetfileResult> read = new HashMap<>();

  /**
   * With what stands at the servers now, by environment: a Forge module without a version stays at
   * what is installed.
   */
  ModuleResolver(
      Settings settings,
      Contents contents,
      Parallel threads,
      Map<String, EnvironmentRevision> installed) {
    this.settings = settings;
    this.threads = threads;
    this.installed = installed;
    origins = new ModuleOrigins(contents);
  }

  /** What a branch asks for: each module that is not local. */
  private record Need(Planner.Branch branch, List<Wanted> modules) {}

  List<EnvironmentRevision> resolve(List<Planner.Branch> branches) {
    List<Need> needs = new ArrayList<>();
    for (Planner.Branch branch : branches) {
      needs.add(need(branch));
    }
    stopOnProblems();
    List<Wanted> all = needs.stream().flatMap(need -> need.modules().stream()).toList();
    threads.map(
        origins.fetches(all),
        fetch -> {
          fetch.run();
          return true;
        });
    List<EnvironmentRevision> revisions = needs.stream().map(this::environment).toList();
    stopOnProblems();
    return revisions;
  }

  private void stopOnProblems() {
    if (problems.stream().anyMatch(p -> p.severity() == Severity.ERROR)) {
      throw new DeployRefusedException(problems);
    }
  }

  private static String file(Planner.Branch branch) {
    return branch.name() + ":" + branch.source().puppetfile();
  }

  private Need need(Planner.Branch branch) {
    PuppetfileResult file = puppetfile(branch);
    EnvironmentRevision now = installed.get(branch.environment());
    Map<String, Origin> there = new HashMap<>();
    if (now != null) {
      now.modules().forEach(module -> there.put(module.path(), module.origin()));
    }
    Optional<PuppetfileLock> lock = lock(branch, file);
    List<Wanted> wanted = new ArrayList<>();
    for (PuppetModule module : file.modules()) {
      if (!(module.source() instanceof ModuleSource.Local)) {
        Origin exact = lock.flatMap(l -> l.origin(module.path())).orElse(null);
        Origin kept = there.get(module.path());
        wanted.add(new Wanted(module, branch.name(), exact, kept));
      }
    }
    return new Need(branch, wanted);
  }

  private PuppetfileResult puppetfile(Planner.Branch branch) {
    String text = branch.read(branch.source().puppetfile()).orElse("");
    // Branches often have the same one; only problems name the branch.
    PuppetfileResult known = read.get(text);
    PuppetfileResult result = known == null ? Puppetfile.parse(file(branch), text) : known;
    if (result.problems().isEmpty()) {
      read.put(text, result);
    }
    problems.addAll(result.problems());
    return result;
  }

  private EnvironmentRevision environment(Need need) {
    List<ModuleRevision> modules = new ArrayList<>();
    for (Wanted wanted : need.modules()) {
      ModuleOrigins.Result result = origins.find(wanted);
      if (result instanceof ModuleOrigins.Result.Found found) {
        modules.add(module(wanted.module(), found));
      } else if (result instanceof ModuleOrigins.Result.Missing missing) {
        String rule = "puppetfile/" + missing.rule();
        problems.add(Problem.error(file(need.branch()), missing.range(), rule, missing.message()));
      }
    }
    Planner.Branch branch = need.branch();
    return new EnvironmentRevision(
        branch.environment(), branch.source().name(), branch.name(), branch.origin(), modules);
  }

  private ModuleRevision module(PuppetModule module, ModuleOrigins.Result.Found found) {
    boolean noSpec = Objects.requireNonNullElse(module.excludeSpec(), settings.withoutSpec());
    return new ModuleRevision(
        module.path(), module.name(), found.origin(), found.version(), noSpec);
  }

  private Optional<PuppetfileLock> lock(Planner.Branch branch, PuppetfileResult file) {
    if (settings.lock() == LockUse.IGNORE || !file.ok()) {
      return Optional.empty();
    }
    String name = PuppetfileLock.fileOf(branch.source().puppetfile());
    Optional<String> text = branch.read(name);
    String shown = branch.name() + ":" + name;
    if (text.isEmpty() && settings.lock() == LockUse.REQUIRE && !file.modules().isEmpty()) {
      String message = "there is no such file; make it with the goal lock, and commit it";
      problems.add(Problem.error(shown, null, "puppetfile/lock", message));
    }
    PuppetfileLock.Reading reading =
        text.map(t -> PuppetfileLock.read(shown, t)).orElse(PuppetfileLock.Reading.NONE);
    problems.addAll(reading.problems());
    reading.lock().ifPresent(lock -> problems.addAll(lock.check(file(branch), shown, file)));
    return reading.lock();
  }
}
