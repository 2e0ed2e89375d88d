package io.github.puppetha.discovery.zone;

import io.github.puppetha.PuppetHaException;

/** One zone at its primary. Used by one thread at a time. */
public interface ZoneServer extends AutoCloseable {
  /**
   * Asks the primary itself, whatever is cached.
   *
   * @throws PuppetHaException when it does not answer, or not as the zone's authority
   */
  ZoneContent read();

  /**
   * Sends one message and waits for its answer.
   *
   * @throws PuppetHaException when no answer came: it may or may not have been done
   */
  UpdateResult update(ZoneChange change);

  @Override
  void close();
}
