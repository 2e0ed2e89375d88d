package io.github.puppetha.code;

import io.github.puppetha.PuppetHaException;
import org.jspecify.annotations.Nullable;

/** A git repository could not be read; another one, or a later attempt, may do. */
public final class RepositoryException extends PuppetHaException {
  private static final long serialVersionUID = 1L;

  private final String remote;

  RepositoryException(String remote, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.remote = remote;
  }

  /** The repository's URL, without a password. */
  public String remote() {
    return remote;
  }
}
