package io.github.puppetha.validate;

import io.github.puppetha.validate.internal.Builtin;
import io.github.puppetha.validate.internal.FileFacts;
import io.github.puppetha.validate.internal.FileFacts.Use;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Checks that what is named is there. */
final class ReferenceCheck {
  private final Definitions definitions;
  private final AtHand modules;
  private final ModuleFiles files;
  private final CrossFindings findings;
  private final KnownNames names;
  private final NearNames near = new NearNames();
  private final WellKnown wellKnown = WellKnown.get();

  ReferenceCheck(ControlRepo repo, Definitions definitions, AtHand modules, CrossFindings to) {
    this.definitions = definitions;
    this.names = new KnownNames(definitions);
    this.modules = modules;
    this.files = new ModuleFiles(repo, modules, to);
    this.findings = to;
  }

  /** First, so that it is known which modules are not at hand. */
  void nameModules(Map<RepoFile, FileFacts> facts) {
    facts.forEach(
        (file, of) -> {
          if (file.reported()) {
            of.uses().forEach(this::nameModule);
          }
        });
  }

  private void nameModule(Use use) {
    String name = use.name();
    switch (use.kind()) {
      case CLASS, PARENT -> modules.named(isKnown(use) ? "" : AtHand.moduleOf(name));
      case CLASS_REFERENCE, RESOURCE, TYPE, FUNCTION -> {
        if (!isKnown(use)) {
          modules.named(name.contains("::") ? AtHand.moduleOf(name) : wellKnown.moduleOf(name));
        }
      }
      case TEMPLATE, EPP, FILE, URL -> files.nameModules(use);
      default -> {}
    }
  }

  private boolean isKnown(Use use) {
    String name = use.name();
    return switch (use.kind()) {
      case CLASS, CLASS_REFERENCE, PARENT -> definitions.ofClass(name).isPresent();
      case RESOURCE -> definitions.isResourceType(name);
      case TYPE -> definitions.isType(name);
      case FUNCTION -> definitions.isFunction(name) || Builtin.get().isFunction(name);
      default -> true;
    };
  }

  void check(RepoFile file, FileFacts facts) {
    if (file.isPlan()) {
      return;
    }
    for (Use use : facts.uses()) {
      switch (use.kind()) {
        case CLASS, CLASS_REFERENCE, PARENT, RESOURCE, TYPE, FUNCTION -> name(file, use);
        case ATTRIBUTE -> attribute(file, use);
        case TEMPLATE, EPP, FILE, URL -> files.check(file, use);
        default -> {}
      }
    }
  }

  private void name(RepoFile file, Use use) {
    if (use.kind() == FileFacts.UseKind.FUNCTION && Builtin.get().isDeprecated(use.name())) {
      findings.add(
          file,
          ReferenceRule.DEPRECATED_FUNCTION,
          use.range(),
          use.name() + "() is deprecated; use lookup(), which reads the same data",
          List.of());
    } else if (!isKnown(use) && !use.guarded()) {
      unknown(file, use);
    }
  }

  private void unknown(RepoFile file, Use use) {
    String name = use.name();
    String module = AtHand.moduleOf(name);
    Collection<String> known = names.like(use.kind(), name);
    boolean ofClass = rule(use) == ReferenceRule.UNKNOWN_CLASS;
    if (modules.knows(name) && (name.contains("::") || ofClass)) {
      report(file, use, " is not in the module '" + module + "'", known);
    } else if (name.contains("::") || ofClass) {
      modules
          .meant(name, near -> names.like(use.kind(), near).contains(near))
          .ifPresent(meant -> report(file, use, ", of a module that is not there", List.of(meant)));
    } else if (modules.complete()) {
      report(file, use, " is neither built in nor in a module", known);
    }
  }

  private void report(RepoFile file, Use use, String what, Collection<String> known) {
    String message = "the " + label(use) + " '" + shown(use) + "'" + what;
    String hint =
        near.nearest(use.kind() + " " + AtHand.moduleOf(use.name()), use.name(), known)
            .map(meant -> "; did you mean '" + (isTyped(use) ? capital(meant) : meant) + "'?")
            .orElse("");
    findings.add(file, rule(use), use.range(), message + hint, causes(use));
  }

  private static boolean isTyped(Use use) {
    return use.kind() == FileFacts.UseKind.TYPE;
  }

  private static String shown(Use use) {
    return isTyped(use) ? capital(use.name()) : use.name();
  }

  private static String capital(String name) {
    return new io.github.puppetha.validate.internal.Value.Type(name, List.of()).toString();
  }

  private List<String> causes(Use use) {
    String directory =
        switch (use.kind()) {
          case FUNCTION -> "functions";
          case TYPE -> "types";
          default -> "manifests";
        };
    return modules.place(directory, use.name());
  }

  private static ReferenceRule rule(Use use) {
    return switch (use.kind()) {
      case RESOURCE -> ReferenceRule.UNKNOWN_RESOURCE_TYPE;
      case TYPE -> ReferenceRule.UNKNOWN_TYPE;
      case FUNCTION -> ReferenceRule.UNKNOWN_FUNCTION;
      default -> ReferenceRule.UNKNOWN_CLASS;
    };
  }

  private static String label(Use use) {
    return switch (use.kind()) {
      case RESOURCE -> "resource type";
      case TYPE -> "type";
      case FUNCTION -> "function";
      default -> "class";
    };
  }

  private void attribute(RepoFile file, Use use) {
    String[] parts = use.name().split(" ", 2);
    Optional<Set<String>> known = Builtin.get().attributes(parts[0]);
    String message = "the resource type '" + parts[0] + "' has no attribute '" + parts[1] + "'";
    String hint = known.map(all -> near.hint(parts[0], parts[1], all)).orElse("");
    findings.add(file, ReferenceRule.UNKNOWN_ATTRIBUTE, use.range(), message + hint, List.of());
  }
}
