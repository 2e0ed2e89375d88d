package io.github.puppetha.deploy;

import io.github.puppetha.PuppetHaException;
import io.github.puppetha.code.Contents;
import io.github.puppetha.code.EnvironmentName;
import io.github.puppetha.code.GitRepository;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Finds out what is to be live, and what of that is not yet. */
final class Planner {
  private final Settings settings;
  private final Contents contents;
  private final Parallel threads;
  private final Map<Target, TargetState> states = new HashMap<>();

  Planner(Settings settings, Contents contents, Parallel threads) {
    this.settings = settings;
    this.contents = contents;
    this.threads = threads;
  }

  DeployPlan plan(long start) {
    threads.map(
        settings.sources(),
        source -> {
          contents.git(source.remote()).fetchBranches();
          return true;
        });
    Map<String, Branch> branches = branches();
    Set<String> wanted = wanted(branches.keySet());
    List<Branch> chosen =
        branches.entrySet().stream()
            .filter(e -> wanted.contains(e.getKey()))
            .map(Map.Entry::getValue)
            .toList();
    List<EnvironmentRevision> revisions =
        new ModuleResolver(settings, contents, threads).resolve(chosen);
    List<Target> targets = settings.targets();
    List<TargetState> found = threads.map(targets, Target::state);
    for (int i = 0; i < targets.size(); i++) {
      states.put(targets.get(i), found.get(i));
    }
    Decisions.Stored last = settings.decisions(contents).last();
    Decision known = latest(last.decision());
    Decision next = next(known, revisions, branches.keySet());
    return new DeployPlan(settings, last, next, changes(next), start);
  }

  /** A branch with the environment that it becomes. */
  record Branch(Settings.Source source, String name, String commit, String environment) {}

  private Map<String, Branch> branches() {
    Map<String, Branch> branches = new TreeMap<>();
    for (Settings.Source source : settings.sources()) {
      GitRepository repository = contents.git(source.remote());
      repository
          .branches()
          .forEach(
              (name, commit) -> {
                if (source.ignoredBranches().stream().noneMatch(name::startsWith)) {
                  add(branches, source, name, commit);
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

  private static void add(
      Map<String, Branch> branches, Settings.Source source, String name, String commit) {
    String environment = EnvironmentName.of(source.prefix(), name);
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
    Branch before = branches.put(environment, new Branch(source, name, commit, environment));
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

  /** A store of decisions may be lost or new; what the servers remember counts as well. */
  private Decision latest(Decision recorded) {
    Decision latest = recorded;
    Map<String, EnvironmentRevision> joint = new HashMap<>();
    for (Target target : settings.targets()) {
      Decision there = Objects.requireNonNull(states.get(target)).remembered().decision();
      if (there.number() > latest.number()) {
        joint = new HashMap<>(there.environments());
        latest = there;
      } else if (there.number() == latest.number() && latest != recorded) {
        joint.putAll(there.environments());
      }
    }
    return latest == recorded
        ? recorded
        : new Decision(latest.number(), latest.at(), latest.by(), joint);
  }

  private Decision next(Decision known, List<EnvironmentRevision> revisions, Set<String> branches) {
    Map<String, EnvironmentRevision> environments = new TreeMap<>(known.environments());
    environments.keySet().removeIf(name -> !branches.contains(name));
    revisions.forEach(r -> environments.put(r.environment(), r));
    if (revisionsOf(environments).equals(revisionsOf(known.environments()))) {
      return known;
    }
    Instant now = settings.clock().instant();
    String by = System.getProperty("user.name", "?");
    long number = settings.partial() ? Math.max(1, known.number()) : known.number() + 1;
    return new Decision(number, now, by, environments);
  }

  private static Map<String, String> revisionsOf(Map<String, EnvironmentRevision> environments) {
    Map<String, String> revisions = new LinkedHashMap<>();
    environments.forEach((name, e) -> revisions.put(name, e.revision()));
    return revisions;
  }

  private List<DeployPlan.Change> changes(Decision next) {
    List<DeployPlan.Change> changes = new ArrayList<>();
    for (Target target : settings.targets()) {
      Map<String, String> live =
          Objects.requireNonNull(states.get(target)).deployed().environments();
      Decision share = target.share(next);
      Set<String> names = new TreeSet<>(live.keySet());
      names.addAll(share.environments().keySet());
      for (String name : names) {
        EnvironmentRevision wanted = share.environments().get(name);
        String revision = wanted == null ? null : wanted.revision();
        String commit = wanted == null ? null : wanted.commit();
        String old = live.get(name);
        boolean same = Objects.equals(old, revision);
        for (TargetServer server : target.servers()) {
          changes.add(
              new DeployPlan.Change(
                  server.site(), server.name(), name, old, revision, commit, same));
        }
      }
    }
    return changes;
  }
}
