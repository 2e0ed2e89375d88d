package io.github.puppetha.deploy.hooks;

import java.util.List;

/**
 * Whether code may come in.
 *
 * @param accepted whether it may
 * @param lines what was found and what to do, as people read it; empty when there is nothing to say
 */
public record CodeVerdict(boolean accepted, List<String> lines) {
  /** Copies the lines. */
  public CodeVerdict {
    lines = List.copyOf(lines);
  }
}
