package io.github.puppetha.validate;

import io.github.puppetha.SourceRange;
import io.github.puppetha.validate.internal.Builtin;
import io.github.puppetha.validate.internal.FileFacts;
import io.github.puppetha.validate.internal.FileFacts.Kind;
import io.github.puppetha.validate.internal.FileFacts.Use;
import io.github.puppetha.validate.internal.FileFacts.UseKind;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Finds facts that Puppet 8 agents no longer send. */
final class LegacyFacts {
  private final Definitions definitions;
  private final CrossFindings findings;

  LegacyFacts(Definitions definitions, CrossFindings findings) {
    this.definitions = definitions;
    this.findings = findings;
  }

  void check(RepoFile file, FileFacts facts, boolean data) {
    for (Use use : facts.uses()) {
      if (use.kind() == UseKind.FACT) {
        modern(use.name())
            .ifPresent(
                modern -> {
                  String instead = data ? "%{facts." + modern + "}" : inCode(modern);
                  report(file, use.name(), instead, use.range());
                });
      }
    }
  }

  /** False when a variable is no legacy fact. */
  boolean variable(RepoFile file, String name, SourceRange range) {
    Optional<String> modern = modern(name);
    modern.ifPresent(m -> report(file, name, inCode(m), range));
    return modern.isPresent();
  }

  /** A fact of the same name from a module is no legacy fact. */
  private Optional<String> modern(String name) {
    return definitions.of(Kind.FACT, name).isPresent()
        ? Optional.empty()
        : Builtin.get().modernFact(name);
  }

  private static String inCode(String modern) {
    return Stream.of(modern.split("\\."))
        .map(part -> "['" + part + "']")
        .collect(Collectors.joining("", "$facts", ""));
  }

  private void report(RepoFile file, String name, String instead, SourceRange range) {
    findings.add(
        file,
        ReferenceRule.LEGACY_FACT,
        range,
        "'" + name + "' is a legacy fact, which Puppet 8 agents do not send; use " + instead,
        List.of());
  }
}
