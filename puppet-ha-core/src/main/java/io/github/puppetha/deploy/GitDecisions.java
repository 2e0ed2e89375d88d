package io.github.puppetha.deploy;

import io.github.puppetha.code.GitRepository;
import java.nio.charset.StandardCharsets;

/** Decisions in a reference of a git remote, each a commit upon the one before. */
final class GitDecisions implements Decisions {
  private static final String FILE = "deployment.json";

  private final GitRepository repository;

  GitDecisions(GitRepository repository) {
    this.repository = repository;
  }

  @Override
  public Stored last() {
    String where = REF + " of " + repository.remote();
    return repository
        .readRef(REF, FILE)
        .map(f -> new Stored(DecisionJson.read(where, f.content()), f.commit()))
        .orElse(new Stored(Decision.NONE, ""));
  }

  @Override
  public boolean record(Stored seen, Decision next) {
    byte[] content = DecisionJson.write(next).getBytes(StandardCharsets.UTF_8);
    String message = "Deployment " + next.number() + " by " + next.by();
    String expected = seen.token().isEmpty() ? null : seen.token();
    return repository.writeRef(REF, expected, FILE, content, message).isPresent();
  }
}
