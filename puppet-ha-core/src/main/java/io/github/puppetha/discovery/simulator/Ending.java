package io.github.puppetha.discovery.simulator;

/** How the search of a server for one service ends. */
public enum Ending {
  /** A server is chosen, and it serves. */
  SERVED("served"),
  /** A server is chosen, but its answers are errors, or do not come; no other is tried. */
  CHOSEN_IN_VAIN("chosen in vain"),
  /** No server is left to try. */
  NO_SERVER("no more routes"),
  /** A mistake that no agent expects ends the search, whoever is left. */
  ABORTED("aborted");

  private final String words;

  Ending(String words) {
    this.words = words;
  }

  /** Is a server chosen, good or not? */
  public boolean chosen() {
    return this == SERVED || this == CHOSEN_IN_VAIN;
  }

  @Override
  public String toString() {
    return words;
  }
}
