package io.github.puppetha.deploy;

import io.github.puppetha.code.SshConnection;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Finds entries of a server's store that are no longer what was laid down: those that something
 * touched, as stat tells there, or all when all is to be read, are held against their revision.
 */
final class RemoteCheck {
  private static final Duration IDLE = Duration.ofMinutes(2);

  private final RemoteShell shell;
  private final CommandRunner commands;
  private final Staging staging;
  private final String store;
  private final Wanted wanted;

  RemoteCheck(RemoteShell shell, CommandRunner commands, Staging staging) {
    this.shell = shell;
    this.commands = commands;
    this.staging = staging;
    this.store = shell.address().path() + "/" + StoreLayout.STORE;
    this.wanted = new Wanted(staging.contents(), staging.allowed());
  }

  /** The names of modules and trees that are there and are not what they should be. */
  Set<String> wrong(Set<String> used) throws IOException {
    Map<String, ModuleRevision> modules = new TreeMap<>();
    Map<String, EnvironmentRevision> trees = new TreeMap<>();
    for (EnvironmentRevision environment : staging.environments()) {
      trees.put(environment.directory(), environment);
      environment.modules().forEach(m -> modules.put(m.storeName(), m));
    }
    modules.keySet().retainAll(used);
    trees.keySet().retainAll(used);
    Set<String> touched = touched(modules.keySet(), trees.keySet());
    Set<String> right = new HashSet<>();
    Set<String> wrong = new HashSet<>();
    for (String name : touched) {
      ModuleRevision module = modules.get(name);
      try {
        ((module == null ? right(trees.get(name)) : right(module)) ? right : wrong).add(name);
      } catch (IOException e) {
        // What cannot be read there stays as it is; a drift check says so.
      }
    }
    seal(right, modules.keySet());
    return wrong;
  }

  private Set<String> touched(Set<String> modules, Set<String> trees) throws IOException {
    Set<String> touched = new HashSet<>();
    if (staging.full()) {
      touched.addAll(modules);
      touched.addAll(trees);
    } else if (!modules.isEmpty() || !trees.isEmpty()) {
      StringBuilder script = new StringBuilder(RemoteShell.script("common", "seal"));
      modules.forEach(name -> RemoteActivation.call(script, "unsealed", "modules", name));
      trees.forEach(name -> RemoteActivation.call(script, "unsealed", "environments", name));
      SshConnection.Answer answer = shell.run(script.toString(), List.of(), in -> {}, IDLE);
      String said = new String(answer.out(), StandardCharsets.UTF_8);
      touched.addAll(said.isEmpty() ? List.of() : List.of(said.split("\n")));
    }
    return touched;
  }

  private void seal(Set<String> right, Set<String> modules) throws IOException {
    if (!right.isEmpty()) {
      StringBuilder script = new StringBuilder(RemoteShell.script("common", "seal"));
      for (String name : right) {
        String kind = modules.contains(name) ? "modules" : "environments";
        RemoteActivation.call(script, "seal", kind, name);
      }
      shell.run(script.toString(), List.of(), in -> {}, IDLE);
    }
  }

  private boolean right(ModuleRevision module) throws IOException {
    Listing there = Listing.of(store + "/modules/" + module.storeName(), commands);
    return there.entries().equals(wanted.module(module).entries());
  }

  private boolean right(EnvironmentRevision tree) throws IOException {
    Listing there = Listing.of(store + "/environments/" + tree.directory(), commands);
    Listing should = wanted.tree(tree, store);
    return there.without(wanted.besides(there, should)).entries().equals(should.entries());
  }
}
