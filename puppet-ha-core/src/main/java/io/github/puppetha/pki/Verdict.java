package io.github.puppetha.pki;

/**
 * What a check of a certificate came to.
 *
 * @param reason why, {@link Reason#TRUSTED} when it is good
 * @param message one sentence for a log, with the certname and what was found
 */
public record Verdict(Reason reason, String message) {
  /** Why a certificate is or is not trusted. */
  public enum Reason {
    /** Issued by the CA, in date, not revoked. */
    TRUSTED,
    /** There is no certificate at all. */
    NO_CERTIFICATE,
    /** None of the known CAs has the issuer's name. */
    UNKNOWN_ISSUER,
    /** A known CA has the issuer's name, but did not sign this. */
    BAD_SIGNATURE,
    /** It, or a CA above it, is valid from a later time on. */
    NOT_YET_VALID,
    /** It, or a CA above it, is valid no more. */
    EXPIRED,
    /** It, or a CA above it, stands in the CRL. */
    REVOKED,
    /** Revocation is checked, and no CRL of its issuer is there. */
    CRL_MISSING,
    /** The CRL of its issuer is past its next update. */
    CRL_EXPIRED,
    /** It may not be used for this. */
    WRONG_USAGE,
    /** It breaks another rule of RFC 5280. */
    INVALID
  }

  /** Is the certificate good? */
  public boolean trusted() {
    return reason == Reason.TRUSTED;
  }
}
