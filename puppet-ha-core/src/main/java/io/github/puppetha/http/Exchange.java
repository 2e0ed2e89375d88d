package io.github.puppetha.http;

/** A request under way. */
public interface Exchange {
  /**
   * Gives up; the connection is closed, and the listener hears of a failure unless it has already
   * heard of the end. May be called by any thread, more than once.
   *
   * @param reason for messages: why
   */
  void cancel(String reason);
}
