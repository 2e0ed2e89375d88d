package io.github.puppetha.pki;

import java.math.BigInteger;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Collects what goes into a node's certificate. Not for use by several threads. */
public final class LeafBuilder {
  private final CertificateIssuer issuer;
  private final String certname;
  private final PublicKey publicKey;
  private final List<String> altNames = new ArrayList<>();
  private final Map<String, String> extensions = new LinkedHashMap<>();
  private CertificateForms.Validity validity;
  private @Nullable BigInteger serial;

  LeafBuilder(CertificateIssuer issuer, String certname, PublicKey publicKey) {
    this.issuer = issuer;
    this.certname = certname;
    this.publicKey = publicKey;
    this.validity = issuer.validity(CertificateIssuer.PUPPET_TTL);
  }

  /** Adds alternative names; {@code DNS:} and the certname are always there. */
  public LeafBuilder altNames(List<String> names) {
    altNames.addAll(names);
    return this;
  }

  /** Adds an extension by short name or OID. */
  public LeafBuilder extension(String nameOrOid, String value) {
    extensions.put(PuppetOids.oid(nameOrOid), value);
    return this;
  }

  /** Sets the serial; when not called, the issuer's own counter is used. */
  public LeafBuilder serial(BigInteger chosen) {
    this.serial = chosen;
    return this;
  }

  /** Valid from a day before now until this long after now. */
  public LeafBuilder ttl(Duration ttl) {
    this.validity = issuer.validity(ttl);
    return this;
  }

  /** Valid from one instant to another; both may lie in the past. */
  public LeafBuilder validity(Instant notBefore, Instant notAfter) {
    this.validity = new CertificateForms.Validity(notBefore, notAfter);
    return this;
  }

  /** Signs it. */
  public X509Certificate sign() {
    List<String> names = new ArrayList<>(altNames);
    names.add("DNS:" + certname);
    CertificateForms.Leaf leaf =
        new CertificateForms.Leaf(
            certname, publicKey, AltNames.normalize(names), Map.copyOf(extensions));
    BigInteger number = serial == null ? issuer.takeSerial() : serial;
    return CertificateForms.leaf(issuer, leaf, number, validity);
  }
}
