package io.github.puppetha.http;

import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.security.auth.x500.X500Principal;

/**
 * The headers by which a Puppet Server behind a proxy is told who the client is ({@code
 * allow-header-cert-info: true} in its auth.conf). Other servers ignore them.
 */
public final class ClientHeaders {
  /** {@code SUCCESS} where there is a certificate that was verified, else {@code NONE}. */
  public static final String VERIFY = "x-client-verify";

  /** The certificate's subject (RFC 2253). */
  public static final String DN = "x-client-dn";

  /** The certificate, as {@link #encode} has it. */
  public static final String CERT = "x-client-cert";

  private static final Base64.Encoder LINES =
      Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII));

  private ClientHeaders() {}

  /** The three headers, names in lower case. */
  public static Map<String, List<String>> of(X509Certificate certificate) {
    String subject = certificate.getSubjectX500Principal().getName(X500Principal.RFC2253);
    return Map.of(
        VERIFY, List.of("SUCCESS"), DN, List.of(subject), CERT, List.of(encode(certificate)));
  }

  /** PEM, percent-encoded: Puppet Server decodes percents only, and {@code +} stays {@code +}. */
  public static String encode(X509Certificate certificate) {
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
   * Sends to a server that may take identities from headers: what it forbids to the connection's
   * own certificate is asked again with headers, and from then on always.
   *
   * @param direct sends over mutual TLS
   * @param certificate the certificate that it sends with
   */
  public static Sender sender(Sender direct, X509Certificate certificate) {
    return sender(direct, certificate, new AtomicBoolean());
  }

  /**
   * The same for a caller that keeps in mind what was found out.
   *
   * @param needed whether the server is known to want headers; set when it is found to
   */
  static Sender sender(Sender direct, X509Certificate certificate, AtomicBoolean needed) {
    Map<String, List<String>> headers = of(certificate);
    return request -> {
      PuppetRequest named = request;
      for (Map.Entry<String, List<String>> header : headers.entrySet()) {
        named = named.header(header.getKey(), header.getValue().get(0));
      }
      if (needed.get()) {
        return direct.send(named);
      }
      PuppetResponse answer = direct.send(request);
      if (answer.status() != 403) {
        return answer;
      }
      PuppetResponse second = direct.send(named);
      needed.set(second.status() != 403);
      return second;
    };
  }
}
