package io.github.puppetha.pki;

import java.math.BigInteger;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Signs what a Puppet CA signs, exactly as Puppet Server builds it: CA certificates, certificates
 * of nodes, CRLs. Keeps nothing but a counter for those serials that the caller does not choose.
 * Safe for use by several threads.
 */
public final class CertificateIssuer {
  /** How long a Puppet CA and its certificates live when nothing else is said: five years. */
  public static final Duration PUPPET_TTL = Duration.ofDays(5 * 365);

  private final List<X509Certificate> chain;
  private final PrivateKey key;
  private final Clock clock;
  private final AtomicLong nextSerial = new AtomicLong(1);

  private CertificateIssuer(List<X509Certificate> chain, PrivateKey key, Clock clock) {
    this.chain = List.copyOf(chain);
    this.key = key;
    this.clock = clock;
  }

  /**
   * Makes a new root CA in memory, with serial 1, for five years.
   *
   * @param name the CN, {@code Puppet CA: puppet.example.com} by custom
   */
  public static CertificateIssuer selfSignedCa(String name, KeyPair keys, Clock clock) {
    return selfSignedCa(name, keys, clock, PUPPET_TTL);
  }

  /** Makes a new root CA in memory, with serial 1. */
  public static CertificateIssuer selfSignedCa(
      String name, KeyPair keys, Clock clock, Duration ttl) {
    CertificateForms.Validity validity = validity(clock, ttl);
    X509Certificate certificate = CertificateForms.selfSigned(name, keys, validity);
    return new CertificateIssuer(List.of(certificate), keys.getPrivate(), clock);
  }

  /**
   * A CA that exists.
   *
   * @param chain the signing CA's certificate first, the root last
   * @throws PemException when the key does not belong to the first certificate
   */
  public static CertificateIssuer of(List<X509Certificate> chain, PrivateKey key, Clock clock) {
    if (chain.isEmpty() || !Keys.match(key, chain.get(0).getPublicKey())) {
      throw new PemException(
          chain.isEmpty()
              ? "a CA needs a certificate"
              : "the CA key does not belong to " + chain.get(0).getSubjectX500Principal());
    }
    return new CertificateIssuer(chain, key, clock);
  }

  /**
   * Makes a CA below this one, as {@code puppetserver ca setup} does.
   *
   * @param serial of the new CA's certificate; Puppet takes 2
   */
  public CertificateIssuer intermediateCa(String name, KeyPair keys, BigInteger serial) {
    X509Certificate certificate =
        CertificateForms.authority(
            this, name, keys.getPublic(), serial, validity(clock, PUPPET_TTL));
    List<X509Certificate> longer = new ArrayList<>(List.of(certificate));
    longer.addAll(chain);
    return new CertificateIssuer(longer, keys.getPrivate(), clock);
  }

  /** The CA's own certificate. */
  public X509Certificate certificate() {
    return chain.get(0);
  }

  /** The CA's own certificate first, the root last: what agents get as {@code certificate/ca}. */
  public List<X509Certificate> chain() {
    return chain;
  }

  /** The chain without CRLs: revocation is then not checked. */
  public TrustBundle trust() {
    return new TrustBundle(chain, List.of());
  }

  /** Begins a certificate for a node. */
  public LeafBuilder leaf(String certname, PublicKey publicKey) {
    return new LeafBuilder(this, certname, publicKey);
  }

  /**
   * Begins the certificate that a request asks for: its key, its names and Puppet's extensions.
   * What a policy would have to say about them is the caller's business.
   */
  public LeafBuilder leaf(CertificateRequest request) {
    LeafBuilder builder = leaf(request.certname(), request.publicKey());
    builder.altNames(
        request.subjectAltNames().stream().filter(name -> !name.startsWith("other:")).toList());
    request.extensions().forEach(builder::extension);
    return builder;
  }

  /** Signs a request with the next serial of this object's own counter, for five years. */
  public X509Certificate issue(CertificateRequest request) {
    return leaf(request).sign();
  }

  /** A whole identity with the next serial of this object's own counter, for five years. */
  public Identity issue(String certname, KeyPair keys, List<String> dnsAltNames) {
    return issue(certname, keys, dnsAltNames, Map.of());
  }

  /** The same with extensions: short name or OID to value. */
  public Identity issue(
      String certname, KeyPair keys, List<String> dnsAltNames, Map<String, String> extensions) {
    LeafBuilder builder = leaf(certname, keys.getPublic()).altNames(dnsAltNames);
    extensions.forEach(builder::extension);
    return new Identity(keys.getPrivate(), List.of(builder.sign()));
  }

  /** A new CRL, number 0, with nothing in it. */
  public X509CRL emptyCrl() {
    return CrlForms.create(this, BigInteger.ZERO, Map.of(), clock.instant());
  }

  /**
   * A CRL that revokes certificates beside those that the current one revokes; its number is one
   * higher. Serials already in it keep their dates.
   */
  public X509CRL revoke(X509CRL current, Collection<BigInteger> serials) {
    return CrlForms.next(this, current, serials, clock.instant());
  }

  /** The number of a CRL (RFC 5280, 5.2.3); 0 when it has none. */
  public static BigInteger crlNumber(X509CRL crl) {
    return CrlForms.number(crl);
  }

  PrivateKey key() {
    return key;
  }

  BigInteger takeSerial() {
    return BigInteger.valueOf(nextSerial.getAndIncrement());
  }

  CertificateForms.Validity validity(Duration ttl) {
    return validity(clock, ttl);
  }

  private static CertificateForms.Validity validity(Clock clock, Duration ttl) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    return new CertificateForms.Validity(now.minus(1, ChronoUnit.DAYS), now.plus(ttl));
  }
}
