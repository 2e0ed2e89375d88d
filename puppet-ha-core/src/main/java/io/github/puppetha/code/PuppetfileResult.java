package io.github.puppetha.code;

import io.github.puppetha.Problem;
import io.github.puppetha.Severity;
import java.util.List;

/**
 * What stands in a Puppetfile.
 *
 * @param modules the modules that could be read, in the order of the file
 * @param moduledir the directory for modules without an {@code install_path}, as last set
 * @param problems all that is wrong, sorted; with an error among them the modules are incomplete
 */
public record PuppetfileResult(
    List<PuppetModule> modules, String moduledir, List<Problem> problems) {
  /** Copies the lists and sorts the problems. */
  public PuppetfileResult {
    modules = List.copyOf(modules);
    problems = problems.stream().sorted().toList();
  }

  /** Is there no error? */
  public boolean ok() {
    return problems.stream().noneMatch(p -> p.severity() == Severity.ERROR);
  }
}
