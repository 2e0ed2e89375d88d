package io.github.puppetha.deploy;

import java.util.Locale;

/** How it stands with an environment on a server after a deployment. */
public enum State {
  /** The new revision is live. */
  ACTIVE,
  /** Nothing was to do. */
  UNCHANGED,
  /** The new revision is on the server's disk, but was not switched to. */
  STAGED,
  /** The server could not be reached; it has what it had. */
  UNREACHABLE,
  /** The server was reached, and something went wrong there; the message says what. */
  FAILED;

  /** In lower case, as in {@code deploy.json}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
