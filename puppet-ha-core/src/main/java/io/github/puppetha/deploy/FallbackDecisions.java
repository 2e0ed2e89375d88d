package io.github.puppetha.deploy;

import io.github.puppetha.code.RepositoryException;

/** Decisions in git, and beside them in a directory where the remote takes none from us. */
final class FallbackDecisions implements Decisions {
  private final Decisions git;
  private final Decisions directory;

  FallbackDecisions(Decisions git, Decisions directory) {
    this.git = git;
    this.directory = directory;
  }

  @Override
  public Stored last() {
    Stored remote = git.last();
    Stored local = directory.last();
    boolean localIsLater = local.decision().number() > remote.decision().number();
    Decision later = localIsLater ? local.decision() : remote.decision();
    return new Stored(later, remote.token() + '\n' + local.token());
  }

  @Override
  public boolean record(Stored seen, Decision next) {
    int cut = seen.token().indexOf('\n');
    try {
      return git.record(new Stored(seen.decision(), seen.token().substring(0, cut)), next);
    } catch (RepositoryException e) {
      String token = seen.token().substring(cut + 1);
      return directory.record(new Stored(seen.decision(), token), next);
    }
  }
}
