package io.github.puppetha.operations;

import java.util.List;
import java.util.Locale;

/**
 * What a drain, or its end, came to.
 *
 * @param seconds it took, with the waiting for every authoritative server
 * @param zones one for each domain of the topology that it concerns
 */
public record DrainResult(double seconds, List<ZoneResult> zones) {
  /** Copies the list. */
  public DrainResult {
    zones = List.copyOf(zones);
  }

  /** Is it so in every zone that could be changed? */
  public boolean ok() {
    return zones.stream().allMatch(zone -> zone.state().good);
  }

  /** What became of a zone. */
  public enum State {
    /** Changed, and every authoritative server has it. */
    DONE(true),
    /** Changed, but not every authoritative server has it yet. */
    LAGGING(true),
    /** It was so already. */
    UNCHANGED(true),
    /** Nothing says how the zone is changed. */
    BY_HAND(true),
    /** A rule of ours forbids it; nothing was changed. */
    OBJECTED(false),
    /** The server would not; nothing was changed. */
    REFUSED(false),
    /** Others wrote at the same time, again and again; nothing was changed. */
    CONFLICT(false),
    /** The server does not answer; nothing was changed. */
    UNREACHABLE(false),
    /** The server fell silent: it is not known whether it was changed. */
    UNKNOWN(false);

    private final boolean good;

    State(boolean good) {
      this.good = good;
    }

    /** In lower case, with blanks. */
    public String label() {
      return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
  }

  /**
   * One domain.
   *
   * @param zone the zone that it lies in
   * @param domain the SRV domain
   * @param server the primary name server, or {@code -}
   * @param state what became of it
   * @param serial of the zone afterwards; 0 when that is not known
   * @param message why, or where it has been seen; may be empty
   */
  public record ZoneResult(
      String zone, String domain, String server, State state, long serial, String message) {
    /** Is nothing left to wait for or to do? */
    public boolean settled() {
      return state == State.DONE || state == State.UNCHANGED;
    }
  }
}
