package io.github.puppetha.deploy;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * An environment at a revision: a commit of the control repo with a commit of each module.
 *
 * @param environment its name
 * @param source the name of the control repo's entry in the configuration
 * @param remote the control repo
 * @param branch the branch that it was made from
 * @param commit the branch's commit
 * @param modules its modules, in the order of the Puppetfile
 */
public record EnvironmentRevision(
    String environment,
    String source,
    String remote,
    String branch,
    String commit,
    List<ModuleRevision> modules) {
  /** Copies the list. */
  public EnvironmentRevision {
    modules = List.copyOf(modules);
  }

  /** Eight hex digits that stand for the commits of control repo and modules together. */
  public String revision() {
    StringBuilder text = new StringBuilder(environment + '\n' + commit + '\n');
    modules.forEach(m -> text.append(m.path()).append(' ').append(m.commit()).append('\n'));
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
