package io.github.puppetha.sameness;

import io.github.puppetha.Problem;
import io.github.puppetha.Severity;
import io.github.puppetha.SourceRange;
import io.github.puppetha.language.PuppetParser;
import java.util.List;
import java.util.Locale;

/** The parser of this library. */
final class OurParser implements Judge {
  private final PuppetParser catalogs;
  private final PuppetParser plans;

  OurParser(int version) {
    this.catalogs = PuppetParser.builder().puppetVersion(version).build();
    this.plans = PuppetParser.builder().puppetVersion(version).tasks(true).build();
  }

  @Override
  public List<Verdict> judge(List<Text> texts) {
    return texts.stream().map(this::verdict).toList();
  }

  private Verdict verdict(Text text) {
    PuppetParser parser = text.kind().tasks() ? plans : catalogs;
    String name = text.kind().epp() ? "it.epp" : "it.pp";
    List<Finding> findings =
        parser.read(name, text.string()).problems().stream()
            .filter(problem -> problem.rule().startsWith("syntax/"))
            .map(OurParser::finding)
            .toList();
    return new Verdict(findings.stream().noneMatch(Finding::error), findings);
  }

  private static Finding finding(Problem problem) {
    String name = problem.rule().substring("syntax/".length()).toUpperCase(Locale.ROOT);
    SourceRange range = problem.range();
    return new Finding(
        problem.severity() == Severity.ERROR,
        name.equals("ERROR") ? "-" : name,
        range == null ? null : range.line(),
        range == null ? null : range.column(),
        problem.message());
  }
}
