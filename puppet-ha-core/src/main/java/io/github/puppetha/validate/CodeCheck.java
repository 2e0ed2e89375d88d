package io.github.puppetha.validate;

import io.github.puppetha.language.ParseResult;
import io.github.puppetha.language.PuppetParser;

/** Has manifests and EPP templates read by the parser. */
final class CodeCheck {
  private final PuppetParser catalogs;
  private final PuppetParser plans;

  CodeCheck(int puppetVersion) {
    this.catalogs = PuppetParser.builder().puppetVersion(puppetVersion).build();
    this.plans = PuppetParser.builder().puppetVersion(puppetVersion).tasks(true).build();
  }

  FileCheck of(RepoFile file) {
    boolean plan = file.isPlan();
    PuppetParser parser = plan ? plans : catalogs;
    return FileCheck.code(
        plan ? "plan" : "code",
        (text, to) -> {
          ParseResult result = parser.read(to.file(), text);
          to.addAll(result.problems());
          return FileContent.code(text, result);
        });
  }
}
