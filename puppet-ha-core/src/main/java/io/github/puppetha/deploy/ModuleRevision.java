package io.github.puppetha.deploy;

import io.github.puppetha.code.Origin;

/**
 * A module at a revision, as it lies in an environment.
 *
 * @param path its directory below the environment's
 * @param name its name
 * @param origin what it is made of
 * @param version what the Puppetfile asks for
 * @param withoutSpec whether {@code spec} is left out
 */
public record ModuleRevision(
    String path, String name, Origin origin, String version, boolean withoutSpec) {

  /** The name of its directory in a server's store: the same for the same content. */
  String storeName() {
    return name + "-" + origin.content() + (withoutSpec ? "-nospec" : "");
  }
}
