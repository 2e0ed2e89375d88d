package io.github.puppetha.http;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;

/**
 * Hears of one answer as it comes: one head, any number of pieces, then exactly one of {@link
 * #onEnd} and {@link #onFailure}; a failure may also come first. Called by the transport's own
 * threads, one call at a time; calls must not block.
 */
public interface ResponseListener {
  /**
   * The status and the headers.
   *
   * @param headers names in lower case
   */
  void onHead(int status, Map<String, List<String>> headers);

  /**
   * A piece of the body.
   *
   * @param content valid until {@code next} is run
   * @param next to be run once, by any thread, when the piece is used up; nothing more comes before
   */
  void onContent(ByteBuffer content, Runnable next);

  /** The answer is whole. */
  void onEnd();

  /** There is no answer, or not a whole one. */
  void onFailure(ServerUnreachableException failure);
}
