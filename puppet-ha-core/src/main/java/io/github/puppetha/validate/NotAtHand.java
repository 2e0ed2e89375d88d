package io.github.puppetha.validate;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Says once which modules could not be looked into. */
final class NotAtHand {
  private NotAtHand() {}

  static void report(ControlRepo repo, AtHand modules, CrossFindings findings) {
    Set<String> missing = modules.missing();
    if (!missing.isEmpty()) {
      place(repo)
          .ifPresent(
              file ->
                  findings.add(
                      file,
                      ReferenceRule.MODULE_NOT_AT_HAND,
                      null,
                      "these modules are named but not at hand, so nothing of them is checked: "
                          + String.join(", ", missing),
                      List.of()));
    }
  }

  /** The file that says which modules there are, or the first. */
  private static Optional<RepoFile> place(ControlRepo repo) {
    return Stream.of("Puppetfile", "metadata.json", "environment.conf")
        .flatMap(name -> repo.files().stream().filter(file -> file.name().equals(name)))
        .filter(RepoFile::reported)
        .findFirst()
        .or(() -> repo.files().stream().filter(RepoFile::reported).findFirst());
  }
}
