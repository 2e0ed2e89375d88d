package io.github.puppetha.examples.twosites;

import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/** Tells what is done, in numbered lines, as it happens, and remembers it for the page. */
final class Story {
  /** One numbered line: what was done, whether it went as promised, and what was seen. */
  record Step(String step, boolean ok, long millis, String seen, long at) {}

  /** One agent's run: when it began after the story did, who compiled its catalog, from what. */
  record Run(String agent, String server, String revision, boolean ok, long at, long millis) {}

  /** What a step saw. */
  record Seen(boolean ok, String text) {
    static Seen that(boolean ok, String text) {
      return new Seen(ok, text);
    }
  }

  private final PrintStream out;
  private final long begun = System.nanoTime();
  private final List<Step> steps = new ArrayList<>();
  private final List<Run> runs = new ArrayList<>();

  Story(PrintStream out) {
    this.out = out;
  }

  void say(String text) {
    out.println(text);
  }

  /** Does one step and tells of it; a step that throws has failed, and says why. */
  void step(String what, Callable<Seen> work) {
    long start = System.nanoTime();
    long at = now();
    Seen seen;
    try {
      seen = work.call();
    } catch (Exception e) {
      seen = Seen.that(false, e.getClass().getSimpleName() + ": " + e.getMessage());
    }
    long millis = Duration.ofNanos(System.nanoTime() - start).toMillis();
    steps.add(new Step(what, seen.ok(), millis, seen.text(), at));
    out.printf("%2d  %s%n", steps.size(), what);
    for (String line : seen.text().split("\n")) {
      out.printf("      %s%n", line);
    }
    out.printf("      %s, %d ms%n", seen.ok() ? "as promised" : "NOT AS PROMISED", millis);
  }

  /** Remembers a run for the page. */
  void run(Run run) {
    runs.add(run);
  }

  /** Milliseconds since the story began. */
  long now() {
    return Duration.ofNanos(System.nanoTime() - begun).toMillis();
  }

  List<Step> steps() {
    return List.copyOf(steps);
  }

  List<Run> runs() {
    return List.copyOf(runs);
  }

  /** Did every step go as promised? */
  boolean ok() {
    return !steps.isEmpty() && steps.stream().allMatch(Step::ok);
  }
}
