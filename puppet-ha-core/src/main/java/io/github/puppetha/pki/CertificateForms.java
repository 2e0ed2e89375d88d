package io.github.puppetha.pki;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERIA5String;
import org.bouncycastle.asn1.DERUTF8String;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AuthorityKeyIdentifier;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** Certificates extension by extension, in Puppet Server's order. */
final class CertificateForms {
  static final ASN1ObjectIdentifier NETSCAPE_COMMENT =
      new ASN1ObjectIdentifier("2.16.840.1.113730.1.13");
  private static final DERIA5String COMMENT =
      new DERIA5String("Puppet Server Internal Certificate");

  private CertificateForms() {}

  /** From when until when; whole seconds count. */
  record Validity(Instant from, Instant until) {}

  /** What stands in a node's certificate. */
  record Leaf(
      String certname, PublicKey key, List<String> altNames, Map<String, String> extensions) {}

  static X509Certificate selfSigned(String name, KeyPair keys, Validity validity) {
    X500Name subject = Names.commonName(name);
    return authority(
        subject,
        keys.getPrivate(),
        keys.getPublic(),
        subject,
        keys.getPublic(),
        BigInteger.ONE,
        validity);
  }

  static X509Certificate authority(
      CertificateIssuer issuer, String name, PublicKey key, BigInteger serial, Validity validity) {
    return authority(
        subject(issuer.certificate()),
        issuer.key(),
        issuer.certificate().getPublicKey(),
        Names.commonName(name),
        key,
        serial,
        validity);
  }

  private static X509Certificate authority(
      X500Name issuer,
      PrivateKey signingKey,
      PublicKey issuerKey,
      X500Name subject,
      PublicKey key,
      BigInteger serial,
      Validity validity) {
    try {
      JcaX509ExtensionUtils utils = new JcaX509ExtensionUtils();
      X509v3CertificateBuilder builder = builder(issuer, serial, validity, subject, key);
      builder.addExtension(NETSCAPE_COMMENT, false, COMMENT);
      builder.addExtension(
          Extension.authorityKeyIdentifier, false, utils.createAuthorityKeyIdentifier(issuerKey));
      builder.addExtension(
          Extension.subjectKeyIdentifier, false, utils.createSubjectKeyIdentifier(key));
      builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(true));
      builder.addExtension(
          Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
      return sign(builder, signingKey);
    } catch (IOException | GeneralSecurityException e) {
      throw new PemException("the CA certificate was not made: " + e.getMessage(), e);
    }
  }

  static X509Certificate leaf(
      CertificateIssuer issuer, Leaf leaf, BigInteger serial, Validity validity) {
    X509Certificate ca = issuer.certificate();
    try {
      JcaX509ExtensionUtils utils = new JcaX509ExtensionUtils();
      X509v3CertificateBuilder builder =
          builder(subject(ca), serial, validity, Names.commonName(leaf.certname()), leaf.key());
      builder.addExtension(NETSCAPE_COMMENT, false, COMMENT);
      builder.addExtension(Extension.authorityKeyIdentifier, false, authorityKey(utils, ca));
      builder.addExtension(
          Extension.subjectKeyIdentifier, false, utils.createSubjectKeyIdentifier(leaf.key()));
      builder.addExtension(
          Extension.subjectAlternativeName, false, AltNames.toGeneralNames(leaf.altNames()));
      for (Map.Entry<String, String> extension : new TreeMap<>(leaf.extensions()).entrySet()) {
        builder.addExtension(
            new ASN1ObjectIdentifier(extension.getKey()),
            false,
            new DERUTF8String(extension.getValue()));
      }
      builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
      KeyPurposeId[] purposes = {KeyPurposeId.id_kp_serverAuth, KeyPurposeId.id_kp_clientAuth};
      builder.addExtension(Extension.extendedKeyUsage, true, new ExtendedKeyUsage(purposes));
      builder.addExtension(
          Extension.keyUsage,
          true,
          new KeyUsage(KeyUsage.digitalSignature | KeyUsage.keyEncipherment));
      return sign(builder, issuer.key());
    } catch (IOException | GeneralSecurityException e) {
      throw new PemException(
          "the certificate of " + leaf.certname() + " was not made: " + e.getMessage(), e);
    }
  }

  /** The CA's key and, as Puppet Server does, issuer and serial of the CA's own certificate. */
  private static AuthorityKeyIdentifier authorityKey(
      JcaX509ExtensionUtils utils, X509Certificate ca) throws GeneralSecurityException {
    GeneralName issuer = new GeneralName(name(ca.getIssuerX500Principal().getEncoded()));
    return new AuthorityKeyIdentifier(
        utils.createAuthorityKeyIdentifier(ca.getPublicKey()).getKeyIdentifierOctets(),
        new GeneralNames(issuer),
        ca.getSerialNumber());
  }

  static X500Name subject(X509Certificate certificate) {
    return name(certificate.getSubjectX500Principal().getEncoded());
  }

  private static X500Name name(byte[] der) {
    return X500Name.getInstance(der);
  }

  private static X509v3CertificateBuilder builder(
      X500Name issuer, BigInteger serial, Validity validity, X500Name subject, PublicKey key) {
    return new JcaX509v3CertificateBuilder(
        issuer, serial, Date.from(validity.from()), Date.from(validity.until()), subject, key);
  }

  private static X509Certificate sign(X509v3CertificateBuilder builder, PrivateKey key)
      throws IOException {
    try {
      JcaContentSignerBuilder signer = new JcaContentSignerBuilder(Keys.signatureAlgorithm(key));
      return Pem.certificate(builder.build(signer.build(key)).getEncoded());
    } catch (OperatorCreationException e) {
      throw new PemException("the CA key cannot sign: " + e.getMessage(), e);
    }
  }
}
