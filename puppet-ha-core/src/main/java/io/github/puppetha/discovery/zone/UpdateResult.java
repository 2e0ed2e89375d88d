package io.github.puppetha.discovery.zone;

/** What became of a {@link ZoneChange}. */
public sealed interface UpdateResult {

  /** The same in one sentence, with what was tried. */
  String inWords();

  /**
   * All of it was done.
   *
   * @param serial of the zone when it was looked at afterwards; 0 when that could not be seen
   * @param inWords in one sentence
   */
  record Done(long serial, String inWords) implements UpdateResult {}

  /**
   * Something was not as expected, so nothing was done: read again. NXRRSET, YXRRSET, NXDOMAIN and
   * YXDOMAIN of RFC 2136.
   *
   * @param rcode as the server said it
   * @param inWords in one sentence
   */
  record Conflict(String rcode, String inWords) implements UpdateResult {}

  /**
   * The server would not; nothing was done.
   *
   * @param rcode as the server said it, for example {@code REFUSED}, {@code NOTAUTH} or, for a
   *     signature, {@code BADKEY}, {@code BADSIG}, {@code BADTIME}
   * @param inWords in one sentence, with what to do
   */
  record Refused(String rcode, String inWords) implements UpdateResult {}

  /**
   * No answer that could be trusted came.
   *
   * @param mayBeDone whether the server may have received it: then read again; otherwise nothing
   *     was done
   * @param inWords in one sentence
   */
  record Unanswered(boolean mayBeDone, String inWords) implements UpdateResult {}
}
