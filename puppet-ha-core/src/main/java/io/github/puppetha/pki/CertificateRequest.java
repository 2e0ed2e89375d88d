package io.github.puppetha.pki;

import java.io.IOException;
import java.security.KeyPair;
import java.security.PublicKey;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentVerifierProviderBuilder;
import org.bouncycastle.pkcs.PKCS10CertificationRequest;
import org.bouncycastle.pkcs.PKCSException;

/**
 * A certificate signing request (PKCS#10, RFC 2986) with what Puppet puts in: a subject of one CN,
 * alternative names, extensions below Puppet's arc, and attributes for the autosign policy.
 * Immutable; equal when the bytes are.
 */
public final class CertificateRequest {
  private final byte[] der;
  private final String certname;
  private final String subject;
  private final PublicKey publicKey;
  private final List<String> subjectAltNames;
  private final List<String> extensionOids;
  private final Map<String, String> extensions;
  private final Map<String, String> attributes;
  private final boolean signatureValid;

  private CertificateRequest(byte[] der) {
    this.der = der;
    try {
      PKCS10CertificationRequest request = new PKCS10CertificationRequest(der);
      X500Name name = request.getSubject();
      RequestReader reader = new RequestReader(request);
      this.subject = name.toString();
      this.certname = reader.commonName();
      this.publicKey = KeyForms.publicKey(request.getSubjectPublicKeyInfo());
      this.subjectAltNames = reader.subjectAltNames();
      this.extensionOids = reader.extensionOids();
      this.extensions = reader.puppetExtensions();
      this.attributes = reader.attributes();
      this.signatureValid = signatureValid(request, publicKey);
    } catch (IOException | IllegalArgumentException | IllegalStateException e) {
      throw new PemException("not a certificate request: " + e.getMessage(), e);
    }
  }

  /**
   * Makes and signs a request.
   *
   * @param dnsAltNames further names, as {@link RequestBuilder#altNames} takes them; empty for none
   * @param extensions short name or OID to value; empty for none
   */
  public static CertificateRequest create(
      String certname, KeyPair keys, List<String> dnsAltNames, Map<String, String> extensions) {
    RequestBuilder builder = builder(certname, keys).altNames(dnsAltNames);
    extensions.forEach(builder::extension);
    return builder.build();
  }

  /** Begins a request for a certname, to be signed with these keys. */
  public static RequestBuilder builder(String certname, KeyPair keys) {
    return new RequestBuilder(certname, keys);
  }

  /**
   * Reads the first request in a text. A bad signature is no reason to refuse it here: Puppet's CA
   * looks at it when it signs.
   *
   * @throws PemException when there is none, or it cannot be read or has no CN
   */
  public static CertificateRequest parse(String pem) {
    for (Pem.Block block : Pem.blocks(pem)) {
      if (block.label().equals("CERTIFICATE REQUEST")
          || block.label().equals("NEW CERTIFICATE REQUEST")) {
        return new CertificateRequest(block.der());
      }
    }
    throw new PemException("no PEM certificate request found in " + Pem.describe(pem));
  }

  static CertificateRequest ofDer(byte[] der) {
    return new CertificateRequest(der.clone());
  }

  /** The CN of the subject. Not checked: see {@link Certname}. */
  public String certname() {
    return certname;
  }

  /** The whole subject; {@code CN=} and the certname for a request that Puppet made. */
  public String subject() {
    return subject;
  }

  /** The key that the certificate is wanted for. */
  public PublicKey publicKey() {
    return publicKey;
  }

  /**
   * Alternative names with their kind: {@code DNS:a.example.com}, {@code IP:192.0.2.1}, and {@code
   * other:} for all further kinds; empty when none are asked for.
   */
  public List<String> subjectAltNames() {
    return subjectAltNames;
  }

  /** The OIDs of all requested extensions in order, alternative names included. */
  public List<String> extensionOids() {
    return extensionOids;
  }

  /** The requested extensions below Puppet's arcs: OID to value. */
  public Map<String, String> extensions() {
    return extensions;
  }

  /** Attributes that never reach the certificate: OID to value. */
  public Map<String, String> attributes() {
    return attributes;
  }

  /** Is it signed with the key that it names? */
  public boolean signatureValid() {
    return signatureValid;
  }

  /** As text. */
  public String pem() {
    return Pem.block("CERTIFICATE REQUEST", der);
  }

  /** As DER; a copy. */
  public byte[] der() {
    return der.clone();
  }

  /** The digest of the DER, as Puppet prints it. */
  public String fingerprint() {
    return Fingerprints.of("SHA-256", der);
  }

  private static boolean signatureValid(PKCS10CertificationRequest request, PublicKey key) {
    try {
      return request.isSignatureValid(new JcaContentVerifierProviderBuilder().build(key));
    } catch (OperatorCreationException | PKCSException e) {
      return false;
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof CertificateRequest that && Arrays.equals(der, that.der);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(der);
  }

  /** The certname and the fingerprint. */
  @Override
  public String toString() {
    return "CertificateRequest[" + certname + ", " + fingerprint() + "]";
  }
}
