package io.github.puppetha.gateway;

import java.security.cert.X509Certificate;
import org.jspecify.annotations.Nullable;

/** Who sent a request. */
sealed interface Client {
  /** Showed no certificate. */
  record Anonymous() implements Client {}

  /**
   * Showed a certificate of our CA that is valid and not revoked.
   *
   * @param certname its only CN
   */
  record Known(String certname, X509Certificate certificate) implements Client {}

  /**
   * Showed a certificate that does not hold.
   *
   * @param reason one sentence
   */
  record Rejected(String reason) implements Client {}

  /** The certname, or null when it isn't known. */
  default @Nullable String name() {
    return this instanceof Known known ? known.certname() : null;
  }
}
