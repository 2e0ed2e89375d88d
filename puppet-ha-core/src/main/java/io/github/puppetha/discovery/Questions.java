package io.github.puppetha.discovery;

import io.github.puppetha.HostPort;
import io.github.puppetha.PuppetHaException;
import io.github.puppetha.http.PuppetPaths;
import io.github.puppetha.http.PuppetRequest;
import io.github.puppetha.http.PuppetResponse;
import io.github.puppetha.http.Sender;
import io.github.puppetha.http.ServerUnreachableException;
import io.github.puppetha.http.ServerUnreachableException.Stage;
import io.github.puppetha.http.TreeNames;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;

/** What one probe asks a server, from the cheapest question on, and what the answers amount to. */
final class Questions {
  /** What came out. */
  record Finding(Grade grade, String why, boolean answers) {}

  private final HostPort server;
  private final HealthSettings settings;
  private final Pulse pulse;
  private final Rights rights;
  private final long end;

  Questions(HostPort server, HealthSettings settings, Pulse pulse, Rights rights) {
    this.server = server;
    this.settings = settings;
    this.pulse = pulse;
    this.rights = rights;
    this.end = System.nanoTime() + settings.deadline().toNanos();
  }

  Finding ask() {
    Optional<Finding> dead = status();
    if (dead.isPresent()) {
      pulse.lost();
      return dead.get();
    }
    if (settings.statusOnly().test(server)) {
      return standing().orElse(new Finding(Grade.GOOD, "says that it runs", true));
    }
    Optional<Jrubies> pool = jrubies();
    Finding work = pool.map(this::ofPool).orElseGet(this::ofUnknownPool);
    return switch (work.grade()) {
      case STUCK, NO_ENVIRONMENT -> work;
      default -> standing().orElse(work);
    };
  }

  /** By a new connection: TLS under its own name, and what it says of itself. */
  private Optional<Finding> status() {
    PuppetRequest request =
        PuppetRequest.get(PuppetPaths.STATUS)
            .header("accept", "text/plain")
            .header("connection", "close");
    try {
      PuppetResponse answer = settings.transport().within(server, left(), true).send(request);
      if (answer.ok()) {
        return Optional.empty();
      }
      String said = answer.text().lines().findFirst().map(line -> ": " + line).orElse("");
      return Optional.of(dead("its status is " + answer.status() + said));
    } catch (ServerUnreachableException e) {
      return Optional.of(dead(String.valueOf(e.getMessage())));
    }
  }

  private static Finding dead(String why) {
    return new Finding(Grade.DEAD, why, false);
  }

  private Optional<Jrubies> jrubies() {
    try {
      PuppetRequest request = PuppetRequest.get(Jrubies.PATH).header("accept", "application/json");
      PuppetResponse answer = settings.transport().within(server, left(), false).send(request);
      return answer.status() == 200 ? Jrubies.read(answer.text()) : Optional.empty();
    } catch (ServerUnreachableException e) {
      return Optional.empty();
    }
  }

  /** A full pool is not asked for environments: the question would only wait with the others. */
  private Finding ofPool(Jrubies pool) {
    long stuck = pulse.beat(pool, settings.ticks().getAsLong());
    String wait = pool.waiting() == 1 ? "1 request waits" : pool.waiting() + " requests wait";
    String counts = wait + " for its " + pool.all() + " JRubies";
    if (stuck > 0) {
      String why =
          "%s, none of which has come back for %d s; its thread dump"
              + " (GET /puppet-admin-api/v1/jruby-pool/thread-dump) tells what they do";
      return finding(Grade.STUCK, why.formatted(counts, TimeUnit.NANOSECONDS.toSeconds(stuck)));
    }
    if (pool.free() == 0) {
      return finding(Grade.BUSY, counts + ", all of which are at work");
    }
    return environments(pool.free() + " of " + pool.all() + " JRubies are free", false);
  }

  private Finding ofUnknownPool() {
    pulse.lost();
    return environments("its status does not show its JRubies", true);
  }

  private Finding environments(String pool, boolean mayBeFull) {
    if (rights.lacking()) {
      return forbidden(pool);
    }
    PuppetResponse answer;
    try {
      PuppetRequest request =
          PuppetRequest.get(TreeNames.ENVIRONMENTS).header("accept", "application/json");
      answer = sender().send(request);
    } catch (ServerUnreachableException e) {
      boolean late = e.stage() == Stage.TIMEOUT;
      Grade grade = late && mayBeFull ? Grade.BUSY : Grade.UNKNOWN;
      return finding(grade, pool + "; its environments: " + e.getMessage());
    }
    return switch (answer.status()) {
      case 200 -> listed(pool, answer);
      case 403 -> {
        rights.refused();
        yield forbidden(pool);
      }
      case 429, 503 -> finding(Grade.BUSY, pool + "; it answers " + answer.status());
      case 500 ->
          finding(
              Grade.NO_ENVIRONMENT,
              "it cannot list its environments (500): see its log, puppetserver.log");
      default ->
          finding(
              Grade.UNKNOWN,
              pool + "; its environments are not known: it answers " + answer.status());
    };
  }

  private static Finding forbidden(String pool) {
    return finding(
        Grade.UNKNOWN,
        pool
            + "; whether it has its environments is not known: it forbids GET "
            + TreeNames.ENVIRONMENTS
            + ", which its auth.conf must allow to this certificate");
  }

  private Sender sender() {
    return settings.transport().identified(server, left(), rights.byHeaders());
  }

  private Finding listed(String pool, PuppetResponse answer) {
    Optional<TreeNames> names = TreeNames.read(answer.text());
    if (names.isEmpty()) {
      return finding(Grade.UNKNOWN, pool + "; its list of environments cannot be read");
    }
    Set<String> missing = new TreeSet<>(settings.environments().apply(server));
    missing.removeAll(names.get().names());
    if (!missing.isEmpty()) {
      String which = (missing.size() == 1 ? "environment " : "environments ") + join(missing);
      return finding(Grade.NO_ENVIRONMENT, which + " should be live and is not there");
    }
    if (names.get().names().isEmpty()) {
      return finding(Grade.NO_ENVIRONMENT, "it has no environment at all");
    }
    return finding(Grade.GOOD, pool);
  }

  private static String join(Set<String> names) {
    return String.join(", ", names);
  }

  /** What is decided elsewhere than on the server. */
  private Optional<Finding> standing() {
    if (settings.draining().test(server)) {
      return Optional.of(finding(Grade.DRAINING, "it is being drained"));
    }
    if (settings.behind().test(server)) {
      return Optional.of(finding(Grade.BEHIND, "its code is older than what was decided"));
    }
    return Optional.empty();
  }

  private static Finding finding(Grade grade, String why) {
    return new Finding(grade, why, true);
  }

  private Duration left() {
    if (Thread.currentThread().isInterrupted()) {
      throw new PuppetHaException("closed while " + server + " was asked");
    }
    return Duration.ofNanos(Math.max(end - System.nanoTime(), TimeUnit.MILLISECONDS.toNanos(1)));
  }
}
