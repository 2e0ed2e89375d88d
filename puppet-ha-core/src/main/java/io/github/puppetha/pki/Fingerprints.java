package io.github.puppetha.pki;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.HexFormat;

/** Fingerprints as Puppet prints them: upper-case hex with colons. */
public final class Fingerprints {
  private Fingerprints() {}

  /**
   * Of any bytes.
   *
   * @param algorithm {@code SHA-1}, {@code SHA-256} or {@code SHA-512}
   */
  public static String of(String algorithm, byte[] bytes) {
    try {
      byte[] digest = MessageDigest.getInstance(algorithm).digest(bytes);
      return HexFormat.ofDelimiter(":").withUpperCase().formatHex(digest);
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("this Java has no " + algorithm, e);
    }
  }

  /** The SHA-256 of a certificate's DER: what {@code puppet agent --fingerprint} prints. */
  public static String sha256(X509Certificate certificate) {
    try {
      return of("SHA-256", certificate.getEncoded());
    } catch (CertificateEncodingException e) {
      throw new PemException("the certificate cannot be encoded: " + e.getMessage(), e);
    }
  }
}
