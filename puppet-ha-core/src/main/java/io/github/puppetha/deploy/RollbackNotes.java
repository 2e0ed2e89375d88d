package io.github.puppetha.deploy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a plan says where it would surprise: of trials, and of what a rollback took away. */
final class RollbackNotes {
  static final String ROLLBACK = "rollback to ";

  private RollbackNotes() {}

  /** That some servers get what the others do not. */
  static List<String> trial(Settings settings, Decision next) {
    if (!next.trial()) {
      return List.of();
    }
    List<String> servers = settings.targets().stream().map(Target::name).toList();
    return List.of(
        "this is tried out on "
            + String.join(", ", servers)
            + " alone: deployment "
            + next.number()
            + " stays what is decided for all servers; the next deployment without"
            + " puppet-ha.servers ends the trial, and so does a rollback to "
            + next.number());
  }

  /** That a rollback of a rollback goes forward again. */
  static List<String> again(Decision known, Decision earlier) {
    return known.why().startsWith(ROLLBACK)
        ? List.of(
            "deployment "
                + known.number()
                + " was a "
                + known.why()
                + ": this brings back what it took away, of deployment "
                + earlier.number()
                + "; to go further back, name a deployment with puppet-ha.to")
        : List.of();
  }

  /** That environments get again what the last deployment, a rollback, took away from them. */
  static List<String> undone(Decisions decisions, Decision known, Decision next) {
    if (!known.why().startsWith(ROLLBACK)) {
      return List.of();
    }
    Optional<Decision> before = decisions.find(d -> d.number() < known.number());
    List<String> notes = new ArrayList<>();
    next.revisions()
        .forEach(
            (name, revision) -> {
              if (!revision.equals(known.revisions().get(name))
                  && before.filter(d -> revision.equals(d.revisions().get(name))).isPresent()) {
                notes.add(
                    name
                        + " gets "
                        + revision
                        + " again, which deployment "
                        + known.number()
                        + " ("
                        + known.why()
                        + ", by "
                        + known.by()
                        + ") took away; to keep it back, revert its branch, or deploy others alone"
                        + " with puppet-ha.environments");
              }
            });
    return notes;
  }
}
