package io.github.puppetha.pki;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;

/**
 * Who a process is over mTLS.
 *
 * @param key the private key
 * @param chain its certificate first, then any intermediate ones; never empty
 */
public record Identity(PrivateKey key, List<X509Certificate> chain) {
  /** Copies the chain and checks that there is a certificate. */
  public Identity {
    chain = List.copyOf(chain);
    if (chain.isEmpty()) {
      throw new IllegalArgumentException("an identity needs a certificate");
    }
  }

  /** The certificate itself. */
  public X509Certificate certificate() {
    return chain.get(0);
  }

  /** The CN of the certificate, which is Puppet's certname. */
  public String certname() {
    return certname(certificate());
  }

  /**
   * The CN of any certificate's subject.
   *
   * @throws IllegalArgumentException when the subject has no CN
   */
  public static String certname(X509Certificate certificate) {
    String subject = certificate.getSubjectX500Principal().getName();
    try {
      for (Rdn rdn : new LdapName(subject).getRdns()) {
        if (rdn.getType().equalsIgnoreCase("CN")) {
          return rdn.getValue().toString();
        }
      }
    } catch (InvalidNameException e) {
      throw new IllegalArgumentException("not a subject: " + subject, e);
    }
    throw new IllegalArgumentException("no CN in subject '" + subject + "'");
  }

  /** The certname only: a key never reaches a log. */
  @Override
  public String toString() {
    return "Identity[" + certname() + "]";
  }
}
