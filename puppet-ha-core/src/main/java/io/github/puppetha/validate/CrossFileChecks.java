package io.github.puppetha.validate;

import io.github.puppetha.Problem;
import io.github.puppetha.language.ParseResult;
import io.github.puppetha.validate.internal.DataFacts;
import io.github.puppetha.validate.internal.FactsCodec;
import io.github.puppetha.validate.internal.FactsReader;
import io.github.puppetha.validate.internal.FileFacts;
import io.github.puppetha.validate.internal.RubyFacts;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The rules of the groups {@code layout} and {@code reference} that look across files. */
final class CrossFileChecks implements CrossFileRules<FileFacts> {
  private final int puppetVersion;

  CrossFileChecks(int puppetVersion) {
    this.puppetVersion = puppetVersion;
  }

  @Override
  public Optional<FileFacts> collect(RepoFile file, FileContent content) {
    FileFacts facts = FileFacts.NONE;
    if (content.code().isPresent()) {
      facts = code(content.code().get());
    } else if (file.path().endsWith(".rb")) {
      facts = RubyFacts.read(file.path(), content.text());
    } else if (content.data().isPresent()) {
      facts = DataFacts.hiera(content.data().get());
    }
    return facts == FileFacts.NONE ? Optional.empty() : Optional.of(facts);
  }

  /** Of a file that goes too deep for this thread's stack nothing is known. */
  private static FileFacts code(ParseResult code) {
    try {
      return FactsReader.read(code);
    } catch (StackOverflowError e) {
      return FileFacts.NONE;
    }
  }

  @Override
  public void write(FileFacts facts, DataOutput out) throws IOException {
    FactsCodec.write(facts, out);
  }

  @Override
  public FileFacts read(DataInput in) throws IOException {
    return FactsCodec.read(in);
  }

  @Override
  public List<Problem> check(ControlRepo repo, Map<RepoFile, FileFacts> facts) {
    CrossFindings findings = new CrossFindings();
    Definitions definitions = new Definitions(repo, facts);
    AtHand modules = new AtHand(repo, facts.keySet());
    LegacyFacts legacy = new LegacyFacts(definitions, findings);
    ReferenceCheck references = new ReferenceCheck(repo, definitions, modules, findings);
    references.nameModules(facts);
    VariableCheck variables =
        new VariableCheck(definitions, modules, legacy, puppetVersion, findings);
    DeclarationCheck declarations = new DeclarationCheck(definitions, facts, findings);
    LayoutCheck layout = new LayoutCheck(findings);
    HieraKeyCheck keys = new HieraKeyCheck(definitions, modules, facts, findings);
    HieraRoots roots = new HieraRoots(repo.tree());
    facts.forEach(
        (file, of) -> {
          if (file.reported()) {
            boolean data = isData(file);
            if (data
                && (roots.holding(file.file()).isPresent()
                    || roots.config(file.file()).isPresent())) {
              keys.check(file, of);
              legacy.check(file, of, true);
            } else if (!data) {
              legacy.check(file, of, false);
              layout.check(file, of);
              references.check(file, of);
              variables.check(file, of);
              declarations.check(file, of);
            }
          }
        });
    new CycleCheck(definitions, findings).classes();
    new NameClashes(repo, definitions, findings).check();
    if (facts.keySet().stream().anyMatch(CrossFileChecks::isCode)) {
      NotAtHand.report(repo, modules, findings);
    }
    return findings.problems();
  }

  private static boolean isCode(RepoFile file) {
    return file.reported() && file.file().hasExtension("pp", "epp");
  }

  private static boolean isData(RepoFile file) {
    return file.file().hasExtension("yaml", "yml", "eyaml", "json");
  }
}
