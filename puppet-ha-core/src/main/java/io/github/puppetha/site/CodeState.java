package io.github.puppetha.site;

import io.github.puppetha.HostPort;
import io.github.puppetha.ProgressListener;
import io.github.puppetha.deploy.Decision;
import io.github.puppetha.deploy.Reconciler;
import io.github.puppetha.deploy.Reconciler.Standing;
import io.github.puppetha.deploy.ServerResult;
import io.github.puppetha.discovery.Eligibility;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which of the site's servers have the last decided deployment, as last looked. A server of which
 * nothing is known may serve: a site that is cut off goes on with what it has.
 */
final class CodeState implements Eligibility {
  private static final Logger LOG = LoggerFactory.getLogger(CodeState.class);

  private final Reconciler reconciler;
  private volatile Map<HostPort, Standing> standings = Map.of();
  private volatile Decision decided = Decision.NONE;
  private volatile long reconciled;
  private final DecisionAge age;

  CodeState(Reconciler reconciler, LongSupplier nanos) {
    this.reconciler = reconciler;
    this.age = new DecisionAge(nanos);
  }

  @Override
  public boolean mayServe(HostPort server) {
    Standing standing = standings.get(server);
    return standing == null || standing.current();
  }

  /** The environments that are to be live there: none while it is not at the last decision. */
  Set<String> live(HostPort server) {
    Standing standing = standings.get(server);
    boolean there = standing != null && standing.number() == decided.number();
    return there ? decided.environments().keySet() : Set.of();
  }

  /** Looks again, changing nothing. */
  void look() {
    Decision last = reconciler.refresh();
    Map<HostPort, Standing> now = Map.copyOf(reconciler.current());
    now.forEach(this::tell);
    standings = now;
    decided = last;
    age.see(last.number());
  }

  /** For how long the last decided deployment has been known; zero while there is none. */
  Duration decidedFor() {
    return age.age();
  }

  /** Looks again: was something decided that the servers were not brought to yet? */
  boolean hasNews() {
    look();
    return reconciler.known().number() > reconciled;
  }

  private void tell(HostPort server, Standing now) {
    boolean before = mayServe(server);
    if (before && !now.current()) {
      LOG.warn("{} serves only when nobody else can: {}", server, now.reason());
    } else if (!before && now.current()) {
      LOG.info("{} serves again: {}", server, now.reason());
    }
  }

  /** Brings the servers to the last decision, then looks. */
  List<ServerResult> reconcile() {
    try {
      List<ServerResult> results = reconciler.reconcile(ProgressListener.NONE);
      reconciled = reconciler.known().number();
      return results;
    } finally {
      look();
    }
  }
}
