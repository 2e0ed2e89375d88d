package io.github.puppetha.pki;

import java.security.cert.X509Certificate;
import java.util.Map;

/** Reads Puppet's extensions out of a certificate. */
public final class PuppetExtensions {
  private PuppetExtensions() {}

  /**
   * The extensions below Puppet's arcs: OID to value. Values that Puppet 3 wrote without DER are
   * read too.
   */
  public static Map<String, String> of(X509Certificate certificate) {
    return ExtensionValues.of(certificate);
  }

  /** Is the holder an administrator of the CA ({@code pp_cli_auth} is {@code true})? */
  public static boolean mayAdministerCa(X509Certificate certificate) {
    return "true".equals(of(certificate).get(PuppetOids.CLI_AUTH));
  }
}
