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
  private final ResultCache cache;
  private final Map<RepoFile, FileResult<F>> known;

  /**
   * With a cache, and with what is known of files that are not reported; both are added to.
   *
   * @param known safe for several threads
   */
  Validation(
      Settings settings,
      CrossFileRules<F> rules,
      ResultCache cache,
      Map<RepoFile, FileResult<F>> known) {
    this.settings = settings;
    this.rules = rules;
    this.cache = cache;
    this.known = known;
  }

  /** Looks at what there is. */
  Found find(Inputs inputs) {
    if (!cache.works()) {
      return look(inputs);
    }
    Optional<byte[]> before = cache.isEmpty() ? Optional.empty() : inputs.digest();
    Optional<Found> earlier = before.flatMap(cache::found);
    if (earlier.isPresent()) {
      return earlier.get();
    }
    Found found = look(inputs);
    Optional<byte[]> after = inputs.digest();
    if (after.isPresent() && !inputs.changed()) {
      cache.keep(after.get(), found);
    }
    return found;
  }

  private Found look(Inputs inputs) {
    ControlRepo repo = inputs.repo();
    Sources sources = new Sources(repo, settings.puppetVersion());
    FilePass<F> pass = new FilePass<>(sources, rules, cache, known);
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
