package io.github.puppetha.pki;

import io.github.puppetha.PuppetHaException;
import org.jspecify.annotations.Nullable;

/** A text or byte string is not the certificate, CRL, key or request that it should be. */
public class PemException extends PuppetHaException {
  private static final long serialVersionUID = 1L;

  /** With what was expected and what was found. */
  public PemException(String message) {
    super(message);
  }

  /** With the parser's own complaint. */
  public PemException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
