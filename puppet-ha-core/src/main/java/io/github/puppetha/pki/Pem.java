package io.github.puppetha.pki;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.cert.CRLException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads and writes PEM, the text form of everything that Puppet keeps and sends (RFC 7468). */
public final class Pem {
  private static final Pattern BLOCK =
      Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----([A-Za-z0-9+/=\\s]*)-----END \\1-----");
  private static final Base64.Encoder BASE64 = Base64.getMimeEncoder(64, new byte[] {'\n'});

  private Pem() {}

  /** One labelled piece of DER. */
  record Block(String label, byte[] der) {}

  /** A certificate as text. */
  public static String encode(X509Certificate certificate) {
    try {
      return block("CERTIFICATE", certificate.getEncoded());
    } catch (CertificateEncodingException e) {
      throw new PemException("the certificate cannot be encoded: " + e.getMessage(), e);
    }
  }

  /** A CRL as text. */
  public static String encode(X509CRL crl) {
    try {
      return block("X509 CRL", crl.getEncoded());
    } catch (CRLException e) {
      throw new PemException("the CRL cannot be encoded: " + e.getMessage(), e);
    }
  }

  /** Certificates as one text, in the order given. */
  public static String encodeCertificates(List<X509Certificate> certificates) {
    StringBuilder text = new StringBuilder();
    certificates.forEach(certificate -> text.append(encode(certificate)));
    return text.toString();
  }

  /** CRLs as one text, in the order given. */
  public static String encodeCrls(List<X509CRL> crls) {
    StringBuilder text = new StringBuilder();
    crls.forEach(crl -> text.append(encode(crl)));
    return text.toString();
  }

  /**
   * A private key as text without a password, in the form that Puppet writes: PKCS#1 for RSA, SEC 1
   * for EC, PKCS#8 for all others.
   */
  public static String encode(PrivateKey key) {
    return KeyForms.encode(key);
  }

  /** A public key as text (SubjectPublicKeyInfo). */
  public static String encode(PublicKey key) {
    return block("PUBLIC KEY", key.getEncoded());
  }

  /**
   * All certificates in a text; other blocks and text between them are passed over.
   *
   * @throws PemException when there is none, or one cannot be read
   */
  public static List<X509Certificate> certificates(String pem) {
    List<X509Certificate> certificates = new ArrayList<>();
    for (Block block : blocks(pem)) {
      if (block.label().equals("CERTIFICATE") || block.label().equals("X509 CERTIFICATE")) {
        certificates.add(certificate(block.der()));
      }
    }
    if (certificates.isEmpty()) {
      throw new PemException("no PEM certificate found in " + describe(pem));
    }
    return List.copyOf(certificates);
  }

  /**
   * The first certificate in a text.
   *
   * @throws PemException when there is none, or it cannot be read
   */
  public static X509Certificate certificate(String pem) {
    return certificates(pem).get(0);
  }

  /**
   * All CRLs in a text; an empty text has none.
   *
   * @throws PemException when one cannot be read, or a text that is not blank has none
   */
  public static List<X509CRL> crls(String pem) {
    List<X509CRL> crls = new ArrayList<>();
    for (Block block : blocks(pem)) {
      if (block.label().equals("X509 CRL")) {
        crls.add(crl(block.der()));
      }
    }
    if (crls.isEmpty() && !pem.isBlank()) {
      throw new PemException("no PEM CRL found in " + describe(pem));
    }
    return List.copyOf(crls);
  }

  /**
   * The first private key in a text: PKCS#1, SEC 1 or PKCS#8, without a password.
   *
   * @throws PemException when there is none, it has a password, or cannot be read
   */
  public static PrivateKey privateKey(String pem) {
    return KeyForms.privateKey(pem);
  }

  /**
   * The first public key in a text (SubjectPublicKeyInfo).
   *
   * @throws PemException when there is none, or it cannot be read
   */
  public static PublicKey publicKey(String pem) {
    return KeyForms.publicKey(pem);
  }

  static X509Certificate certificate(byte[] der) {
    try {
      CertificateFactory factory = CertificateFactory.getInstance("X.509");
      return (X509Certificate) factory.generateCertificate(new ByteArrayInputStream(der));
    } catch (GeneralSecurityException e) {
      throw new PemException("not a certificate: " + e.getMessage(), e);
    }
  }

  static X509CRL crl(byte[] der) {
    try {
      CertificateFactory factory = CertificateFactory.getInstance("X.509");
      return (X509CRL) factory.generateCRL(new ByteArrayInputStream(der));
    } catch (GeneralSecurityException e) {
      throw new PemException("not a CRL: " + e.getMessage(), e);
    }
  }

  static List<Block> blocks(String pem) {
    List<Block> blocks = new ArrayList<>();
    Matcher matcher = BLOCK.matcher(pem);
    while (matcher.find()) {
      try {
        blocks.add(
            new Block(matcher.group(1), Base64.getMimeDecoder().decode(matcher.group(2).strip())));
      } catch (IllegalArgumentException e) {
        throw new PemException("the PEM block '" + matcher.group(1) + "' is not base64", e);
      }
    }
    return blocks;
  }

  static String block(String label, byte[] der) {
    String body = new String(BASE64.encode(der), StandardCharsets.US_ASCII);
    return "-----BEGIN " + label + "-----\n" + body + "\n-----END " + label + "-----\n";
  }

  /** What stands in a text, for messages, without printing a secret. */
  static String describe(String pem) {
    List<String> labels = new ArrayList<>();
    Matcher matcher = Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----").matcher(pem);
    while (matcher.find() && labels.size() < 5) {
      labels.add(matcher.group(1));
    }
    return labels.isEmpty() ? pem.length() + " characters without PEM" : "a text with " + labels;
  }
}
