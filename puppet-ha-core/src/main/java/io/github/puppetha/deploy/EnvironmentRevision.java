package io.github.puppetha.deploy;

import io.github.puppetha.code.Origin;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
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
    try {
      byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes), 0, 4);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** {@code <env>_<8 hex>}: its directory in a server's store, and its never-moving link. */
  public String directory() {
    return environment + "_" + revision();
  }
}
