package io.github.puppetha.examples.embedding;

import io.github.puppetha.HostPort;
import io.github.puppetha.ca.CaClient;
import io.github.puppetha.http.HttpTransport;
import io.github.puppetha.http.NameResolver;
import io.github.puppetha.pki.Identity;
import io.github.puppetha.pki.Keys;
import io.github.puppetha.pki.SslDirectory;
import java.nio.file.Path;
import java.util.List;

/** Gets a certificate from a Puppet CA, as an agent does, into a directory of Puppet's layout. */
public final class GetCertificate {
  private GetCertificate() {}

  /** Takes the CA, the certname, an ssldir, and the SHA-256 of the CA bundle's text. */
  public static void main(String[] arguments) {
    HostPort ca = HostPort.parse(arguments[0], HostPort.PUPPET_PORT);
    SslDirectory ssl = SslDirectory.of(Path.of(arguments[2]), arguments[1]);
    Identity identity = certificate(ca, ssl, arguments[3], NameResolver.system());
    System.out.println(identity.chain().get(0).getSubjectX500Principal());
  }

  // region certificate
  static Identity certificate(
      HostPort ca, SslDirectory ssl, String fingerprint, NameResolver names) {
    try (HttpTransport first = HttpTransport.builder().resolver(names).unverified().build();
        HttpTransport then =
            HttpTransport.builder().resolver(names).trust(ssl::trustBundle).build()) {
      return CaClient.builder(then.to(ca))
          .unverified(first.to(ca))
          .caFingerprint(fingerprint)
          .build()
          .bootstrap(ssl, Keys.PUPPET_BITS, List.of());
    }
  }
  // endregion
}
