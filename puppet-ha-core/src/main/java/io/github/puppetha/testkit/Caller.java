package io.github.puppetha.testkit;

import io.github.puppetha.pki.Identity;
import java.io.ByteArrayInputStream;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import org.jspecify.annotations.Nullable;

/**
 * Who asks.
 *
 * @param certname null without a valid certificate
 * @param certificate null in header mode when none was passed on
 */
record Caller(@Nullable String certname, @Nullable X509Certificate certificate) {
  static final Caller NOBODY = new Caller(null, null);

  boolean authenticated() {
    return certname != null;
  }

  static Caller ofTls(X509Certificate @Nullable [] chain) {
    if (chain == null || chain.length == 0) {
      return NOBODY;
    }
    return new Caller(Identity.certname(chain[0]), chain[0]);
  }

  /**
   * By the headers of a TLS-terminating proxy ({@code allow-header-cert-info: true}). Empty when
   * {@code X-Client-Cert} does not hold exactly one certificate, which is answered with 400.
   */
  static Optional<Caller> ofHeaders(Map<String, List<String>> headers) {
    if (!"SUCCESS".equals(joined(headers, "x-client-verify"))) {
      return Optional.of(NOBODY);
    }
    String pem = joined(headers, "x-client-cert");
    Optional<X509Certificate> certificate = Optional.empty();
    if (pem != null) {
      certificate = certificate(pem);
      if (certificate.isEmpty()) {
        return Optional.empty();
      }
    }
    String name = commonName(joined(headers, "x-client-dn"));
    return Optional.of(name == null ? NOBODY : new Caller(name, certificate.orElse(null)));
  }

  private static @Nullable String joined(Map<String, List<String>> headers, String name) {
    List<String> values = headers.get(name);
    return values == null ? null : String.join(",", values);
  }

  private static @Nullable String commonName(@Nullable String dn) {
    if (dn == null) {
      return null;
    }
    if (dn.startsWith("/")) {
      int cn = dn.indexOf("/CN=");
      return cn < 0 ? null : dn.substring(cn + 4).replaceAll("/.*", "");
    }
    try {
      // LdapName counts from the right; the CN that is written first is the one that counts.
      LdapName name = new LdapName(dn);
      for (int i = name.size() - 1; i >= 0; i--) {
        if (name.getRdn(i).getType().equalsIgnoreCase("CN")) {
          return name.getRdn(i).getValue().toString();
        }
      }
      return null;
    } catch (InvalidNameException e) {
      return null;
    }
  }

  private static Optional<X509Certificate> certificate(String encoded) {
    // Only percent-decoded: a plus stays a plus, so java.net.URLEncoder's output is refused.
    byte[] pem = Percent.decode(encoded).orElse(new byte[0]);
    try {
      CertificateFactory factory = CertificateFactory.getInstance("X.509");
      Collection<? extends Certificate> all =
          factory.generateCertificates(new ByteArrayInputStream(pem));
      return all.size() == 1
          ? Optional.of((X509Certificate) all.iterator().next())
          : Optional.empty();
    } catch (CertificateException e) {
      return Optional.empty();
    }
  }
}
