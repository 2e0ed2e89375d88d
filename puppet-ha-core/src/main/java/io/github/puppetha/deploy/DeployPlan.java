package io.github.puppetha.deploy;

import io.github.puppetha.ProgressListener;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a deployment would do. Executing it may be left out (a dry run), or done once. */
public final class DeployPlan {
  private final Settings settings;
  private final Decisions.Stored last;
  private final Decision next;
  private final List<Change> changes;
  private final long start;
  private final List<String> warnings;

  DeployPlan(
      Settings settings, Decisions.Stored last, Decision next, List<Change> changes, long start) {
    this(settings, last, next, changes, start, List.of());
  }

  private DeployPlan(
      Settings settings,
      Decisions.Stored last,
      Decision next,
      List<Change> changes,
      long start,
      List<String> warnings) {
    this.warnings = List.copyOf(warnings);
    this.settings = settings;
    this.last = last;
    this.next = next;
    this.changes = List.copyOf(changes);
    this.start = start;
  }

  /**
   * One environment on one server.
   *
   * @param site the site's name
   * @param server the server's host and port; with an r10k.yaml, the directory
   * @param environment the environment's name
   * @param oldRevision what is live, 8 hex digits; null when nothing is
   * @param newRevision what is to be live; null when the environment is to go
   * @param commit the control repo's commit; null when the environment is to go
   * @param unchanged whether there is nothing to do
   */
  public record Change(
      String site,
      String server,
      String environment,
      @Nullable String oldRevision,
      @Nullable String newRevision,
      @Nullable String commit,
      boolean unchanged) {
    /** One line, as people read it. */
    @Override
    public String toString() {
      String what =
          unchanged
              ? "stays " + oldRevision
              : newRevision == null
                  ? "goes, was " + oldRevision
                  : oldRevision == null ? "new " + newRevision : oldRevision + " -> " + newRevision;
      String from = commit == null ? "" : " (commit " + commit.substring(0, 10) + ")";
      return site + "  " + server + "  " + environment + "  " + what + from;
    }
  }

  /** Every environment on every server, also what stays. */
  public List<Change> changes() {
    return changes;
  }

  /** What is to be live and is not yet everywhere. */
  List<EnvironmentRevision> changed() {
    Set<String> names = names();
    return next.environments().values().stream()
        .filter(environment -> names.contains(environment.environment()))
        .toList();
  }

  private Set<String> names() {
    return changes.stream()
        .filter(change -> !change.unchanged())
        .map(Change::environment)
        .collect(Collectors.toSet());
  }

  /** The same plan with more to be known before it is done. */
  DeployPlan warned(List<String> sentences) {
    List<String> all = new ArrayList<>(warnings);
    all.addAll(sentences);
    return new DeployPlan(settings, last, next, changes, start, all);
  }

  /**
   * What is to be known before it is done, a sentence each: that it is a trial, or takes back what
   * a rollback did; settings that are not heeded and branches that are left out, with an r10k.yaml;
   * where agents are reached past a gateway, and with {@code pin: catalogs} what asks for the
   * environment's name; which mirror gives the code because a remote cannot be reached; what is
   * wrong in a server's {@code puppet.conf}.
   */
  public List<String> warnings() {
    return warnings;
  }

  /** The deployment's number; that of the last one when nothing new is to be decided. */
  public long number() {
    return next.number();
  }

  /** What is to be live everywhere. */
  public Decision decision() {
    return next;
  }

  /**
   * The changes as people read them, a line each; the modules that change with them; and how many
   * environments on servers stay.
   */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    changes.stream().filter(c -> !c.unchanged()).forEach(c -> lines.add(c.toString()));
    lines.addAll(ModuleChanges.lines(last.decision(), next, names()));
    lines.add(changes.stream().filter(Change::unchanged).count() + " unchanged");
    return lines;
  }

  /** The {@link #lines()} and the {@link #warnings()} as one text. */
  public String text() {
    StringBuilder text = new StringBuilder();
    lines().forEach(line -> text.append(line).append('\n'));
    warnings.forEach(warning -> text.append("Note: ").append(warning).append('\n'));
    return text.toString();
  }

  /**
   * Stages everywhere, decides, and switches everywhere. What fails is in the result; servers are
   * switched all or none, as the policy says.
   *
   * @param listener hears, for each directory of servers, of staging as one task, a step for each
   *     tree and module that it lacks, and of switching as another; of none where nothing changes
   */
  public DeployResult execute(ProgressListener listener) {
    return new Execution(settings, last, next, start).run(listener);
  }
}
