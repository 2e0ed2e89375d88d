package io.github.puppetha.discovery.monitor;

/**
 * Why DNS does not say what it should, so that a person should look. It is raised once, and cleared
 * when it is over.
 *
 * @param kind what it is about
 * @param subject the SRV name, the TXT name or the name server that it is about
 * @param message what was found, where, and what to do
 */
public record DnsAlarm(Kind kind, String subject, String message) {
  /** What an alarm is about. */
  public enum Kind {
    /** A server that should be out is the last one of its service's name. */
    LAST_RECORD,
    /** More than half of a set should be out. */
    HALF_OUT,
    /** Of those that would stay in a set nobody is known to be well. */
    NOBODY_WELL,
    /** The zone's primary does not answer. */
    NO_ANSWER,
    /** The zone's primary refuses updates. */
    REFUSED,
    /** Somebody wrote what cannot be read into our TXT records. */
    UNREADABLE
  }

  /** The same matter, whatever the words? */
  boolean sameMatter(DnsAlarm other) {
    return kind == other.kind && subject.equals(other.subject);
  }
}
