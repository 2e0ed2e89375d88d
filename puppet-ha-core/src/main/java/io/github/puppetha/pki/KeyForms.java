package io.github.puppetha.pki;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.edec.EdECObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.pkcs.RSAPrivateKey;
import org.bouncycastle.asn1.sec.ECPrivateKey;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;

/** The forms in which keys are written: PKCS#1, SEC 1, PKCS#8 and SubjectPublicKeyInfo. */
final class KeyForms {
  private KeyForms() {}

  static String encode(PrivateKey key) {
    byte[] pkcs8 = key.getEncoded();
    if (pkcs8 == null) {
      throw new PemException("the private key cannot leave its keystore");
    }
    try {
      PrivateKeyInfo info = PrivateKeyInfo.getInstance(pkcs8);
      ASN1ObjectIdentifier algorithm = info.getPrivateKeyAlgorithm().getAlgorithm();
      if (algorithm.equals(PKCSObjectIdentifiers.rsaEncryption)) {
        return Pem.block("RSA PRIVATE KEY", RSAPrivateKey.getInstance(inner(info)).getEncoded());
      }
      if (algorithm.equals(X9ObjectIdentifiers.id_ecPublicKey)) {
        return Pem.block("EC PRIVATE KEY", sec1(info).getEncoded());
      }
      return Pem.block("PRIVATE KEY", pkcs8);
    } catch (IOException e) {
      throw new PemException("the private key cannot be encoded: " + e.getMessage(), e);
    }
  }

  static PrivateKey privateKey(String pem) {
    for (Pem.Block block : Pem.blocks(pem)) {
      switch (block.label()) {
        case "RSA PRIVATE KEY":
          return fromPkcs1(block.der());
        case "EC PRIVATE KEY":
          return fromSec1(block.der());
        case "PRIVATE KEY":
          return fromPkcs8(block.der());
        case "ENCRYPTED PRIVATE KEY":
          throw new PemException("the private key has a password; store it without one, mode 0600");
        default:
          break;
      }
    }
    if (pem.contains("Proc-Type: 4,ENCRYPTED")) {
      throw new PemException("the private key has a password; store it without one, mode 0600");
    }
    throw new PemException("no PEM private key found in " + Pem.describe(pem));
  }

  static PublicKey publicKey(String pem) {
    for (Pem.Block block : Pem.blocks(pem)) {
      if (block.label().equals("PUBLIC KEY")) {
        try {
          return publicKey(SubjectPublicKeyInfo.getInstance(block.der()));
        } catch (IllegalArgumentException e) {
          throw new PemException("not a public key: " + e.getMessage(), e);
        }
      }
    }
    throw new PemException("no PEM public key found in " + Pem.describe(pem));
  }

  static PublicKey publicKey(SubjectPublicKeyInfo info) {
    try {
      String algorithm = algorithm(info.getAlgorithm());
      return KeyFactory.getInstance(algorithm)
          .generatePublic(new X509EncodedKeySpec(info.getEncoded()));
    } catch (GeneralSecurityException | IOException e) {
      throw new PemException("not a public key: " + e.getMessage(), e);
    }
  }

  private static PrivateKey fromPkcs1(byte[] der) {
    try {
      AlgorithmIdentifier rsa =
          new AlgorithmIdentifier(PKCSObjectIdentifiers.rsaEncryption, DERNull.INSTANCE);
      return fromPkcs8(new PrivateKeyInfo(rsa, RSAPrivateKey.getInstance(der)).getEncoded());
    } catch (IOException | IllegalArgumentException e) {
      throw new PemException("not an RSA private key: " + e.getMessage(), e);
    }
  }

  private static PrivateKey fromSec1(byte[] der) {
    try {
      ECPrivateKey key = ECPrivateKey.getInstance(der);
      AlgorithmIdentifier curve =
          new AlgorithmIdentifier(X9ObjectIdentifiers.id_ecPublicKey, key.getParametersObject());
      ECPrivateKey bare = new ECPrivateKey(orderBits(key), key.getKey());
      return fromPkcs8(new PrivateKeyInfo(curve, bare).getEncoded());
    } catch (IOException | IllegalArgumentException e) {
      throw new PemException("not an EC private key: " + e.getMessage(), e);
    }
  }

  private static PrivateKey fromPkcs8(byte[] der) {
    try {
      String algorithm = algorithm(PrivateKeyInfo.getInstance(der).getPrivateKeyAlgorithm());
      return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(der));
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw new PemException("not a private key: " + e.getMessage(), e);
    }
  }

  private static ECPrivateKey sec1(PrivateKeyInfo info) throws IOException {
    ECPrivateKey key = ECPrivateKey.getInstance(inner(info));
    return new ECPrivateKey(
        orderBits(key),
        key.getKey(),
        key.getPublicKey(),
        info.getPrivateKeyAlgorithm().getParameters());
  }

  /** The octet string that holds the number is as long as the curve's order. */
  private static int orderBits(ECPrivateKey key) throws IOException {
    ASN1Encodable number = ASN1Sequence.getInstance(key.getEncoded()).getObjectAt(1);
    return ASN1OctetString.getInstance(number).getOctets().length * 8;
  }

  private static byte[] inner(PrivateKeyInfo info) {
    return info.getPrivateKey().getOctets();
  }

  private static String algorithm(AlgorithmIdentifier identifier) {
    ASN1ObjectIdentifier oid = identifier.getAlgorithm();
    if (oid.equals(PKCSObjectIdentifiers.rsaEncryption)) {
      return "RSA";
    }
    if (oid.equals(X9ObjectIdentifiers.id_ecPublicKey)) {
      return "EC";
    }
    if (oid.equals(X9ObjectIdentifiers.id_dsa)) {
      return "DSA";
    }
    boolean edwards =
        oid.equals(EdECObjectIdentifiers.id_Ed25519) || oid.equals(EdECObjectIdentifiers.id_Ed448);
    return edwards ? "EdDSA" : oid.getId();
  }
}
