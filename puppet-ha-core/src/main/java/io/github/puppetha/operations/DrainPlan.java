package io.github.puppetha.operations;

import io.github.puppetha.ProgressListener;
import io.github.puppetha.operations.DrainResult.ZoneResult;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a drain, or its end, would change: made by {@link Drainer}. Closing is part of {@link
 * #execute}; a plan that is not carried out holds nothing open.
 */
public final class DrainPlan {
  private final boolean draining;
  private final DrainTargets targets;
  private final List<ZoneWork> zones;
  private final Drainer.Builder settings;

  DrainPlan(
      boolean draining, DrainTargets targets, List<ZoneWork> zones, Drainer.Builder settings) {
    this.draining = draining;
    this.targets = targets;
    this.zones = List.copyOf(zones);
    this.settings = settings;
  }

  /** The plan as a table for people, several lines. */
  public String text() {
    return new DrainText(draining, targets, zones).text();
  }

  /** What to know before it is carried out: where it cannot be done, and what it cannot do. */
  public List<String> warnings() {
    return new DrainText(draining, targets, zones).warnings();
  }

  /** Why it must not be carried out, a sentence each; empty when it may. */
  public List<String> objections() {
    List<String> objections = new ArrayList<>();
    for (ZoneWork zone : zones) {
      if (zone.edit != null) {
        zone.edit.objection().ifPresent(objections::add);
      }
    }
    if (!draining && objections.isEmpty() && nothingToPutBack()) {
      objections.add(targets.title() + " is not drained in any zone" + drained());
    }
    return objections;
  }

  /**
   * Changes every zone, one message each; where others write at the same time it reads again. With
   * {@link #objections} it changes nothing.
   */
  public DrainResult execute(ProgressListener progress) {
    long begin = System.nanoTime();
    List<ZoneResult> results = new ArrayList<>();
    if (objections().isEmpty()) {
      for (ZoneWork zone : zones) {
        String task = (draining ? "drain in " : "undrain in ") + zone.domain.domain();
        progress.started(task, 1);
        results.add(zone.carryOut(settings));
        progress.finished(task);
      }
    }
    zones.forEach(ZoneWork::close);
    return new DrainResult((System.nanoTime() - begin) / 1e9, results);
  }

  private boolean nothingToPutBack() {
    return zones.stream()
        .allMatch(
            z -> z.byHand() || z.edit != null && !z.edit.changes() && z.edit.steps().isEmpty());
  }

  private String drained() {
    List<String> names =
        zones.stream()
            .flatMap(z -> z.read == null ? Stream.of() : z.read.drains().stream())
            .map(drain -> drain.server().toString())
            .distinct()
            .sorted()
            .toList();
    return names.isEmpty() ? "; nothing is" : "; drained are " + String.join(", ", names);
  }
}
