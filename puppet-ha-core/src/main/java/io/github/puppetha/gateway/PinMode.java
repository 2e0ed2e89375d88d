package io.github.puppetha.gateway;

/** What of an agent's run is asked under the never-moving name of one revision. */
public enum PinMode {
  /** Nothing: all is asked as agents ask it. */
  NONE,
  /**
   * Plugins and files. A catalog is compiled under the environment's own name; one that a switch
   * overtook is compiled again, and one whose revision is not that of the plugins makes the agent
   * sync them once more.
   */
  FILES,
  /**
   * The catalog too: nothing is compiled twice and nothing waits, but {@code $environment} is the
   * revision's name while the catalog is compiled.
   */
  CATALOGS
}
