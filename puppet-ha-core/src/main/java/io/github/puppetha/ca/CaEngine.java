package io.github.puppetha.ca;

import io.github.puppetha.PuppetHaException;
import io.github.puppetha.ca.CaRefusedException.Reason;
import io.github.puppetha.pki.CertificateIssuer;
import io.github.puppetha.pki.CertificateRequest;
import io.github.puppetha.pki.Certname;
import io.github.puppetha.pki.HostNames;
import io.github.puppetha.pki.Identity;
import io.github.puppetha.pki.LeafBuilder;
import io.github.puppetha.pki.Pem;
import io.github.puppetha.pki.PuppetExtensions;
import io.github.puppetha.pki.PuppetOids;
import io.github.puppetha.pki.TrustBundle;
import java.math.BigInteger;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A Puppet CA over the directory that Puppet Server keeps: same files, same rules, same refusals.
 * One engine has the directory for itself as long as it is open. Safe for use by several threads.
 *
 * <p>A certificate's serial is on disk as used before anything is signed; then come the inventory
 * and the certificate. A crash in between loses a serial, never uses one twice.
 */
public final class CaEngine implements AutoCloseable {
  private static final int STRIPES = 64;

  private final CaDirectory files;
  private final CaSettings settings;
  private final Autosign autosign;
  private final Clock clock;
  private final CaLock lock;
  private final CertificateIssuer issuer;
  private final SerialFile serials;
  private final Inventory inventory;
  private final CrlStore crl;
  private final List<Object> stripes =
      IntStream.range(0, STRIPES).mapToObj(i -> new Object()).toList();

  CaEngine(CaDirectory files, CaBuilder builder) {
    this.files = files;
    this.settings = builder.settings();
    this.autosign = builder.autosign();
    this.clock = builder.clock();
    this.lock = CaLock.take(files);
    try {
      this.issuer =
          CertificateIssuer.of(
              Pem.certificates(CaDirectory.need(files.certificateFile())),
              Pem.privateKey(CaDirectory.need(files.keyFile())),
              clock);
      this.serials = new SerialFile(files.serialFile());
      this.inventory = new Inventory(files.inventoryFile());
      this.crl = new CrlStore(files.crlFile(), issuer);
      serials.atLeast(inventory.highest().max(crl.highest()).add(BigInteger.ONE));
    } catch (RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  /** Begins with Puppet Server's defaults: signs nothing by itself, allows nothing special. */
  public static CaBuilder builder(Path cadir) {
    return new CaBuilder(cadir);
  }

  /**
   * Opens an existing CA with Puppet Server's defaults.
   *
   * @throws PuppetHaException when there is none, only a part of one, or another process has it
   */
  public static CaEngine open(Path cadir) {
    return builder(cadir).open();
  }

  /**
   * Takes a request in, as Puppet Server does: it is kept, then signed if autosign says so.
   *
   * @param name under which it was sent
   * @return the certificate, when it was signed at once
   * @throws CaRefusedException as a duplicate, for its name, or (autosigned only; it is kept) for
   *     what it asks
   */
  public Optional<X509Certificate> submit(String name, CertificateRequest request) {
    String certname = request.certname();
    return exclusively(
        certname,
        () -> {
          refuseDuplicate(certname);
          checkName(name, certname);
          CaDirectory.write(files.requested(certname), request.pem());
          return autosign.signs(request)
              ? Optional.of(sign(request, null))
              : Optional.<X509Certificate>empty();
        });
  }

  /** The same under the request's own name. */
  public Optional<X509Certificate> submit(CertificateRequest request) {
    return submit(request.certname(), request);
  }

  private void refuseDuplicate(String certname) {
    if (settings.allowDuplicateCerts() || Certname.problem(certname).isPresent()) {
      return;
    }
    Optional<CertificateStatus> status = status(certname);
    if (status.isPresent()) {
      throw new CaRefusedException(
          Reason.DUPLICATE,
          certname
              + " already has a "
              + status.get().state().text()
              + " certificate; ignoring certificate request");
    }
  }

  private static void checkName(String name, String certname) {
    if (!name.equals(certname)) {
      throw new CaRefusedException(
          Reason.BAD_NAME,
          "Instance name \"" + certname + "\" does not match requested key \"" + name + "\"");
    }
    Optional<String> problem = Certname.problem(certname);
    if (problem.isPresent()) {
      throw new CaRefusedException(Reason.BAD_NAME, problem.get());
    }
  }

  /**
   * Signs the request that waits under a name.
   *
   * @param ttl how long the certificate is valid; null for the CA's setting
   * @throws CaRefusedException when there is none, or policy does not allow what it asks
   */
  public X509Certificate sign(String certname, @Nullable Duration ttl) {
    return exclusively(
        certname,
        () -> {
          CertificateRequest request =
              request(certname)
                  .orElseThrow(
                      () ->
                          new CaRefusedException(
                              Reason.NO_REQUEST,
                              "Cannot sign '" + certname + "': no certificate request waits."));
          return sign(request, ttl);
        });
  }

  private X509Certificate sign(CertificateRequest request, @Nullable Duration ttl) {
    SigningPolicy.check(request, settings);
    X509Certificate certificate =
        issue(issuer.leaf(request).ttl(ttl == null ? ttl(request) : ttl), request.certname());
    CaDirectory.delete(files.requested(request.certname()));
    return certificate;
  }

  private Duration ttl(CertificateRequest request) {
    boolean renews = "true".equals(request.attributes().get(PuppetOids.AUTO_RENEW));
    return settings.allowAutoRenewal() && renews ? settings.autoRenewalTtl() : settings.caTtl();
  }

  private X509Certificate issue(LeafBuilder leaf, String certname) {
    X509Certificate certificate = leaf.serial(serials.take()).sign();
    inventory.add(certificate);
    CaDirectory.write(files.signed(certname), Pem.encode(certificate));
    return certificate;
  }

  /**
   * Issues a certificate past all policy, as {@code puppetserver ca generate --ca-client} does: for
   * whoever holds the directory, never for what comes over the wire.
   *
   * @param leaf makes the certificate out of the CA, but for its serial
   */
  public X509Certificate generate(LeafMaker leaf, String certname) {
    Certname.check(certname);
    return exclusively(certname, () -> issue(leaf.make(issuer), certname));
  }

  /** Begins a certificate. */
  @FunctionalInterface
  public interface LeafMaker {
    /** Begins a certificate of this CA. */
    LeafBuilder make(CertificateIssuer issuer);
  }

  /**
   * Issues a new certificate for one of this CA: same key, names and extensions; the old one stays
   * valid.
   *
   * @throws CaRefusedException when it is not of this CA
   */
  public X509Certificate renew(X509Certificate presented) {
    String certname = Identity.certname(presented);
    checkName(certname, certname);
    try {
      presented.verify(issuer.certificate().getPublicKey());
    } catch (GeneralSecurityException e) {
      throw new CaRefusedException(
          Reason.POLICY, "The certificate of '" + certname + "' was not issued by this CA.");
    }
    return exclusively(
        certname,
        () -> {
          LeafBuilder leaf =
              issuer
                  .leaf(certname, presented.getPublicKey())
                  .altNames(HostNames.altNames(presented))
                  .ttl(settings.autoRenewalTtl());
          PuppetExtensions.of(presented).forEach(leaf::extension);
          return issue(leaf, certname);
        });
  }

  /**
   * Revokes all certificates of a name that have not expired. When all are revoked already, nothing
   * changes.
   *
   * @throws CaRefusedException when there is none
   */
  public void revoke(String certname) {
    Certname.check(certname);
    exclusively(
        certname,
        () -> {
          Set<BigInteger> all = new TreeSet<>(inventory.unexpired(certname, clock.instant()));
          certificate(certname).ifPresent(signed -> all.add(signed.getSerialNumber()));
          all.remove(issuer.certificate().getSerialNumber());
          if (all.isEmpty()) {
            throw nothingToRevoke(certname);
          }
          crl.revoke(all);
          return true;
        });
  }

  private CaRefusedException nothingToRevoke(String certname) {
    return request(certname).isPresent()
        ? new CaRefusedException(
            Reason.NO_CERTIFICATE,
            "Cannot revoke '" + certname + "': its request waits, and nothing is signed.")
        : new CaRefusedException(Reason.UNKNOWN, "Invalid certificate subject.");
  }

  /**
   * Removes certificate and request of a name from the directory, without revoking.
   *
   * @return whether there was anything
   */
  public boolean delete(String certname) {
    return exclusively(
        certname,
        () -> {
          boolean certificate = CaDirectory.delete(files.signed(certname));
          return CaDirectory.delete(files.requested(certname)) || certificate;
        });
  }

  /** Removes the request of a name; returns whether there was one. */
  public boolean deleteRequest(String certname) {
    return exclusively(certname, () -> CaDirectory.delete(files.requested(certname)));
  }

  /**
   * Revokes, then removes.
   *
   * @return whether there was anything
   */
  public boolean clean(String certname) {
    boolean revoked = true;
    try {
      revoke(certname);
    } catch (CaRefusedException e) {
      revoked = false;
    }
    return delete(certname) || revoked;
  }

  /** The certificate of a name. */
  public Optional<X509Certificate> certificate(String certname) {
    return CaDirectory.read(files.signed(certname)).map(Pem::certificate);
  }

  /** The request that waits under a name. */
  public Optional<CertificateRequest> request(String certname) {
    return CaDirectory.read(files.requested(certname)).map(CertificateRequest::parse);
  }

  /** What is known of a name; a certificate goes before a request. */
  public Optional<CertificateStatus> status(String certname) {
    Optional<CertificateStatus> signed =
        certificate(certname)
            .map(c -> CertificateStatus.of(certname, c, revoked(c.getSerialNumber())));
    return signed.or(() -> request(certname).map(CertificateStatus::of));
  }

  /** All names, those whose requests wait first, each part sorted. */
  public List<CertificateStatus> statuses() {
    List<CertificateStatus> all = new ArrayList<>();
    for (String name : files.certnames("requests")) {
      request(name).map(CertificateStatus::of).ifPresent(all::add);
    }
    for (String name : files.certnames("signed")) {
      certificate(name)
          .map(c -> CertificateStatus.of(name, c, revoked(c.getSerialNumber())))
          .ifPresent(all::add);
    }
    return all;
  }

  private boolean revoked(BigInteger serial) {
    return crl.revoked().contains(serial);
  }

  /** The CA bundle and the CRLs of the moment. */
  public TrustBundle trust() {
    return new TrustBundle(issuer.chain(), crl.crls());
  }

  /**
   * Takes newer CRLs of the CAs above this one.
   *
   * @throws CaRefusedException when one is not of such a CA, or a delta
   */
  public void updateUpstreamCrls(String pem) {
    crl.updateUpstream(pem);
  }

  /** What this CA allows. */
  public CaSettings settings() {
    return settings;
  }

  Map<String, Path> served() {
    return Map.of("ca", files.certificateFile(), "crl", files.crlFile());
  }

  Path signedFile(String certname) {
    return files.signed(certname);
  }

  private <T> T exclusively(String certname, Supplier<T> work) {
    synchronized (stripes.get(Math.floorMod(certname.hashCode(), STRIPES))) {
      return work.get();
    }
  }

  /** Gives the directory free. */
  @Override
  public void close() {
    lock.close();
  }
}
