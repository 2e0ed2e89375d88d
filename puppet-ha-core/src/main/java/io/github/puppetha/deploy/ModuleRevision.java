package io.github.puppetha.deploy;

/**
 * A module at a revision, as it lies in an environment.
 *
 * @param path its directory below the environment's
 * @param name its name
 * @param remote the git repository that it comes from
 * @param version what the Puppetfile asks for
 * @param commit its commit
 * @param tree the hash of the commit's git tree
 * @param withoutSpec whether {@code spec} is left out
 */
public record ModuleRevision(
    String path,
    String name,
    String remote,
    String version,
    String commit,
    String tree,
    boolean withoutSpec) {

  /** The name of its directory in a server's store: the same for the same content. */
  String storeName() {
    return name + "-" + tree + (withoutSpec ? "-nospec" : "");
  }
}
