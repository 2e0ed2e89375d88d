package io.github.puppetha.testkit;

import io.github.puppetha.pki.Identity;
import io.github.puppetha.pki.TrustBundle;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link FakeMaster} is put together from.
 *
 * @param ended as identity, with a certificate that ended yesterday; null without a CA
 * @param authority null when it was given an identity and no CA
 * @param mine what is closed with it, in order
 */
record MasterParts(
    String name,
    Identity identity,
    @Nullable Identity ended,
    Supplier<TrustBundle> trust,
    @Nullable MasterCa authority,
    MasterService service,
    Received received,
    Jrubies jrubies,
    Path environments,
    List<AutoCloseable> mine) {

  MasterCa ca() {
    if (authority == null) {
      String message = name + " was built with an identity and without a CA, so it cannot issue";
      throw new IllegalStateException(message);
    }
    return authority;
  }

  /** The identity with a certificate that ended yesterday. */
  Identity expired() {
    if (ended == null) {
      String message = name + " was built with an identity, so there is no expired one";
      throw new IllegalStateException(message);
    }
    return ended;
  }

  void close() {
    for (AutoCloseable part : mine) {
      try {
        part.close();
      } catch (Exception e) {
        throw new IllegalStateException("closing " + name + ": " + e, e);
      }
    }
  }
}
