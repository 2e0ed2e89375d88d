package io.github.puppetha.validate;

import io.github.puppetha.validate.internal.FileFacts.Use;
import io.github.puppetha.validate.internal.FileFacts.UseKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Checks that templates and files are in their modules. */
final class ModuleFiles {
  private static final String URL = "puppet:///modules/";

  private final ControlRepo repo;
  private final AtHand modules;
  private final CrossFindings findings;

  ModuleFiles(ControlRepo repo, AtHand modules, CrossFindings findings) {
    this.repo = repo;
    this.modules = modules;
    this.findings = findings;
  }

  /** A module and a path in it. */
  private record Place(String module, String path) {}

  void nameModules(Use use) {
    places(use).forEach(place -> modules.named(place.module()));
  }

  /** Those that can be told, of {@code module/path}. */
  private static List<Place> places(Use use) {
    List<Place> places = new ArrayList<>();
    for (String name : use.name().split("\n")) {
      String plain = use.kind() == UseKind.URL ? name.substring(URL.length()) : name;
      int slash = plain.indexOf('/');
      if (slash > 0 && slash < plain.length() - 1) {
        String directory =
            use.kind() == UseKind.TEMPLATE || use.kind() == UseKind.EPP ? "templates/" : "files/";
        places.add(new Place(plain.substring(0, slash), directory + plain.substring(slash + 1)));
      }
    }
    return places;
  }

  void check(RepoFile file, Use use) {
    int alternatives = use.name().split("\n").length;
    List<Place> places = places(use);
    boolean missing =
        places.size() == alternatives
            && places.stream().noneMatch(place -> isUncertain(place, use.kind()));
    if (missing && !use.guarded()) {
      report(file, use, places);
    }
  }

  private boolean isUncertain(Place place, UseKind kind) {
    Optional<RepoModule> module = repo.module(place.module());
    return module.isEmpty()
        || repo.exists(module.get(), place.path())
        || kind == UseKind.EPP && repo.exists(module.get(), place.path() + ".epp");
  }

  private void report(RepoFile file, Use use, List<Place> places) {
    Place first = places.get(0);
    boolean template = use.kind() == UseKind.TEMPLATE || use.kind() == UseKind.EPP;
    String message =
        places.size() == 1
            ? "the module '" + first.module() + "' has no " + first.path()
            : "none of these is in its module: " + String.join(", ", use.name().split("\n"));
    List<String> causes =
        places.stream()
            .flatMap(
                p ->
                    repo.module(p.module()).filter(RepoModule::own).stream()
                        .map(m -> m.below(p.path())))
            .toList();
    ReferenceRule rule = template ? ReferenceRule.MISSING_TEMPLATE : ReferenceRule.MISSING_FILE;
    findings.add(file, rule, use.range(), message, causes);
  }
}
