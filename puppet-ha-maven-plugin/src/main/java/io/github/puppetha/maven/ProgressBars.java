package io.github.puppetha.maven;

import io.github.puppetha.ProgressListener;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Long work on a terminal: a bar for each task under way, below the lines of the log. Safe for
 * threads.
 */
final class ProgressBars implements ProgressListener {
  private static final int MOST = 12;
  private static final int WIDTH = 24;
  private static final long PAUSE_NANOS = 100_000_000;

  /** What a terminal understands: to the line above, and that line emptied. */
  private static final String UP = "\u001b[1A\u001b[2K";

  private final Consumer<String> terminal;
  private final Consumer<String> log;
  private final LongSupplier nanos;
  private final Map<String, Task> tasks = new LinkedHashMap<>();
  private int drawn;
  private long drawnAt;

  /**
   * On a terminal.
   *
   * @param terminal takes text as it is, line ends and control sequences included
   * @param log takes lines that stay
   * @param nanos the time, from any beginning
   */
  ProgressBars(Consumer<String> terminal, Consumer<String> log, LongSupplier nanos) {
    this.terminal = terminal;
    this.log = log;
    this.nanos = nanos;
  }

  private static final class Task {
    private final long steps;
    private final long begin;
    private long done;

    Task(long steps, long begin) {
      this.steps = steps;
      this.begin = begin;
    }
  }

  @Override
  public synchronized void started(String task, long steps) {
    tasks.put(task, new Task(steps, nanos.getAsLong()));
    draw();
  }

  @Override
  public synchronized void advanced(String task, long steps) {
    Task known = tasks.get(task);
    if (known != null) {
      known.done += steps;
      if (nanos.getAsLong() - drawnAt >= PAUSE_NANOS) {
        draw();
      }
    }
  }

  @Override
  public synchronized void finished(String task) {
    Task known = tasks.remove(task);
    if (known != null) {
      message(task + ": " + (nanos.getAsLong() - known.begin) / 1_000_000 + " ms");
    }
  }

  @Override
  public synchronized void message(String text) {
    erase();
    log.accept(text);
    draw();
  }

  private void erase() {
    terminal.accept(UP.repeat(drawn));
    drawn = 0;
  }

  private void draw() {
    StringBuilder text = new StringBuilder(UP.repeat(drawn));
    drawn = 0;
    for (Map.Entry<String, Task> task : tasks.entrySet()) {
      if (drawn == MOST) {
        text.append("  and ").append(tasks.size() - MOST).append(" more\n");
        drawn++;
        break;
      }
      text.append(line(task.getKey(), task.getValue())).append('\n');
      drawn++;
    }
    terminal.accept(text.toString());
    drawnAt = nanos.getAsLong();
  }

  private String line(String name, Task task) {
    if (task.steps <= 0) {
      return "  " + " ".repeat(WIDTH + 2) + "  " + name;
    }
    long done = Math.min(task.done, task.steps);
    int filled = (int) (done * WIDTH / task.steps);
    String bar = "=".repeat(filled) + " ".repeat(WIDTH - filled);
    return "  [" + bar + "]  " + name + "  " + done + "/" + task.steps;
  }
}
