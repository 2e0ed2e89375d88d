package io.github.puppetha.validate;

import io.github.puppetha.Severity;
import io.github.puppetha.validate.Definitions.Found;
import io.github.puppetha.validate.internal.Builtin;
import io.github.puppetha.validate.internal.FileFacts;
import io.github.puppetha.validate.internal.FileFacts.Defined;
import io.github.puppetha.validate.internal.FileFacts.Kind;
import io.github.puppetha.validate.internal.FileFacts.Read;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Checks that variables are set somewhere. */
final class VariableCheck {
  private final Definitions definitions;
  private final AtHand modules;
  private final LegacyFacts legacy;
  private final CrossFindings findings;
  private final Severity severity;
  private final NearNames near = new NearNames();
  private final Map<Defined, Visible> visible = new IdentityHashMap<>();

  VariableCheck(
      Definitions definitions,
      AtHand modules,
      LegacyFacts legacy,
      int puppetVersion,
      CrossFindings findings) {
    this.definitions = definitions;
    this.modules = modules;
    this.legacy = legacy;
    this.findings = findings;
    this.severity = puppetVersion < 8 ? Severity.WARNING : Severity.ERROR;
  }

  void check(RepoFile file, FileFacts facts) {
    if (file.isPlan()) {
      return;
    }
    for (Read read : facts.reads()) {
      boolean global = read.name().startsWith("::");
      String name = global ? read.name().substring(2) : read.name();
      if (name.contains("::")) {
        qualified(file, read, name);
      } else if (global) {
        if (!definitions.globals().contains(name)) {
          legacy.variable(file, name, read.range());
        }
      } else {
        Defined in = facts.definitions().get(read.definition());
        if (in.kind() != Kind.TOP || file.path().endsWith(".pp")) {
          plain(file, read, in);
        }
      }
    }
  }

  private void qualified(RepoFile file, Read read, String name) {
    int colons = name.lastIndexOf("::");
    String className = name.substring(0, colons);
    String variable = name.substring(colons + 2);
    if (className.equals("settings") || read.guarded()) {
      return;
    }
    Optional<Found> found = definitions.ofClass(className);
    if (found.isEmpty()) {
      if (modules.knows(className)) {
        findings.add(
            file,
            ReferenceRule.UNKNOWN_VARIABLE,
            severity,
            read.range(),
            "there is no class '" + className + "' to set $" + name,
            modules.place("manifests", className));
      }
      return;
    }
    Visible in = visible(found.get().definition());
    if (in.sure() && !in.names().contains(variable) && !isEverywhere(variable)) {
      findings.add(
          file,
          ReferenceRule.UNKNOWN_VARIABLE,
          severity,
          read.range(),
          "the class '"
              + className
              + "' never sets $"
              + variable
              + near.hint(className, variable, in.names()),
          causes(found.get().file(), in.files()));
    }
  }

  /** Puppet sets these, and the parameters that all resources have, in classes and defines. */
  private static boolean isEverywhere(String variable) {
    return Builtin.get().isVariable(variable) || Builtin.get().isMetaparameter(variable);
  }

  /**
   * What can be seen in a definition.
   *
   * @param sure whether all classes that it inherits from are known
   * @param files of these classes
   */
  private record Visible(Set<String> names, List<String> files, boolean sure) {}

  private Visible visible(Defined in) {
    return visible.computeIfAbsent(in, this::look);
  }

  private Visible look(Defined in) {
    Set<String> known = new HashSet<>();
    List<String> files = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    Defined next = in;
    while (true) {
      known.addAll(next.variables());
      if (next.parent().isEmpty() || !seen.add(next.parent())) {
        return new Visible(known, files, true);
      }
      Optional<Found> parent = definitions.ofClass(next.parent());
      if (parent.isEmpty()) {
        return new Visible(known, files, false);
      }
      if (parent.get().file().reported()) {
        files.add(parent.get().file().name());
      }
      next = parent.get().definition();
    }
  }

  private static List<String> causes(RepoFile file, List<String> inherited) {
    List<String> all = new ArrayList<>(inherited);
    if (file.reported()) {
      all.add(file.name());
    }
    return all;
  }

  private void plain(RepoFile file, Read read, Defined in) {
    String name = read.name();
    Visible seen = visible(in);
    if (!seen.sure()
        || !modules.knowsEnvironment()
        || read.guarded()
        || seen.names().contains(name)
        || definitions.globals().contains(name)
        || isEverywhere(name)) {
      return;
    }
    if (Builtin.get().isFact(name) || definitions.names(Kind.FACT).contains(name)) {
      return;
    }
    if (!legacy.variable(file, name, read.range())) {
      unknown(file, read, in, seen);
    }
  }

  private void unknown(RepoFile file, Read read, Defined in, Visible seen) {
    String name = read.name();
    Optional<String> meant = meant(in.name(), name, seen.names());
    Severity found = meant.isPresent() ? severity : Severity.WARNING;
    String place =
        in.name().isEmpty()
            ? in.kind().label()
            : "the " + in.kind().label() + " '" + in.name() + "'";
    String hint =
        meant
            .map(other -> "; did you mean $" + other + "?")
            .orElse(", and it is no fact that is known");
    findings.add(
        file,
        ReferenceRule.UNKNOWN_VARIABLE,
        found,
        read.range(),
        "nothing sets $" + name + " in " + place + hint,
        seen.files());
  }

  /** The variable that was probably meant; of short names none. */
  private Optional<String> meant(String where, String name, Set<String> known) {
    return name.length() < 4 ? Optional.empty() : near.nearest(where, name, known);
  }
}
