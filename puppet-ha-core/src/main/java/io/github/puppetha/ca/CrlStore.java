package io.github.puppetha.ca;

import io.github.puppetha.PuppetHaException;
import io.github.puppetha.ca.CaRefusedException.Reason;
import io.github.puppetha.pki.CertificateIssuer;
import io.github.puppetha.pki.Pem;
import io.github.puppetha.pki.PemException;
import java.math.BigInteger;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.X509CRL;
import java.security.cert.X509CRLEntry;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** {@code ca_crl.pem}: the CA's own CRL first, those of the CAs above it behind. */
final class CrlStore {
  private static final String DELTA = "2.5.29.27";

  private final Path file;
  private final CertificateIssuer issuer;
  private volatile List<X509CRL> crls;
  private volatile Set<BigInteger> revoked;

  CrlStore(Path file, CertificateIssuer issuer) {
    this.file = file;
    this.issuer = issuer;
    this.crls = Pem.crls(CaDirectory.need(file));
    if (crls.isEmpty() || !ofCa(crls.get(0), issuer.certificate())) {
      throw new PuppetHaException(
          "The first CRL in "
              + file
              + " is not that of "
              + issuer.certificate().getSubjectX500Principal()
              + ". Put the CA's own CRL first.");
    }
    this.revoked = serials(crls.get(0));
  }

  private static boolean ofCa(X509CRL crl, X509Certificate ca) {
    try {
      crl.verify(ca.getPublicKey());
      return crl.getIssuerX500Principal().equals(ca.getSubjectX500Principal());
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  private static Set<BigInteger> serials(X509CRL crl) {
    Set<? extends X509CRLEntry> entries = crl.getRevokedCertificates();
    return entries == null
        ? Set.of()
        : entries.stream()
            .map(X509CRLEntry::getSerialNumber)
            .collect(Collectors.toUnmodifiableSet());
  }

  List<X509CRL> crls() {
    return crls;
  }

  Set<BigInteger> revoked() {
    return revoked;
  }

  BigInteger highest() {
    return revoked.stream().reduce(BigInteger.ZERO, BigInteger::max);
  }

  /** Revokes what is not revoked yet; when that is nothing, the CRL stays as it is. */
  synchronized void revoke(Collection<BigInteger> serials) {
    Set<BigInteger> more = new TreeSet<>(serials);
    more.removeAll(revoked);
    if (more.isEmpty()) {
      return;
    }
    List<X509CRL> next = new ArrayList<>(crls);
    next.set(0, issuer.revoke(crls.get(0), more));
    store(next);
  }

  private void store(List<X509CRL> next) {
    CaDirectory.write(file, Pem.encodeCrls(next));
    crls = List.copyOf(next);
    revoked = serials(next.get(0));
  }

  /** Takes newer CRLs of the CAs above; what is said of this CA itself is not listened to. */
  synchronized void updateUpstream(String pem) {
    List<X509CRL> offered = parse(pem);
    List<X509CRL> next = new ArrayList<>(crls);
    for (X509CRL crl : offered) {
      if (crl.getExtensionValue(DELTA) != null) {
        throw new CaRefusedException(Reason.BAD_INPUT, "Delta CRLs are not supported.");
      }
      if (!crl.getIssuerX500Principal().equals(crls.get(0).getIssuerX500Principal())) {
        offer(next, crl);
      }
    }
    if (!next.equals(crls)) {
      store(next);
    }
  }

  private static List<X509CRL> parse(String pem) {
    try {
      List<X509CRL> offered = Pem.crls(pem);
      if (!offered.isEmpty()) {
        return offered;
      }
    } catch (PemException e) {
      throw new CaRefusedException(Reason.BAD_INPUT, e.getMessage());
    }
    throw new CaRefusedException(Reason.BAD_INPUT, "No valid CRLs submitted.");
  }

  private void offer(List<X509CRL> next, X509CRL crl) {
    if (issuer.chain().stream().noneMatch(ca -> ofCa(crl, ca))) {
      throw new CaRefusedException(
          Reason.BAD_INPUT,
          "The CRL of " + crl.getIssuerX500Principal() + " is of none of the CAs in the chain.");
    }
    for (int i = 1; i < next.size(); i++) {
      if (next.get(i).getIssuerX500Principal().equals(crl.getIssuerX500Principal())) {
        if (number(crl).compareTo(number(next.get(i))) > 0) {
          next.set(i, crl);
        }
        return;
      }
    }
    next.add(crl);
  }

  private static BigInteger number(X509CRL crl) {
    return CertificateIssuer.crlNumber(crl);
  }
}
