package io.github.puppetha.validate;

import io.github.puppetha.validate.internal.FileFacts;
import io.github.puppetha.validate.internal.FileFacts.Defined;
import io.github.puppetha.validate.internal.FileFacts.Kind;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Checks that definitions are where Puppet looks for them. */
final class LayoutCheck {
  private static final Set<Kind> MANIFEST = Set.of(Kind.CLASS, Kind.DEFINE);

  private final CrossFindings findings;

  LayoutCheck(CrossFindings findings) {
    this.findings = findings;
  }

  void check(RepoFile file, FileFacts facts) {
    if (!file.reported() || facts.definitions().isEmpty()) {
      return;
    }
    if (file.path().endsWith(".pp")) {
      Optional<String> module = file.module().map(RepoModule::name);
      if (module.isPresent() && file.in("manifests")) {
        manifest(file, facts, wanted(module.get(), file.path()));
      } else if (file.in("functions")) {
        single(file, facts, Kind.FUNCTION, wanted(module.orElse("environment"), file.path()));
      } else if (file.in("types")) {
        single(file, facts, Kind.ALIAS, wanted(module.orElse("environment"), file.path()));
      } else if (file.in("plans")) {
        single(file, facts, Kind.PLAN, wanted(module.orElse("environment"), file.path()));
      }
    } else if (file.path().endsWith(".rb")) {
      ruby(file, facts);
    }
  }

  /** What a file is to define, by its path. */
  private static String wanted(String module, String path) {
    String rest = path.substring(path.indexOf('/') + 1, path.length() - ".pp".length());
    return rest.equals("init") ? module : module + "::" + rest.replace("/", "::");
  }

  private void manifest(RepoFile file, FileFacts facts, String wanted) {
    code(file, facts);
    boolean found = false;
    for (Defined defined : facts.definitions()) {
      Kind kind = defined.kind();
      if (MANIFEST.contains(kind)) {
        found |= belongs(file, defined, wanted);
      } else if (kind == Kind.FUNCTION || kind == Kind.ALIAS) {
        String directory = kind == Kind.FUNCTION ? "functions/" : "types/";
        notFound(file, defined, "; Puppet looks for it below " + directory);
        found = true;
      }
    }
    if (!found && facts.definitions().stream().noneMatch(d -> MANIFEST.contains(d.kind()))) {
      nothing(file, facts, "class or define '" + wanted + "'");
    }
  }

  /** False when a definition does not belong into a file. */
  private boolean belongs(RepoFile file, Defined defined, String wanted) {
    String name = defined.name();
    String exact = wanted.toLowerCase(Locale.ROOT);
    if (!exact.equals(wanted)) {
      notFound(file, defined, ", as the file's name has capitals");
    } else if (!name.startsWith(exact)) {
      wrong(file, defined, wanted);
      return false;
    } else if (!name.equals(exact) && !name.startsWith(exact + "::")) {
      notFound(file, defined, "; move it to " + place(name, "manifests/"));
    }
    return true;
  }

  private static String place(String name, String directory) {
    int colons = name.indexOf("::");
    String rest = colons < 0 ? "init" : name.substring(colons + 2).replace("::", "/");
    return directory + rest + ".pp";
  }

  private void code(RepoFile file, FileFacts facts) {
    Defined top = facts.definitions().get(0);
    if (top.kind() == Kind.TOP && top.open()) {
      findings.add(
          file,
          LayoutRule.CODE_IN_MODULE,
          top.range(),
          "a module's manifests may hold classes, defines, functions and types only;"
              + " move this code into a class",
          List.of());
    }
  }

  /** Functions, types and plans: one in each file, named like it. */
  private void single(RepoFile file, FileFacts facts, Kind kind, String wanted) {
    if (kind != Kind.PLAN) {
      code(file, facts);
    }
    boolean found = false;
    for (Defined defined : facts.definitions()) {
      if (defined.kind() == kind || MANIFEST.contains(defined.kind())) {
        boolean same =
            defined.kind() == kind && defined.name().equals(wanted.toLowerCase(Locale.ROOT));
        found = true;
        if (!same) {
          wrong(file, defined, wanted);
        }
      }
    }
    if (!found) {
      nothing(file, facts, kind.label() + " '" + wanted + "'");
    }
  }

  private void nothing(RepoFile file, FileFacts facts, String wanted) {
    if (facts.definitions().get(0).open()) {
      return;
    }
    findings.add(
        file,
        LayoutRule.NO_DEFINITION,
        null,
        "Puppet looks here for the " + wanted + ", but the file defines nothing",
        List.of());
  }

  private void wrong(RepoFile file, Defined defined, String wanted) {
    String directory =
        switch (defined.kind()) {
          case FUNCTION -> "functions/";
          case ALIAS -> "types/";
          case PLAN -> "plans/";
          default -> "manifests/";
        };
    String module = AtHand.moduleOf(wanted);
    boolean same = AtHand.moduleOf(defined.name()).equals(module);
    findings.add(
        file,
        LayoutRule.WRONG_FILE,
        defined.range(),
        "the "
            + defined.kind().label()
            + " '"
            + defined.name()
            + "' does not belong into this file, where Puppet looks for '"
            + wanted
            + "'; "
            + (same
                ? "move it to " + place(defined.name(), directory)
                : "its name must begin with '" + module + "'"),
        List.of());
  }

  private void notFound(RepoFile file, Defined defined, String why) {
    findings.add(
        file,
        LayoutRule.NOT_AUTOLOADED,
        defined.range(),
        "Puppet does not find the "
            + defined.kind().label()
            + " '"
            + defined.name()
            + "' in this file"
            + why,
        List.of());
  }

  private void ruby(RepoFile file, FileFacts facts) {
    for (Defined defined : facts.definitions()) {
      int parts =
          switch (defined.kind()) {
            case RUBY_FUNCTION -> 3;
            case RUBY_3X_FUNCTION -> 4;
            default -> 0;
          };
      String wanted = parts == 0 ? defined.name() : RubyPaths.name(file.path(), parts);
      if (!defined.name().equals(wanted)) {
        findings.add(
            file,
            LayoutRule.WRONG_FILE,
            defined.range(),
            "the function '"
                + defined.name()
                + "' does not belong into this file, where Puppet looks for '"
                + wanted
                + "'",
            List.of());
      }
    }
  }
}
