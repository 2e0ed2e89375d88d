package io.github.puppetha;

import org.jspecify.annotations.Nullable;

/**
 * Something could not be done. The message says what was being done, to which server or file, what
 * was found, and what to do next. A subclass exists only where a caller would act differently.
 */
public class PuppetHaException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** With the whole story in the message. */
  public PuppetHaException(String message) {
    super(message);
  }

  /** With the failure behind it; the message must make sense without it. */
  public PuppetHaException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
