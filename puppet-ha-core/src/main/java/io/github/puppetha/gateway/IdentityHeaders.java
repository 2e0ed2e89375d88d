package io.github.puppetha.gateway;

import io.github.puppetha.http.ClientHeaders;
import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The headers by which a server that ends no TLS is told who the client is. */
final class IdentityHeaders {
  static final String VERIFY = ClientHeaders.VERIFY;

  /** Names the gateway that passes a request on; believed from other gateways only. */
  static final String GATEWAY = "x-puppet-ha-gateway";

  /**
   * Between gateways, the revision of a run: of its plugins with a request, of its catalog with an
   * answer.
   */
  static final String PIN = "x-puppet-ha-pin";

  private IdentityHeaders() {}

  /** Is this one of ours, however it is written? Some servers read {@code _} as {@code -}. */
  static boolean isOurs(String name) {
    String plain = name.toLowerCase(Locale.ROOT).replace('_', '-').trim();
    return plain.startsWith("x-client-") || plain.startsWith("x-puppet-ha-");
  }

  static void set(Map<String, List<String>> headers, Client client) {
    if (client instanceof Client.Known known) {
      headers.putAll(ClientHeaders.of(known.certificate()));
    } else {
      headers.put(VERIFY, List.of("NONE"));
    }
  }

  /**
   * Reads what {@link ClientHeaders#encode} wrote.
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
    List<String> cert = headers.getOrDefault(ClientHeaders.CERT, List.of());
    if (!verify.equals(List.of("SUCCESS"))) {
      return null;
    }
    if (cert.size() != 1) {
      throw new CertificateException(cert.size() + " X-Client-Cert headers instead of one");
    }
    return decode(cert.get(0));
  }
}
