package io.github.puppetha.site;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Deploys to the site's own servers what was decided elsewhere, as soon as it is seen. */
final class CodeWatch {
  private static final Logger LOG = LoggerFactory.getLogger(SiteProcess.class);
  private static final Duration FIRST = Duration.ofSeconds(5);

  private final CodeState code;
  private final ScheduledExecutorService timer;

  CodeWatch(CodeState code, ScheduledExecutorService timer) {
    this.code = code;
    this.timer = timer;
  }

  /** Looks, but not for long: a site that is cut off opens its gateway all the same. */
  void first() {
    try {
      timer.submit(code::look).get(FIRST.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      LOG.warn("whether the servers are current is not known yet: what tells it does not answer");
    } catch (ExecutionException e) {
      LOG.warn("whether the servers are current is not known: {}", e.getCause().getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Asks again and again. */
  void follow(Duration every) {
    timer.scheduleWithFixedDelay(
        this::catchUp, every.toMillis(), every.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void catchUp() {
    try {
      if (code.hasNews()) {
        code.reconcile();
      }
    } catch (RuntimeException e) {
      LOG.warn("{}", e.getMessage());
    }
  }
}
