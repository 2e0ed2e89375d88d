package io.github.puppetha.topology;

import java.util.List;

/**
 * How gateways keep a run of an agent at one revision, and who tells them of switches.
 *
 * @param mode what of a run is asked for under its revision's name
 * @param deployers certnames that may announce switches, beside this process's own and the
 *     gateways'
 */
public record RunPinning(Mode mode, List<String> deployers) {
  /** Files, and no deployers but those that the topology names anyway. */
  public static final RunPinning DEFAULT = new RunPinning(Mode.FILES, List.of());

  /** What of a run is asked for under its revision's name. */
  public enum Mode {
    /** Nothing. */
    NONE,
    /** Plugins and files. */
    FILES,
    /** Catalogs too: {@code $environment} is the revision's name then. */
    CATALOGS
  }

  /** Copies the list. */
  public RunPinning {
    deployers = List.copyOf(deployers);
  }
}
