package io.github.puppetha.deploy;

import io.github.puppetha.PuppetHaException;
import io.github.puppetha.code.Contents;
import io.github.puppetha.code.Origin;
import io.github.puppetha.code.RepositoryException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Plans a new decision with the revisions of an earlier one. */
final class RollbackPlanner {
  private final Settings settings;
  private final Contents contents;
  private final Parallel threads;

  RollbackPlanner(Settings settings, Contents contents, Parallel threads) {
    this.settings = settings;
    this.contents = contents;
    this.threads = threads;
  }

  DeployPlan plan(OptionalLong to, long start) {
    Decisions decisions = settings.decisions(contents);
    Decisions.Stored last = decisions.last();
    Targets targets = Targets.look(settings.targets(), threads).get();
    Decision known = targets.known(last.decision(), decisions.where(), settings.rules());
    Decision earlier = earlier(decisions, known, to);
    Map<String, EnvironmentRevision> environments = new TreeMap<>(known.environments());
    environments.keySet().removeIf(this::chosen);
    earlier
        .environments()
        .forEach(
            (name, environment) -> {
              if (chosen(name)) {
                environments.put(name, environment);
              }
            });
    Decision next =
        new Decision(
            settings.rules().raise().orElse(known.number() + 1),
            settings.clock().instant(),
            settings.rules().by(),
            RollbackNotes.ROLLBACK + earlier.number(),
            false,
            environments);
    if (next.revisions().equals(known.revisions())) {
      next = known;
    } else if (settings.partial()) {
      next = next.asTrial(known.number());
    }
    fetch(next, targets);
    return new DeployPlan(settings, last, next, targets.changes(next), start)
        .warned(RollbackNotes.trial(settings, next))
        .warned(to.isPresent() ? List.of() : RollbackNotes.again(known, earlier));
  }

  private boolean chosen(String environment) {
    return settings.environments().isEmpty() || settings.environments().contains(environment);
  }

  private Decision earlier(Decisions decisions, Decision known, OptionalLong to) {
    Predicate<Decision> wanted =
        to.isPresent()
            ? d -> d.number() == to.getAsLong()
            : d -> d.number() < known.number() && differs(d, known);
    Decision earlier = decisions.find(wanted).orElseThrow(() -> none(decisions, known, to));
    for (String name : settings.environments()) {
      if (!earlier.environments().containsKey(name)) {
        throw new PuppetHaException(
            "Deployment "
                + earlier.number()
                + " had no environment '"
                + name
                + "'; it had "
                + String.join(", ", earlier.environments().keySet()));
      }
    }
    return earlier;
  }

  private boolean differs(Decision one, Decision other) {
    Set<String> names = new LinkedHashSet<>(settings.environments());
    if (names.isEmpty()) {
      return !one.revisions().equals(other.revisions());
    }
    names.removeIf(
        n -> {
          String there = one.revisions().get(n);
          return there == null || Objects.equals(there, other.revisions().get(n));
        });
    return !names.isEmpty();
  }

  private PuppetHaException none(Decisions decisions, Decision now, OptionalLong to) {
    String known =
        decisions.history(10).stream()
            .map(d -> Long.toString(d.number()))
            .collect(Collectors.joining(", "));
    if (to.isPresent()) {
      return new PuppetHaException(
          "There is no deployment "
              + to.getAsLong()
              + " in "
              + decisions.where()
              + (known.isEmpty() ? "; there is none at all" : "; the last ones are " + known));
    }
    String what =
        settings.environments().isEmpty()
            ? "anything"
            : String.join(", ", new TreeSet<>(settings.environments()));
    Set<String> unknown = new TreeSet<>(settings.environments());
    unknown.removeAll(now.environments().keySet());
    return new PuppetHaException(
        "There is no earlier deployment in "
            + decisions.where()
            + " with another "
            + what
            + (unknown.isEmpty()
                ? ""
                : "; the last one has " + String.join(", ", now.environments().keySet())));
  }

  /** Only what some server lacks; where a fetch fails, staging says what was missing. */
  private void fetch(Decision next, Targets targets) {
    Set<Origin> missing = new LinkedHashSet<>();
    for (EnvironmentRevision environment : next.environments().values()) {
      if (!targets.has(environment)) {
        missing.add(environment.origin());
        environment.modules().forEach(m -> missing.add(m.origin()));
      }
    }
    List<Origin> origins = new ArrayList<>(missing);
    threads.map(
        origins,
        origin -> {
          try {
            contents.fetch(origin);
            return true;
          } catch (RepositoryException e) {
            return false;
          }
        });
  }
}
