package io.github.puppetha.discovery.zone;

/** What the primary said to a {@link ZoneChange}. */
public sealed interface UpdateResult {
  /** All of it is done. */
  record Done() implements UpdateResult {}

  /**
   * Something is not as it was read; nothing is done. Read again.
   *
   * @param why the answer's rcode, in words
   */
  record Conflict(String why) implements UpdateResult {}

  /**
   * The server does not do that; nothing is done.
   *
   * @param why the answer's rcode, in words, and what was tried
   */
  record Refused(String why) implements UpdateResult {}
}
