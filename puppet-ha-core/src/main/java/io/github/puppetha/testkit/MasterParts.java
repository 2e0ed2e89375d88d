package io.github.puppetha.testkit;

import io.github.puppetha.pki.Identity;
import io.github.puppetha.pki.TrustBundle;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link FakeMaster} is put together from.
 *
 * @param authority null when it was given an identity and no CA
 * @param mine what is closed with it, in order
 */
record MasterParts(
    String name,
    Identity identity,
    Set<String> dnsNames,
    Supplier<TrustBundle> trust,
    @Nullable MasterCa authority,
    MasterService service,
    Received received,
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
    Instant from = Instant.now().minus(Duration.ofDays(30));
    return ca().issue(identity.certname(), dnsNames, Map.of(), from, Duration.ofDays(29));
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
