package io.github.puppetha.gateway;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.Certificate;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.security.auth.x500.X500Principal;
import org.jspecify.annotations.Nullable;

/** The headers by which a server that ends no TLS is told who the client is. */
final class IdentityHeaders {
  static final String VERIFY = "x-client-verify";
  static final String DN = "x-client-dn";
  static final String CERT = "x-client-cert";

  /** Names the gateway that passes a request on; believed from other gateways only. */
  static final String GATEWAY = "x-puppet-ha-gateway";

  /**
   * Between gateways, the revision of a run: of its plugins with a request, of its catalog with an
   * answer.
   */
  static final String PIN = "x-puppet-ha-pin";

  private static final Base64.Encoder LINES =
      Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII));

  private IdentityHeaders() {}

  /** Is this one of ours, however it is written? Some servers read {@code _} as {@code -}. */
  static boolean isOurs(String name) {
    String plain = name.toLowerCase(Locale.ROOT).replace('_', '-').trim();
    return plain.startsWith("x-client-") || plain.startsWith("x-puppet-ha-");
  }

  static void set(Map<String, List<String>> headers, Client client) {
    if (client instanceof Client.Known known) {
      String subject = known.certificate().getSubjectX500Principal().getName(X500Principal.RFC2253);
      headers.put(VERIFY, List.of("SUCCESS"));
      headers.put(DN, List.of(subject));
      headers.put(CERT, List.of(encode(known.certificate())));
    } else {
      headers.put(VERIFY, List.of("NONE"));
    }
  }

  /** PEM, percent-encoded: Puppet Server decodes percents only, and {@code +} stays {@code +}. */
  static String encode(X509Certificate certificate) {
    try {
      String pem =
          "-----BEGIN CERTIFICATE-----\n"
              + LINES.encodeToString(certificate.getEncoded())
              + "\n-----END CERTIFICATE-----\n";
      return pem.replace("%", "%25")
          .replace(" ", "%20")
          .replace("+", "%2B")
          .replace("/", "%2F")
          .replace("=", "%3D")
          .replace("\n", "%0A");
    } catch (CertificateEncodingException e) {
      throw new IllegalStateException("a certificate that cannot be encoded", e);
    }
  }

  /**
   * Reads what {@link #encode} wrote.
   *
   * @throws CertificateException unless it is exactly one certificate
   */
  static X509Certificate decode(String encoded) throws CertificateException {
    byte[] pem = unescape(encoded);
    Collection<? extends Certificate> found =
        CertificateFactory.getInstance("X.509").generateCertificates(new ByteArrayInputStream(pem));
    List<Certificate> certificates = new ArrayList<>(found);
    if (certificates.size() != 1 || !(certificates.get(0) instanceof X509Certificate one)) {
      throw new CertificateException(certificates.size() + " certificates instead of one");
    }
    return one;
  }

  private static byte[] unescape(String text) throws CertificateException {
    byte[] bytes = new byte[text.length()];
    int length = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '%') {
        if (i + 2 >= text.length()) {
          throw new CertificateException("a broken escape");
        }
        try {
          bytes[length++] = (byte) Integer.parseInt(text.substring(i + 1, i + 3), 16);
        } catch (NumberFormatException e) {
          throw new CertificateException("a broken escape", e);
        }
        i += 2;
      } else {
        bytes[length++] = (byte) c;
      }
    }
    return java.util.Arrays.copyOf(bytes, length);
  }

  /** The one certificate that another gateway saw, or null when the client showed none. */
  static @Nullable X509Certificate passedOn(Map<String, List<String>> headers)
      throws GeneralSecurityException {
    List<String> verify = headers.getOrDefault(VERIFY, List.of());
    List<String> cert = headers.getOrDefault(CERT, List.of());
    if (!verify.equals(List.of("SUCCESS"))) {
      return null;
    }
    if (cert.size() != 1) {
      throw new CertificateException(cert.size() + " X-Client-Cert headers instead of one");
    }
    return decode(cert.get(0));
  }
}
