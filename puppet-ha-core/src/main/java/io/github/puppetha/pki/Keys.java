package io.github.puppetha.pki;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.security.spec.RSAPublicKeySpec;
import org.bouncycastle.jcajce.provider.asymmetric.util.EC5Util;

/** Key pairs of the two kinds that Puppet knows. */
public final class Keys {
  /** The length of the RSA keys that Puppet makes, in bits. */
  public static final int PUPPET_BITS = 4096;

  /** The curve of the EC keys that Puppet makes. */
  public static final String PUPPET_CURVE = "prime256v1";

  private Keys() {}

  /**
   * Makes an RSA key pair. 4096 bits, Puppet's default, take a second or two.
   *
   * @param bits 2048 or more for real use
   */
  public static KeyPair rsa(int bits) {
    if (bits < 1024 || bits > 16384) {
      throw new IllegalArgumentException("an RSA key has 1024 to 16384 bits, not " + bits);
    }
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(bits);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java has no RSA", e);
    }
  }

  /**
   * Makes an EC key pair.
   *
   * @param curve as OpenSSL or the JDK name it: {@code prime256v1}, {@code secp384r1}, ...
   */
  public static KeyPair ec(String curve) {
    String name = curve.equals("prime256v1") ? "secp256r1" : curve;
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec(name));
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("this Java does not know the curve '" + curve + "'", e);
    }
  }

  /**
   * A private key with its public half, computed.
   *
   * @throws PemException for kinds other than RSA and EC
   */
  public static KeyPair pair(PrivateKey key) {
    try {
      if (key instanceof RSAPrivateCrtKey rsa) {
        RSAPublicKeySpec spec = new RSAPublicKeySpec(rsa.getModulus(), rsa.getPublicExponent());
        return new KeyPair(KeyFactory.getInstance("RSA").generatePublic(spec), key);
      }
      if (key instanceof ECPrivateKey ec) {
        return new KeyPair(ecPublic(ec), key);
      }
    } catch (GeneralSecurityException e) {
      throw new PemException("the public key cannot be computed: " + e.getMessage(), e);
    }
    throw new PemException("no way to compute the public key of a " + key.getAlgorithm() + " key");
  }

  private static PublicKey ecPublic(ECPrivateKey key) throws GeneralSecurityException {
    var generator = EC5Util.convertPoint(key.getParams(), key.getParams().getGenerator());
    ECPoint point = EC5Util.convertPoint(generator.multiply(key.getS()).normalize());
    return KeyFactory.getInstance("EC").generatePublic(new ECPublicKeySpec(point, key.getParams()));
  }

  /** Do the two halves belong together? Tried by signing. */
  public static boolean match(PrivateKey privateKey, PublicKey publicKey) {
    if (!privateKey.getAlgorithm().equals(publicKey.getAlgorithm())) {
      return false;
    }
    byte[] sample = "do these keys belong together?".getBytes(StandardCharsets.US_ASCII);
    try {
      Signature signer = Signature.getInstance(signatureAlgorithm(privateKey));
      signer.initSign(privateKey);
      signer.update(sample);
      byte[] signature = signer.sign();
      Signature verifier = Signature.getInstance(signatureAlgorithm(privateKey));
      verifier.initVerify(publicKey);
      verifier.update(sample);
      return verifier.verify(signature);
    } catch (SignatureException e) {
      return false;
    } catch (GeneralSecurityException e) {
      throw new PemException("the key cannot sign: " + e.getMessage(), e);
    }
  }

  /** SHA-256 with the algorithm of the key; what Puppet signs with. */
  static String signatureAlgorithm(PrivateKey key) {
    return switch (key.getAlgorithm()) {
      case "RSA" -> "SHA256withRSA";
      case "EC" -> "SHA256withECDSA";
      case "DSA" -> "SHA256withDSA";
      default -> key.getAlgorithm();
    };
  }
}
