package io.github.puppetha.deploy;

import io.github.puppetha.PuppetHaException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;

/** What was found in every directory when planning began. */
final class Targets {
  private final Map<Target, TargetState> states = new LinkedHashMap<>();

  private Targets() {}

  /** Begins to look; what is given waits until that is done. */
  static Supplier<Targets> look(List<Target> targets, Parallel threads) {
    Supplier<List<TargetState>> found = threads.begin(targets, Target::state);
    return () -> {
      Targets looked = new Targets();
      List<TargetState> states = found.get();
      for (int i = 0; i < targets.size(); i++) {
        looked.states.put(targets.get(i), states.get(i));
      }
      return looked;
    };
  }

  /**
   * The last decision as it is recorded; when its number is raised, also what servers know beyond
   * that, because the record may have been lost.
   *
   * @throws PuppetHaException when a server knows of a later one, and the number is not raised; or
   *     when it is not raised high enough
   */
  Decision known(Decision recorded, String where, Rules rules) {
    Decision latest = recorded;
    String server = where;
    Map<String, EnvironmentRevision> joint = new HashMap<>();
    for (Map.Entry<Target, TargetState> entry : states.entrySet()) {
      Decision there = entry.getValue().remembered().decision();
      if (there.number() > latest.number()) {
        latest = there;
        server = entry.getKey().name();
        joint = new HashMap<>(there.environments());
      } else if (there.number() == latest.number() && latest != recorded) {
        joint.putAll(there.environments());
      }
    }
    if (rules.raise().isEmpty() && latest != recorded) {
      throw behind(recorded, where, latest, server);
    }
    if (rules.raise().isPresent() && rules.raise().getAsLong() <= latest.number()) {
      throw new PuppetHaException(
          "The number cannot be raised to "
              + rules.raise().getAsLong()
              + ": "
              + server
              + " has deployment "
              + latest.number()
              + " already; give one that is well above that");
    }
    return latest == recorded ? recorded : latest.of(joint);
  }

  private static PuppetHaException behind(
      Decision recorded, String where, Decision latest, String server) {
    return new PuppetHaException(
        server
            + " has deployment "
            + latest.number()
            + " by "
            + latest.by()
            + ", but the last one that is recorded in "
            + where
            + " is "
            + recorded.number()
            + ". If decisions are recorded elsewhere, name that place in deploy.state. If that place"
            + " is lost, go on from here once with -Dpuppet-ha.raiseNumber="
            + (latest.number() / 1000 + 1) * 1000
            + ": servers then refuse whoever still uses it");
  }

  /** What a decision would change, also what it would not. */
  List<DeployPlan.Change> changes(Decision next) {
    List<DeployPlan.Change> changes = new ArrayList<>();
    states.forEach((target, state) -> changes(target, state.deployed(), next, changes));
    return changes;
  }

  private static void changes(
      Target target, DeployedState state, Decision next, List<DeployPlan.Change> changes) {
    Map<String, String> live = state.environments();
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
            new DeployPlan.Change(server.site(), server.name(), name, old, revision, commit, same));
      }
    }
  }

  /** Is this revision on every server's disk? */
  boolean has(EnvironmentRevision environment) {
    return states.entrySet().stream()
        .filter(e -> e.getKey().holds(environment))
        .allMatch(e -> e.getValue().links().containsKey(environment.directory()));
  }
}
