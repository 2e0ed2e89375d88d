package io.github.puppetha.deploy;

import io.github.puppetha.code.Origin;
import io.github.puppetha.io.Sha256;
import java.util.List;

/**
 * An environment at a revision: the control repo at a commit, with each module at its revision.
 *
 * @param environment its name
 * @param source the name of the control repo's entry in the configuration
 * @param branch the branch that it was made from
 * @param origin the control repo's part of it
 * @param modules its modules, in the order of the Puppetfile
 */
public record EnvironmentRevision(
    String environment, String source, String branch, Origin origin, List<ModuleRevision> modules) {
  /** Copies the list. */
  public EnvironmentRevision {
    modules = List.copyOf(modules);
  }

  /** The branch's commit, or what else names the control repo's revision. */
  public String commit() {
    return origin.id();
  }

  /** Eight hex digits that stand for the commits of control repo and modules together. */
  public String revision() {
    StringBuilder text = new StringBuilder(environment + '\n' + commit() + '\n');
    modules.forEach(m -> text.append(m.path()).append(' ').append(m.origin().id()).append('\n'));
    modules.forEach(m -> text.append(m.storeName()).append('\n'));
    return Sha256.hex(text.toString()).substring(0, 8);
  }

  /** {@code <env>_<8 hex>}: its directory in a server's store, and its never-moving link. */
  public String directory() {
    return environment + "_" + revision();
  }
}
