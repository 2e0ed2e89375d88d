package io.github.puppetha.maven;

import io.github.puppetha.ProgressListener;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.maven.plugin.logging.Log;

/** Tells Maven's log of long work: messages, and each task with the seconds it took. */
final class MavenProgress implements ProgressListener {
  private final Log log;
  private final Map<String, Long> started = new ConcurrentHashMap<>();

  MavenProgress(Log log) {
    this.log = log;
  }

  @Override
  public void started(String task, long steps) {
    started.put(task, System.nanoTime());
    log.debug(task + (steps > 0 ? " (" + steps + " steps)" : ""));
  }

  @Override
  public void finished(String task) {
    Long begin = started.remove(task);
    if (begin != null) {
      long millis = (System.nanoTime() - begin) / 1_000_000;
      log.info(task + ": " + millis + " ms");
    }
  }

  @Override
  public void message(String text) {
    log.info(text);
  }
}
