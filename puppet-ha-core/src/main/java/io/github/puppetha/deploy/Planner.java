package io.github.puppetha.deploy;

import io.github.puppetha.Problem;
import io.github.puppetha.PuppetHaException;
import io.github.puppetha.code.Branches;
import io.github.puppetha.code.Contents;
import io.github.puppetha.code.EnvironmentName;
import io.github.puppetha.code.Origin;
import io.github.puppetha.conf.PuppetserverConf;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;

/** Finds out what is to be live, and what of that is not yet. */
final class Planner {
  private final Settings settings;
  private final Contents contents;
  private final Parallel threads;
  private final List<String> notes = new ArrayList<>();

  Planner(Settings settings, Contents contents, Parallel threads) {
    this.settings = settings;
    this.contents = contents;
    this.threads = threads;
    notes.addAll(settings.rules().r10k().warnings());
  }

  DeployPlan plan(long start) {
    Supplier<List<Branches>> fetching =
        threads.begin(
            settings.sources(),
            source -> {
              Branches repo = contents.branches(source.remote());
              repo.fetch();
              return repo;
            });
    Supplier<Targets> looking = Targets.look(settings.targets(), threads);
    Map<String, Branch> branches = branches(fetching.get());
    Set<String> wanted = wanted(branches.keySet());
    List<Branch> chosen =
        branches.entrySet().stream()
            .filter(e -> wanted.contains(e.getKey()))
            .map(Map.Entry::getValue)
            .toList();
    Decisions decisions = settings.decisions(contents);
    Decisions.Stored last = decisions.last();
    Targets targets = looking.get();
    Decision known = targets.known(last.decision(), decisions.where(), settings.rules());
    List<EnvironmentRevision> revisions =
        new ModuleResolver(settings, contents, threads, known.environments()).resolve(chosen);
    Decision next = next(known, revisions, branches.keySet());
    settings.checks().refuseUnknown(next.environments().keySet());
    List<DeployPlan.Change> changes = targets.changes(next);
    List<String> warnings = new ArrayList<>(notes);
    warnings.addAll(validate(next, changes));
    if (settings.takeOver()) {
      TakeOver takeOver = new TakeOver(settings, contents);
      takeOver.refusePaths(next.environments().values());
      warnings.addAll(takeOver.warnings());
    }
    warnings.addAll(RollbackNotes.trial(settings, next));
    warnings.addAll(RollbackNotes.undone(decisions, known, next));
    return new DeployPlan(settings, last, next, changes, start)
        .warned(warnings)
        .warned(contents.notes());
  }

  private List<String> validate(Decision next, List<DeployPlan.Change> changes) {
    List<Problem> problems = new ArrayList<>();
    if (settings.checks().puppetVersion().isPresent()) {
      Map<String, EnvironmentRevision> changed = new TreeMap<>(next.environments());
      changed
          .keySet()
          .removeIf(
              name ->
                  changes.stream().allMatch(c -> c.unchanged() || !c.environment().equals(name)));
      int version = settings.checks().puppetVersion().getAsInt();
      problems.addAll(new CodeCheck(contents, settings.cache(), version).check(changed.values()));
    }
    return versionedCode()
        ? problems.stream()
            .filter(problem -> problem.rule().equals("reference/missing_file"))
            .map(problem -> problem + " (with versioned-code this fails the whole catalog)")
            .toList()
        : List.of();
  }

  private boolean versionedCode() {
    return settings.targets().stream()
        .flatMap(target -> target.servers().stream())
        .flatMap(server -> server.puppetserverConf().stream())
        .anyMatch(confd -> PuppetserverConf.read(confd).versionedCode());
  }

  /** A branch with the environment that it becomes. */
  record Branch(
      Settings.Source source, Branches repo, String name, Origin origin, String environment) {
    Optional<String> read(String path) {
      return repo.read(origin, path);
    }
  }

  private Map<String, Branch> branches(List<Branches> repos) {
    Map<String, Branch> branches = new TreeMap<>();
    for (int i = 0; i < repos.size(); i++) {
      Settings.Source source = settings.sources().get(i);
      Branches repo = repos.get(i);
      BranchFilter filter = new BranchFilter(source, contents, notes);
      repo.list()
          .forEach(
              (name, origin) -> {
                if (filter.wanted(name)) {
                  String environment = source.branches().environment(name);
                  add(branches, new Branch(source, repo, name, origin, environment));
                }
              });
    }
    if (branches.isEmpty()) {
      throw new PuppetHaException(
          "There is nothing to deploy: "
              + contents.git(settings.sources().get(0).remote()).remote()
              + " has no branch");
    }
    return branches;
  }

  private static void add(Map<String, Branch> branches, Branch branch) {
    Settings.Source source = branch.source();
    String name = branch.name();
    String environment = branch.environment();
    if (EnvironmentName.isRevision(environment)) {
      throw new PuppetHaException(
          "Branch '"
              + name
              + "' of "
              + source.name()
              + " would become environment '"
              + environment
              + "', a name that is kept for revisions (_ and eight hex digits); rename the branch");
    }
    Branch before = branches.put(environment, branch);
    if (before != null) {
      throw new PuppetHaException(
          "Branches '"
              + before.name()
              + "' of "
              + before.source().name()
              + " and '"
              + name
              + "' of "
              + source.name()
              + " would both become environment '"
              + environment
              + "'; rename one, or give a source a prefix");
    }
  }

  private Set<String> wanted(Set<String> present) {
    if (settings.environments().isEmpty()) {
      return present;
    }
    Set<String> missing = new TreeSet<>(settings.environments());
    missing.removeAll(present);
    if (!missing.isEmpty()) {
      throw new PuppetHaException(
          "No branch becomes environment '"
              + missing.iterator().next()
              + "'; there are "
              + String.join(", ", present));
    }
    return settings.environments();
  }

  private Decision next(Decision known, List<EnvironmentRevision> revisions, Set<String> branches) {
    Map<String, EnvironmentRevision> environments = new TreeMap<>(known.environments());
    if (settings.rules().r10k().purgeEnvironments()) {
      environments.keySet().removeIf(name -> !branches.contains(name));
    }
    revisions.forEach(r -> environments.put(r.environment(), r));
    Decision next =
        new Decision(
            settings.rules().raise().orElse(known.number() + 1),
            settings.clock().instant(),
            settings.rules().by(),
            settings.rules().raise().isPresent() ? "number raised" : "",
            false,
            environments);
    if (settings.rules().raise().isEmpty() && next.revisions().equals(known.revisions())) {
      return known;
    }
    return settings.partial() ? next.asTrial(known.number()) : next;
  }
}
