package io.github.puppetha.validate;

import io.github.puppetha.Problem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One validation: finds all that is wrong, as far as it is not known from an earlier one. */
final class Validation<F> {
  private final Settings settings;
  private final CrossFileRules<F> rules;

  Validation(Settings settings, CrossFileRules<F> rules) {
    this.settings = settings;
    this.rules = rules;
  }

  /** Looks at what there is. */
  Found find(Inputs inputs) {
    ResultCache cache = ResultCache.open(settings);
    if (!cache.works()) {
      return look(inputs, cache);
    }
    Optional<byte[]> before = cache.isEmpty() ? Optional.empty() : inputs.digest();
    Optional<Found> known = before.flatMap(cache::found);
    if (known.isPresent()) {
      return known.get();
    }
    Found found = look(inputs, cache);
    Optional<byte[]> after = inputs.digest();
    if (after.isPresent() && !inputs.changed()) {
      cache.keep(after.get(), found);
    }
    cache.save();
    return found;
  }

  private Found look(Inputs inputs, ResultCache cache) {
    ControlRepo repo = inputs.repo();
    FilePass<F> pass = new FilePass<>(new Sources(repo, settings.puppetVersion()), rules, cache);
    List<FileResult<F>> results = pass.over(repo.files(), settings.threads());
    List<Problem> problems = new ArrayList<>();
    repo.tree().listing().problems().stream()
        .filter(problem -> repo.reports(problem.file()))
        .forEach(problems::add);
    Map<RepoFile, F> facts = new LinkedHashMap<>();
    int files = 0;
    for (int i = 0; i < results.size(); i++) {
      RepoFile file = repo.files().get(i);
      problems.addAll(results.get(i).problems());
      results.get(i).facts().ifPresent(f -> facts.put(file, f));
      files += results.get(i).checked() ? 1 : 0;
    }
    if (repo.kind() != ControlRepo.Kind.FILES) {
      problems.addAll(DependencyCheck.check(repo));
      problems.addAll(rules.check(repo, facts));
    }
    return new Found(files, problems);
  }
}
