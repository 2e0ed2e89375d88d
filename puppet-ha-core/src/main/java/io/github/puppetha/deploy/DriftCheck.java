package io.github.puppetha.deploy;

import io.github.puppetha.PuppetHaException;
import io.github.puppetha.code.Contents;
import io.github.puppetha.io.Sha256;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Holds what is live against its revisions, every file read on its server. */
final class DriftCheck {
  private final Settings settings;
  private final Parallel threads;
  private final Wanted wanted;

  DriftCheck(Settings settings, Contents contents, Parallel threads) {
    this.settings = settings;
    this.threads = threads;
    this.wanted = new Wanted(contents, settings.rules().r10k().allowed());
  }

  DriftReport check(long start) {
    List<EnvironmentDrift> drifts = new ArrayList<>();
    threads.map(settings.targets(), this::target).forEach(drifts::addAll);
    return new DriftReport((System.nanoTime() - start) / 1e9, drifts);
  }

  private List<EnvironmentDrift> target(Target target) {
    try (TargetDirectory directory = target.open()) {
      Target.Obstacle obstacle = directory.obstacle();
      if (obstacle != null) {
        return nothing(target, obstacle.message());
      }
      List<EnvironmentDrift> drifts = new ArrayList<>();
      TargetState state = directory.state();
      Map<String, String> live = state.deployed().environments();
      Set<String> names = new TreeSet<>(live.keySet());
      names.addAll(state.remembered().decision().environments().keySet());
      if (names.isEmpty()) {
        return nothing(target, "nothing was deployed there yet");
      }
      for (String name : names) {
        if (settings.environments().isEmpty() || settings.environments().contains(name)) {
          drifts.addAll(environment(target, directory, state, name, live.get(name)));
        }
      }
      return drifts;
    } catch (IOException e) {
      return nothing(target, "it cannot be read: " + e.getMessage());
    }
  }

  private static List<EnvironmentDrift> nothing(Target target, String why) {
    return target.servers().stream()
        .map(s -> new EnvironmentDrift(s.site(), s.name(), "", 0, null, null, null, List.of(), why))
        .toList();
  }

  private List<EnvironmentDrift> environment(
      Target target,
      TargetDirectory directory,
      TargetState state,
      String name,
      @Nullable String revision) {
    Decision decision = state.remembered().decision();
    EnvironmentRevision remembered = decision.environments().get(name);
    Found found = new Found();
    String message = null;
    if (remembered == null || !remembered.revision().equals(revision)) {
      message = elsewhere(target.path() + "/" + name, revision, remembered, decision.number());
    } else {
      try {
        compare(target, directory, remembered, found);
      } catch (IOException | PuppetHaException e) {
        message = String.valueOf(e.getMessage());
      }
    }
    @Nullable String why = message;
    String is = why == null ? Sha256.hex(found.is.toString()) : null;
    String should = why == null ? Sha256.hex(found.should.toString()) : null;
    List<Difference> differences = found.differences.stream().sorted().toList();
    return target.servers().stream()
        .map(
            s ->
                new EnvironmentDrift(
                    s.site(),
                    s.name(),
                    name,
                    decision.number(),
                    revision,
                    is,
                    should,
                    differences,
                    why))
        .toList();
  }

  /** Why the live name does not lead to what was switched to last. */
  private static String elsewhere(
      String link,
      @Nullable String revision,
      @Nullable EnvironmentRevision remembered,
      long number) {
    if (remembered == null) {
      return "what made revision " + revision + " is not remembered there; deploy again";
    }
    return "deployment "
        + number
        + " made "
        + remembered.revision()
        + " live, but "
        + link
        + (revision == null
            ? " is not there, or no link into the store"
            : " leads to " + revision + " now")
        + "; deploy again";
  }

  /** What was found so far: digests of both sides, and where they differ. */
  private static final class Found {
    private final StringBuilder is = new StringBuilder();
    private final StringBuilder should = new StringBuilder();
    private final List<Difference> differences = new ArrayList<>();
  }

  private void compare(
      Target target, TargetDirectory directory, EnvironmentRevision environment, Found found)
      throws IOException {
    String store = target.path() + "/" + StoreLayout.STORE;
    Listing tree =
        Listing.of(store + "/environments/" + environment.directory(), directory.commands());
    Listing should = wanted.tree(environment, store);
    diff("", tree.without(wanted.besides(tree, should)), should, found);
    for (ModuleRevision module : environment.modules()) {
      Listing there = Listing.of(store + "/modules/" + module.storeName(), directory.commands());
      diff(module.path(), there, wanted.module(module), found);
    }
  }

  private static void diff(String module, Listing is, Listing should, Found found) {
    found.is.append(module).append(' ').append(is.digest()).append('\n');
    found.should.append(module).append(' ').append(should.digest()).append('\n');
    Map<String, Listing.Entry> there = is.entries();
    Set<String> paths = new HashSet<>(there.keySet());
    paths.addAll(should.entries().keySet());
    for (String path : paths) {
      Difference.Change change = change(there.get(path), should.entries().get(path));
      if (change != null) {
        found.differences.add(new Difference(module, path, change));
      }
    }
  }

  private static Difference.@Nullable Change change(
      Listing.@Nullable Entry is, Listing.@Nullable Entry should) {
    if (is == null) {
      return Difference.Change.REMOVED;
    }
    if (should == null) {
      return Difference.Change.ADDED;
    }
    if (is.kind() != should.kind() || !is.hash().equals(should.hash())) {
      return Difference.Change.CHANGED;
    }
    return is.mode().equals(should.mode()) ? null : Difference.Change.MODE;
  }
}
