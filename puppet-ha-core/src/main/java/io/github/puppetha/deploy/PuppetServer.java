package io.github.puppetha.deploy;

import io.github.puppetha.PuppetHaException;
import io.github.puppetha.conf.AuthRule;
import io.github.puppetha.http.ServerUnreachableException;
import java.net.ConnectException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.Lock;
import org.jspecify.annotations.Nullable;

/** One Puppet Server, told of a switch over its HTTP API. */
final class PuppetServer implements ServerControl {
  private static final Duration PROOF = Duration.ofSeconds(60);
  private static final Duration COMPILES = Duration.ofSeconds(120);
  private static final Duration BLIND = Duration.ofSeconds(30);

  private final ServerApi api;
  private final String certname;
  private final Waiting waiting;
  private final Lock pools;

  /**
   * @param certname whom its auth.conf must allow what is asked
   * @param pools held while its JRubies are made anew
   */
  PuppetServer(ServerApi api, String certname, Waiting waiting, Lock pools) {
    this.api = api;
    this.certname = certname;
    this.waiting = waiting;
    this.pools = pools;
  }

  @Override
  public boolean known() {
    return true;
  }

  @Override
  public Target.@Nullable Obstacle rehearse(Rehearsal rehearsal) {
    try {
      ServerApi.Listing listing = api.environments();
      String objection = layout(listing, rehearsal);
      objection = objection == null ? permission(listing, rehearsal) : objection;
      return objection == null ? null : new Target.Obstacle(State.FAILED, objection);
    } catch (ServerUnreachableException e) {
      return isDown(e)
          ? null
          : new Target.Obstacle(
              State.UNREACHABLE, "could not be asked what it serves: " + e.getMessage());
    } catch (PuppetHaException e) {
      return new Target.Obstacle(
          State.FAILED, "could not be asked what it serves: " + e.getMessage());
    }
  }

  private static @Nullable String layout(ServerApi.Listing listing, Rehearsal rehearsal) {
    Set<String> directories = Set.copyOf(listing.directories());
    if (directories.size() > 1) {
      return "has an environmentpath of several directories ("
          + String.join(":", listing.directories())
          + "), with which static catalogs inline nothing and a removed environment comes back; set"
          + " 'environmentpath = "
          + rehearsal.directory()
          + "' in its puppet.conf and restart it";
    }
    if (!directories.contains(rehearsal.directory())) {
      return rehearsal.takeOver() ? null : elsewhere(listing, rehearsal.directory());
    }
    for (String name : rehearsal.live()) {
      ServerApi.Environment known = listing.environments().get(name);
      if (known != null && known.isBelow(rehearsal.directory() + "/" + name)) {
        return "reads "
            + name
            + " through its link, so its catalogs would mix revisions; add"
            + " 'versioned_environment_dirs = true' to [server] of its puppet.conf and restart it";
      }
    }
    return null;
  }

  private static String elsewhere(ServerApi.Listing listing, String directory) {
    return "reads environments in "
        + String.join(":", listing.directories())
        + ", not in "
        + directory
        + "; set 'environmentpath = "
        + directory
        + "' and 'versioned_environment_dirs = true' in [server] of its puppet.conf and restart it";
  }

  private @Nullable String permission(ServerApi.Listing listing, Rehearsal rehearsal) {
    boolean held = rehearsal.environments().keySet().stream().anyMatch(name -> held(listing, name));
    for (String staged : rehearsal.environments().values()) {
      int status = held ? api.flush(staged) : 204;
      if (status != 204) {
        return refused("would not flush its environment cache", status, AuthRule.ENVIRONMENT_CACHE);
      }
      break; // one name is as good as another: none of them is known yet
    }
    return rehearsal.pool() && api.tryPool() == 403
        ? refused("would not make its JRubies anew", 403, AuthRule.JRUBY_POOL)
        : null;
  }

  /** Is an environment held beyond a request? Of one not yet known, any other tells. */
  private static boolean held(ServerApi.Listing listing, String name) {
    ServerApi.Environment known = listing.environments().get(name);
    return known != null
        ? known.held()
        : listing.environments().values().stream().anyMatch(ServerApi.Environment::held);
  }

  private String refused(String what, int status, AuthRule rule) {
    String told = what + " (it answered " + status + ")";
    return status == 403
        ? told
            + "; put this at the top of the rules in its auth.conf and restart it:\n"
            + rule.text(certname)
        : told + "; see its log";
  }

  @Override
  public List<String> directories() {
    try {
      return api.environments().directories();
    } catch (PuppetHaException e) {
      return List.of();
    }
  }

  @Override
  public @Nullable String mayCheck() {
    try {
      if (api.tryCatalog() == 403) {
        return refused("would not compile catalogs", 403, AuthRule.CATALOG);
      }
      return api.tryPool() == 403
          ? refused("would not make its JRubies anew", 403, AuthRule.JRUBY_POOL)
          : null;
    } catch (ServerUnreachableException e) {
      return "cannot try out what is staged: " + e.getMessage();
    }
  }

  @Override
  public Optional<String> compile(String certname, String environment, String facts) {
    try {
      return api.compile(certname, environment, facts);
    } catch (PuppetHaException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  @Override
  public void checked() {
    int status = makeAnew();
    if (status != 204) {
      throw new PuppetHaException(
          "its JRubies may hold Ruby code of what was tried out: making them anew was answered "
              + status
              + "; restart it");
    }
  }

  @Override
  public Loading switched(Switched switched) {
    try {
      return tell(switched);
    } catch (ServerUnreachableException e) {
      return isDown(e)
          ? new Loading(
              true, "it is down (" + e.getMessage() + "); it reads the new code at its start")
          : new Loading(false, "it could not be told to load the new code: " + e.getMessage());
    } catch (PuppetHaException e) {
      return new Loading(false, "it was not seen to load the new code: " + e.getMessage());
    }
  }

  /** Nobody listens: that is not so of a server that cannot be reached from here. */
  private static boolean isDown(ServerUnreachableException failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof ConnectException
          && String.valueOf(cause.getMessage()).contains("refused")) {
        return true;
      }
    }
    return false;
  }

  private Loading tell(Switched switched) {
    // Who has a JRuby now may be loading an environment half of which is old, and would keep it.
    Optional<Set<String>> loading = api.busy();
    int flushed = flush(switched);
    int made = switched.pool() ? makeAnew() : 204;
    ServerApi.Listing listing = api.environments();
    if (!listing.directories().contains(switched.directory())) {
      return new Loading(true, "it " + elsewhere(listing, switched.directory()));
    }
    boolean held =
        switched.environments().keySet().stream()
            .anyMatch(name -> switched.live().contains(name) && held(listing, name));
    if (flushed != 204 && held) {
      String what = "its environment cache was not flushed";
      return new Loading(false, refused(what, flushed, AuthRule.ENVIRONMENT_CACHE));
    }
    if (made != 204) {
      return new Loading(false, refused("its JRubies are the old ones", made, AuthRule.JRUBY_POOL));
    }
    String unproved = missing(listing, switched);
    if (unproved != null) {
      unproved = waiting.until(PROOF, () -> missing(api.environments(), switched));
    }
    if (unproved != null) {
      return new Loading(false, unproved);
    }
    return held && !switched.pool() ? again(switched, loading) : Loading.DONE;
  }

  /** The status of the first flush that was refused; 204 when none was. */
  private int flush(Switched switched) {
    for (String environment : switched.environments().keySet()) {
      int status = api.flush(environment);
      if (status != 204) {
        return status;
      }
    }
    return 204;
  }

  /** Ends when a new JRuby answers, so that a site's servers are not all without at once. */
  private int makeAnew() {
    pools.lock();
    try {
      int status = api.flushPool();
      if (status == 204) {
        api.environments();
      }
      return status;
    } finally {
      pools.unlock();
    }
  }

  /** What a JRuby still has of the old; null when all is new. */
  private static @Nullable String missing(ServerApi.Listing listing, Switched switched) {
    for (Map.Entry<String, String> wanted : switched.environments().entrySet()) {
      if (wanted.getValue().isEmpty()) {
        continue;
      }
      String tree = switched.directory() + "/" + StoreLayout.TREES + "/" + wanted.getValue();
      ServerApi.Environment known = listing.environments().get(wanted.getKey());
      if (known == null) {
        return "it does not list " + wanted.getKey() + ", though " + tree + " is live";
      }
      if (!known.isBelow(tree)) {
        return "it still has "
            + wanted.getKey()
            + " from "
            + String.join(", ", known.paths())
            + ", not from "
            + tree
            + "; see that versioned_environment_dirs = true in its puppet.conf, and restart it";
      }
    }
    return null;
  }

  /** Flushes again when those who may have been loading have ended. */
  private Loading again(Switched switched, Optional<Set<String>> loading) {
    if (loading.isPresent() && loading.get().isEmpty()) {
      return Loading.DONE;
    }
    String late = null;
    if (loading.isPresent()) {
      late = waiting.until(COMPILES, () -> still(loading.get()));
    } else {
      waiting.sleep(BLIND);
    }
    int status = flush(switched);
    if (status != 204) {
      String what = "its environment cache was not flushed again";
      return new Loading(false, refused(what, status, AuthRule.ENVIRONMENT_CACHE));
    }
    return new Loading(true, late);
  }

  private @Nullable String still(Set<String> before) {
    Set<String> now = new HashSet<>(api.busy().orElse(Set.of()));
    now.retainAll(before);
    return now.isEmpty()
        ? null
        : "a request that began before the switch had not ended "
            + COMPILES.toSeconds()
            + " s later ("
            + now.iterator().next().replaceFirst("^\\S+ ", "")
            + "); what it was loading may be of both revisions until the next deployment";
  }
}
