package io.github.puppetha.deploy;

import io.github.puppetha.ProgressListener;
import io.github.puppetha.PuppetHaException;
import io.github.puppetha.code.Contents;
import io.github.puppetha.topology.DeployPolicy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One deployment: stage everywhere, decide, switch everywhere. */
final class Execution {
  private static final Logger LOG = LoggerFactory.getLogger(Execution.class);

  private final Settings settings;
  private final Decisions.Stored last;
  private final Decision next;
  private final long start;
  private boolean outdated;

  Execution(Settings settings, Decisions.Stored last, Decision next, long start) {
    this.settings = settings;
    this.last = last;
    this.next = next;
    this.start = start;
  }

  DeployResult run(ProgressListener listener) {
    try {
      return leased(listener);
    } finally {
      settings.servers().close();
    }
  }

  /** Also after what failed, as r10k does; but it is told when the command fails. */
  private List<String> postrun() {
    List<String> command = settings.rules().r10k().postrun();
    Set<String> all = next.environments().keySet();
    Set<String> chosen = settings.environments().isEmpty() ? all : settings.environments();
    return command.isEmpty() || outdated
        ? List.of()
        : Postrun.run(command, chosen).stream().toList();
  }

  private DeployResult leased(ProgressListener listener) {
    try (Contents contents = settings.open()) {
      Decisions decisions = settings.decisions(contents);
      if (!deciding()) {
        return run(contents, decisions, listener);
      }
      try (LeaseWait waiting = new LeaseWait(listener);
          Lease lease =
              Lease.take(
                  decisions.store(),
                  settings.rules().by(),
                  Lease.Time.of(settings.clock()),
                  settings.rules().others(),
                  waiting)) {
        LOG.debug("Deploying as {}", lease);
        return waiting.waited() && !decisions.last().token().equals(last.token())
            ? outdated()
            : run(contents, decisions, listener);
      }
    }
  }

  private DeployResult outdated() {
    outdated = true;
    return result(List.of(), false, null);
  }

  /** Is there something to decide? A trial is none, nor is what was decided before. */
  private boolean deciding() {
    return !next.trial() && next.number() != last.decision().number();
  }

  private DeployResult run(Contents contents, Decisions decisions, ProgressListener listener) {
    int processors = Runtime.getRuntime().availableProcessors();
    try (Parallel perServer = new Parallel(Math.max(1, settings.targets().size()), "server");
        Parallel workers = new Parallel(Math.max(4, processors * 2), "stage")) {
      List<TargetWork> works = new ArrayList<>();
      settings.targets().forEach(t -> works.add(new TargetWork(settings, t, t.share(next))));
      perServer.map(
          works,
          work -> {
            work.stage(contents, workers, listener);
            return true;
          });
      String stop = stop(works);
      stop = stop == null ? check(works) : stop;
      if (stop == null && deciding()) {
        stop = decide(decisions);
      }
      if (stop != null) {
        return result(works, false, stop);
      }
      perServer.map(
          works,
          work -> {
            work.activate(listener);
            return true;
          });
      return report(decisions, result(works, true, null, mirrors(contents, perServer)));
    }
  }

  /** Tries out what is staged on the first server that has it and can be asked. */
  private @Nullable String check(List<TargetWork> works) {
    if (!settings.checks().staged() || works.stream().noneMatch(TargetWork::changes)) {
      return null;
    }
    for (TargetWork work : works) {
      Optional<TargetServer> server =
          work.target().servers().stream()
              .filter(s -> settings.servers().of(s).known())
              .findFirst();
      if (work.staged() && server.isPresent()) {
        return work.check(server.get());
      }
    }
    return "not switched, because no server could be asked to try out what is staged: name an"
        + " 'identity' in puppet-ha.yaml, or leave these checks out";
  }

  /** What was decided is brought to the control repos' mirrors, for the day when a site is lost. */
  private List<String> mirrors(Contents contents, Parallel threads) {
    if (next.trial()) {
      return List.of();
    }
    return threads
        .map(settings.contents().copies().keySet(), remote -> contents.pushToMirrors(remote))
        .stream()
        .flatMap(List::stream)
        .toList();
  }

  /** Why it must not go on; null when it may. */
  private @Nullable String stop(List<TargetWork> works) {
    Map<String, Integer> staged = new LinkedHashMap<>();
    TargetWork first = null;
    for (TargetWork work : works) {
      for (TargetServer server : work.target().servers()) {
        staged.merge(server.site(), work.staged() ? 1 : 0, Integer::sum);
      }
      if (work.failed()) {
        return "not switched, because " + work.target().name() + " failed";
      }
      first = first == null && !work.staged() ? work : first;
    }
    if (first == null) {
      return null;
    }
    if (settings.policy().policy() == DeployPolicy.Policy.ALL) {
      return "not switched, because " + first.target().name() + " could not be reached";
    }
    for (Map.Entry<String, Integer> site : staged.entrySet()) {
      if (site.getValue() < settings.policy().minPerSite()) {
        return "not switched, because site "
            + site.getKey()
            + " has only "
            + site.getValue()
            + " of the "
            + settings.policy().minPerSite()
            + " servers that the policy asks for";
      }
    }
    boolean none = works.stream().noneMatch(TargetWork::staged);
    return none ? "not switched, because no server could be reached" : null;
  }

  private @Nullable String decide(Decisions decisions) {
    try {
      if (decisions.record(last, next)) {
        return null;
      }
      outdated = true;
      Decision other = decisions.last().decision();
      return "not switched, because deployment "
          + other.number()
          + " by "
          + other.by()
          + " was decided meanwhile; deploy again";
    } catch (PuppetHaException e) {
      return "not switched. " + e.getMessage();
    }
  }

  /** What happened is told to others; that it cannot be told changes nothing of it. */
  private DeployResult report(Decisions decisions, DeployResult result) {
    List<ServerResult> worth =
        result.servers().stream().filter(s -> s.state() != State.UNCHANGED).toList();
    if (next.trial() || worth.isEmpty()) {
      return result;
    }
    Instant now = settings.clock().instant();
    try {
      decisions.report(new Outcome(next.number(), now, settings.rules().by(), worth));
    } catch (PuppetHaException e) {
      LOG.warn("The results of deployment {} were not recorded: {}", next.number(), e.getMessage());
    }
    return result;
  }

  private DeployResult result(List<TargetWork> works, boolean decided, @Nullable String stop) {
    return result(works, decided, stop, List.of());
  }

  private DeployResult result(
      List<TargetWork> works, boolean decided, @Nullable String stop, List<String> warnings) {
    List<ServerResult> results = new ArrayList<>();
    for (TargetWork work : works) {
      Set<String> names = new TreeSet<>(work.before().environments().keySet());
      names.addAll(work.share().environments().keySet());
      for (TargetServer server : work.target().servers()) {
        names.forEach(name -> results.add(work.result(server, name, decided, stop)));
      }
    }
    List<String> failures = new ArrayList<>(postrun());
    if (stop != null && results.stream().noneMatch(r -> stop.equals(r.message()))) {
      failures.add(stop); // nothing that would change is there to say it
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    return new DeployResult(
        seconds, next.number(), results, decided, next.trial(), outdated, failures, warnings);
  }
}
