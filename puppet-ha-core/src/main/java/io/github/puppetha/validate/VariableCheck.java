package io.github.puppetha.validate;

import io.github.puppetha.Severity;
import io.github.puppetha.io.Suggestions;
import io.github.puppetha.validate.Definitions.Found;
import io.github.puppetha.validate.internal.Builtin;
import io.github.puppetha.validate.internal.FileFacts;
import io.github.puppetha.validate.internal.FileFacts.Defined;
import io.github.puppetha.validate.internal.FileFacts.Kind;
import io.github.puppetha.validate.internal.FileFacts.Read;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Checks that variables are set somewhere. */
final class VariableCheck {
  private final Definitions definitions;
  private final AtHand modules;
  private final LegacyFacts legacy;
  private final CrossFindings findings;
  private final Severity severity;

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
    Set<String> known = new HashSet<>();
    List<String> files = new ArrayList<>();
    if (inherited(found.get().definition(), known, files)
        && !known.contains(variable)
        && !isEverywhere(variable)) {
      findings.add(
          file,
          ReferenceRule.UNKNOWN_VARIABLE,
          severity,
          read.range(),
          "the class '"
              + className
              + "' never sets $"
              + variable
              + Suggestions.hint(variable, known),
          files);
    }
  }

  /** Puppet sets these, and the parameters that all resources have, in classes and defines. */
  private static boolean isEverywhere(String variable) {
    return Builtin.get().isVariable(variable) || Builtin.get().isMetaparameter(variable);
  }

  /**
   * Adds what a class and those that it inherits from set.
   *
   * @return false when one of them is not known
   */
  private boolean inherited(Defined in, Set<String> known, List<String> files) {
    Set<String> seen = new HashSet<>();
    Defined next = in;
    while (true) {
      known.addAll(next.variables());
      if (next.parent().isEmpty() || !seen.add(next.parent())) {
        return true;
      }
      Optional<Found> parent = definitions.ofClass(next.parent());
      if (parent.isEmpty()) {
        return false;
      }
      if (parent.get().file().reported()) {
        files.add(parent.get().file().name());
      }
      next = parent.get().definition();
    }
  }

  private void plain(RepoFile file, Read read, Defined in) {
    String name = read.name();
    Set<String> known = new HashSet<>();
    List<String> files = new ArrayList<>();
    boolean sure = inherited(in, known, files);
    if (!sure
        || !modules.knowsEnvironment()
        || read.guarded()
        || known.contains(name)
        || definitions.globals().contains(name)
        || isEverywhere(name)) {
      return;
    }
    if (Builtin.get().isFact(name) || definitions.names(Kind.FACT).contains(name)) {
      return;
    }
    if (!legacy.variable(file, name, read.range())) {
      unknown(file, read, in, known, files);
    }
  }

  private void unknown(
      RepoFile file, Read read, Defined in, Set<String> known, List<String> files) {
    String name = read.name();
    Optional<String> near = near(name, known);
    Severity found = near.isPresent() ? severity : Severity.WARNING;
    String place =
        in.name().isEmpty()
            ? in.kind().label()
            : "the " + in.kind().label() + " '" + in.name() + "'";
    String hint =
        near.map(meant -> "; did you mean $" + meant + "?")
            .orElse(", and it is no fact that is known");
    findings.add(
        file,
        ReferenceRule.UNKNOWN_VARIABLE,
        found,
        read.range(),
        "nothing sets $" + name + " in " + place + hint,
        files);
  }

  /** The variable that was probably meant; of short names only one with the same letters. */
  private static Optional<String> near(String name, Set<String> known) {
    if (name.length() < 4) {
      return Optional.empty();
    }
    String letters = letters(name);
    return Suggestions.nearest(name, known)
        .or(
            () ->
                known.stream()
                    .filter(other -> letters(other).equals(letters))
                    .sorted()
                    .findFirst());
  }

  private static String letters(String name) {
    char[] letters = name.toCharArray();
    Arrays.sort(letters);
    return new String(letters);
  }
}
