package io.github.puppetha.deploy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

/** The script of one switch, made from what was seen; it does nothing when that is no more so. */
final class RemoteActivation {
  private final RemoteState there;
  private final Decision decision;
  private final Activation how;
  private final List<String> oldTrees = new ArrayList<>();
  private final List<String> oldModules = new ArrayList<>();

  RemoteActivation(RemoteState there, Decision decision, Activation how) {
    this.there = there;
    this.decision = decision;
    this.how = how;
    sweepable();
  }

  private Map<String, String> live() {
    Map<String, String> live = new TreeMap<>(there.target().links());
    live.entrySet().removeIf(e -> e.getKey().equals(e.getValue()));
    return live;
  }

  /** Is all as decided, with nothing old? */
  boolean nothingToDo() {
    return asDecided() && oldTrees.isEmpty() && oldModules.isEmpty();
  }

  private boolean asDecided() {
    return there.target().remembered().decision().sameAs(decision)
        && there.target().deployed().isAt(decision)
        && decision.environments().values().stream()
            .allMatch(e -> there.target().links().containsKey(e.directory()));
  }

  private void sweepable() {
    Set<String> live = new LinkedHashSet<>();
    if (asDecided()) {
      live.addAll(live().values());
    }
    Set<String> used = new LinkedHashSet<>();
    decision
        .environments()
        .values()
        .forEach(
            e -> {
              live.add(e.directory());
              e.modules().forEach(m -> used.add(m.storeName()));
            });
    StoreState after =
        asDecided()
            ? there.target().remembered()
            : there.target().remembered().activating(decision, live().values(), how);
    live.addAll(Sweeper.forRollback(after, how));
    Map<String, Instant> retired = after.retired();
    there
        .trees()
        .forEach(
            (tree, touched) -> {
              Instant since = retired.getOrDefault(tree, touched);
              if (!live.contains(tree) && old(since.isAfter(touched) ? since : touched)) {
                oldTrees.add(tree);
              }
            });
    there
        .modules()
        .forEach(
            (module, touched) -> {
              if (!used.contains(module) && old(touched)) {
                oldModules.add(module);
              }
            });
  }

  private boolean old(Instant last) {
    return last.plus(how.keep()).isBefore(how.now());
  }

  String script() {
    StringBuilder script = new StringBuilder(RemoteShell.script("common", "activate", "sweep"));
    set(script, "U", UUID.randomUUID().toString());
    set(script, "T", String.valueOf(how.now().toEpochMilli()));
    set(script, "OLD", String.valueOf(how.now().minus(how.keep()).getEpochSecond()));
    set(script, "TAKEOVER", String.valueOf(how.takeOver()));
    call(script, "lock", String.valueOf(Math.max(1, how.patience().toSeconds())));
    call(script, "seen", there.remembered());
    call(script, "tidy");
    if (!asDecided()) {
      switchTo(script);
    } else if (!oldTrees.isEmpty()) {
      call(script, "put", "state.json", withoutOld(there.target().remembered()).json());
    }
    if (!oldTrees.isEmpty() || !oldModules.isEmpty()) {
      sweep(script);
    }
    return script.toString();
  }

  private void switchTo(StringBuilder script) {
    Map<String, String> live = live();
    needed(script, live);
    StoreState during = there.target().remembered().activating(decision, live.values(), how);
    call(script, "note", Activator.journalLine("activating", decision, how.now()));
    Texts texts = Texts.of(during.json(), withoutOld(during.completed()).json());
    set(script, "P", texts.start());
    set(script, "Q", texts.end());
    script.append("put state.json \"$P\" ").append(RemoteShell.quote(texts.first()));
    script.append(" \"$Q\"\n");
    for (EnvironmentRevision environment : decision.environments().values()) {
      String tree = environment.directory();
      if (!tree.equals(there.target().links().get(tree))) {
        call(script, "point", tree, tree);
      }
      if (!tree.equals(live.get(environment.environment()))) {
        call(script, "point", environment.environment(), tree);
      }
    }
    for (String environment : live.keySet()) {
      if (!decision.environments().containsKey(environment)) {
        call(script, "unpoint", environment);
      }
    }
    script
        .append("sync -- \"$R\"\nput state.json \"$P\" ")
        .append(RemoteShell.quote(texts.second()));
    script.append(" \"$Q\"\n");
    call(script, "note", Activator.journalLine("active", decision, how.now()));
  }

  /** Nothing may be switched to that is not there whole; what live trees use is there. */
  private void needed(StringBuilder script, Map<String, String> live) {
    Set<String> sure = new LinkedHashSet<>();
    Set<String> needed = new LinkedHashSet<>();
    there
        .target()
        .remembered()
        .decision()
        .environments()
        .forEach(
            (name, e) -> {
              if (e.directory().equals(live.get(name))) {
                e.modules().forEach(m -> sure.add("modules/" + m.storeName()));
              }
            });
    for (EnvironmentRevision environment : decision.environments().values()) {
      if (!environment.directory().equals(live.get(environment.environment()))) {
        needed.add("environments/" + environment.directory());
        environment.modules().forEach(m -> needed.add("modules/" + m.storeName()));
      }
    }
    needed.removeAll(sure);
    needed.forEach(path -> call(script, "need", path));
  }

  private StoreState withoutOld(StoreState state) {
    Map<String, Instant> retired = new TreeMap<>(state.retired());
    retired.keySet().removeIf(tree -> oldTrees.contains(tree) || !isThere(tree));
    return new StoreState(state.decision(), state.complete(), retired, state.unflushed());
  }

  private boolean isThere(String tree) {
    return there.trees().containsKey(tree);
  }

  private void sweep(StringBuilder script) {
    call(script, "sweeping");
    oldTrees.forEach(tree -> call(script, "tree", tree));
    call(script, "records");
    oldModules.forEach(module -> call(script, "module", module));
    call(script, "mended");
    call(script, "swept");
  }

  static void set(StringBuilder script, String name, String value) {
    script.append(name).append('=').append(RemoteShell.quote(value)).append('\n');
  }

  static void call(StringBuilder script, String function, String... arguments) {
    script.append(function);
    for (String argument : arguments) {
      script.append(' ').append(RemoteShell.quote(argument));
    }
    script.append('\n');
  }

  /** Two texts that begin and end alike, so that what is alike is sent once. */
  private record Texts(String start, String first, String second, String end) {
    static Texts of(String one, String two) {
      int shorter = Math.min(one.length(), two.length());
      int start = 0;
      while (start < shorter && one.charAt(start) == two.charAt(start)) {
        start++;
      }
      int end = 0;
      while (end < shorter - start
          && one.charAt(one.length() - 1 - end) == two.charAt(two.length() - 1 - end)) {
        end++;
      }
      return new Texts(
          one.substring(0, start),
          one.substring(start, one.length() - end),
          two.substring(start, two.length() - end),
          one.substring(one.length() - end));
    }
  }
}
