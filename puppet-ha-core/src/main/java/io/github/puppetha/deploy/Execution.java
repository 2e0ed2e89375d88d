package io.github.puppetha.deploy;

import io.github.puppetha.ProgressListener;
import io.github.puppetha.code.Contents;
import io.github.puppetha.topology.DeployPolicy;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** One deployment: stage everywhere, decide, switch everywhere. */
final class Execution {
  private final Settings settings;
  private final Decisions.Stored last;
  private final Decision next;
  private final long start;

  Execution(Settings settings, Decisions.Stored last, Decision next, long start) {
    this.settings = settings;
    this.last = last;
    this.next = next;
    this.start = start;
  }

  DeployResult run(ProgressListener listener) {
    try {
      return stageAndSwitch(listener);
    } finally {
      settings.servers().close();
    }
  }

  private DeployResult stageAndSwitch(ProgressListener listener) {
    int processors = Runtime.getRuntime().availableProcessors();
    try (Contents contents = Contents.open(settings.cache(), settings.contents());
        Parallel perServer = new Parallel(Math.max(1, settings.targets().size()), "server");
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
      if (stop == null) {
        stop = decide(contents, works);
      }
      if (stop != null) {
        return result(works, false, stop);
      }
      perServer.map(
          works,
          work -> {
            work.activate();
            return true;
          });
      return result(works, true, null);
    }
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

  private @Nullable String decide(Contents contents, List<TargetWork> works) {
    boolean decided = last.decision().number() == next.number();
    if (decided || settings.partial()) {
      return null;
    }
    Decisions.Stored seen = last;
    for (int attempt = 0; attempt < 2; attempt++) {
      if (settings.decisions(contents).record(seen, next)) {
        return null;
      }
      seen = settings.decisions(contents).last();
      if (seen.decision().number() >= next.number()) {
        break;
      }
    }
    return "not switched, because deployment "
        + seen.decision().number()
        + " by "
        + seen.decision().by()
        + " was decided meanwhile; deploy again";
  }

  private DeployResult result(List<TargetWork> works, boolean decided, @Nullable String stop) {
    List<ServerResult> results = new ArrayList<>();
    for (TargetWork work : works) {
      Set<String> names = new TreeSet<>(work.before().environments().keySet());
      names.addAll(work.share().environments().keySet());
      for (TargetServer server : work.target().servers()) {
        names.forEach(name -> results.add(work.result(server, name, decided, stop)));
      }
    }
    return new DeployResult((System.nanoTime() - start) / 1e9, results, decided);
  }
}
