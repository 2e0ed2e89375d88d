package io.github.puppetha.validate;

import io.github.puppetha.validate.Definitions.Found;
import io.github.puppetha.validate.internal.FileFacts;
import io.github.puppetha.validate.internal.FileFacts.Kind;
import io.github.puppetha.validate.internal.FileFacts.Parameter;
import io.github.puppetha.validate.internal.FileFacts.Use;
import io.github.puppetha.validate.internal.FileFacts.UseKind;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Finds keys of Hiera data that look like parameters of classes and are not. */
final class HieraKeyCheck {
  private final Definitions definitions;
  private final AtHand modules;
  private final CrossFindings findings;
  private final Set<String> lookedUp = new HashSet<>();
  private final NearNames near = new NearNames();
  private final Map<String, Set<String>> parametersOf = new HashMap<>();
  private final Set<String> withClasses = new HashSet<>();
  private final Set<String> prefixes = new HashSet<>();

  HieraKeyCheck(
      Definitions definitions,
      AtHand modules,
      Map<RepoFile, FileFacts> facts,
      CrossFindings findings) {
    this.definitions = definitions;
    this.modules = modules;
    this.findings = findings;
    definitions.names(Kind.CLASS).forEach(name -> withClasses.add(AtHand.moduleOf(name)));
    facts.forEach((file, of) -> of.uses().forEach(use -> lookup(file, use)));
  }

  private void lookup(RepoFile file, Use use) {
    if (use.kind() == UseKind.LOOKUP) {
      int dot = use.name().indexOf('.');
      lookedUp.add(dot < 0 ? use.name() : use.name().substring(0, dot));
    } else if (use.kind() == UseKind.LOOKUP_PREFIX) {
      prefixes.add(
          use.name().isEmpty()
              ? file.module().map(RepoModule::name).orElse("") + "::"
              : use.name());
    }
  }

  void check(RepoFile file, FileFacts facts) {
    for (Use use : facts.uses()) {
      if (use.kind() == UseKind.HIERA_KEY && !isLookedUp(use.name())) {
        key(file, use);
      }
    }
  }

  private boolean isLookedUp(String name) {
    return lookedUp.contains(name) || prefixes.stream().anyMatch(name::startsWith);
  }

  private void key(RepoFile file, Use use) {
    int colons = use.name().lastIndexOf("::");
    String className = use.name().substring(0, colons);
    String parameter = use.name().substring(colons + 2);
    Optional<Found> found = definitions.ofClass(className);
    if (found.isPresent()) {
      Set<String> parameters =
          parametersOf.computeIfAbsent(className, name -> parameters(found.get()));
      if (!parameters.contains(parameter)) {
        String message = "the class '" + className + "' has no parameter '" + parameter + "'";
        boolean own = found.get().file().reported();
        report(
            file,
            use,
            message + near.hint(className, parameter, parameters),
            own ? List.of(found.get().file().name()) : List.of());
      }
    } else if (withClasses.contains(AtHand.moduleOf(className)) && modules.knows(className)) {
      report(
          file,
          use,
          "there is no class '"
              + className
              + "' to take '"
              + use.name()
              + "', and nothing looks it up",
          modules.place("manifests", className));
    }
  }

  private static Set<String> parameters(Found found) {
    return found.definition().parameters().stream()
        .map(Parameter::name)
        .collect(Collectors.toSet());
  }

  private void report(RepoFile file, Use use, String message, List<String> causes) {
    findings.add(file, ReferenceRule.UNBOUND_KEY, use.range(), message, causes);
  }
}
