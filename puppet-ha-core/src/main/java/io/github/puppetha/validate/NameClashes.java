package io.github.puppetha.validate;

import io.github.puppetha.Severity;
import io.github.puppetha.validate.Definitions.Found;
import io.github.puppetha.validate.Definitions.Twice;
import io.github.puppetha.validate.internal.FileFacts.Kind;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Finds names that stand twice: of definitions, modules and files. */
final class NameClashes {
  private static final Set<Kind> UNIQUE =
      Set.of(Kind.CLASS, Kind.DEFINE, Kind.FUNCTION, Kind.ALIAS, Kind.PLAN, Kind.RUBY_FUNCTION);

  private final ControlRepo repo;
  private final Definitions definitions;
  private final CrossFindings findings;

  NameClashes(ControlRepo repo, Definitions definitions, CrossFindings findings) {
    this.repo = repo;
    this.definitions = definitions;
    this.findings = findings;
  }

  void check() {
    definitions.twice().stream()
        .filter(twice -> UNIQUE.contains(twice.first().definition().kind()))
        .filter(twice -> isLoaded(twice.first().file()) && isLoaded(twice.again().file()))
        .forEach(this::twice);
    definitions
        .all(Kind.CLASS)
        .forEach(
            (name, found) ->
                definitions
                    .of(Kind.DEFINE, name)
                    .filter(define -> isLoaded(define.file()) && isLoaded(found.file()))
                    .ifPresent(define -> twice(new Twice(define, found))));
    shadowed();
    paths();
  }

  private static boolean isLoaded(RepoFile file) {
    return file.in("manifests")
        || file.in("functions")
        || file.in("types")
        || file.in("plans")
        || file.in("lib");
  }

  private void twice(Twice twice) {
    Found first = twice.first();
    Found again = twice.again();
    boolean sameModule =
        first.file().module().isPresent() && first.file().module().equals(again.file().module());
    boolean sameFile = first.file().name().equals(again.file().name());
    String place =
        sameFile
            ? "line " + first.definition().range().line()
            : first.file().name() + ":" + first.definition().range().line();
    findings.add(
        again.file(),
        LayoutRule.DUPLICATE_DEFINITION,
        sameModule || sameFile ? Severity.ERROR : Severity.WARNING,
        again.definition().range(),
        "'" + again.definition().name() + "' is already defined in " + place,
        sameFile || !first.file().reported() ? List.of() : List.of(first.file().name()));
  }

  private void shadowed() {
    for (RepoModule module : repo.shadowed()) {
      Optional<RepoFile> file =
          repo.files().stream()
              .filter(f -> f.module().filter(module::equals).isPresent())
              .findFirst();
      Optional<RepoModule> seen = repo.module(module.name());
      if (file.isPresent() && seen.isPresent()) {
        findings.add(
            file.get(),
            LayoutRule.SHADOWED_MODULE,
            null,
            "Puppet never sees the module in "
                + module.directory()
                + ", as "
                + seen.get().directory()
                + " comes before it on the modulepath",
            List.of());
      }
    }
  }

  private void paths() {
    Map<String, String> names = new HashMap<>();
    for (RepoFile file : repo.files()) {
      if (file.file().tree() == repo.tree()) {
        path(file, names);
      }
      if (file.module().isPresent()) {
        RubyPaths.meant(file.path()).ifPresent(meant -> neverLoaded(file, meant));
      }
    }
  }

  private void path(RepoFile file, Map<String, String> names) {
    for (String at = file.name(); !at.isEmpty(); at = RelativeNames.parent(at)) {
      String other = names.putIfAbsent(at.toLowerCase(Locale.ROOT), at);
      if (other != null && !other.equals(at)) {
        findings.add(
            file,
            LayoutRule.CASE_CLASH,
            null,
            "'" + at + "' and '" + other + "' differ in capitals only; rename one",
            List.of(other));
        return;
      } else if (other != null) {
        return;
      }
    }
  }

  private void neverLoaded(RepoFile file, String meant) {
    findings.add(
        file,
        LayoutRule.NEVER_LOADED,
        null,
        "Puppet looks for nothing here; move the file below " + meant,
        List.of());
  }
}
