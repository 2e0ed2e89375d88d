package io.github.puppetha.ca;

import io.github.puppetha.PuppetHaException;
import java.time.Duration;

/** The request is at the CA, and nobody has signed it yet. Asking again later may succeed. */
public class CertificatePendingException extends PuppetHaException {
  private static final long serialVersionUID = 1L;

  private final String certname;
  private final Duration waited;

  /** With who waits, and for how long so far. */
  public CertificatePendingException(String certname, Duration waited, String message) {
    super(message);
    this.certname = certname;
    this.waited = waited;
  }

  /** Whose certificate it would be. */
  public String certname() {
    return certname;
  }

  /** How long was waited. */
  public Duration waited() {
    return waited;
  }
}
