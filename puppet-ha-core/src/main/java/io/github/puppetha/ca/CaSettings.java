package io.github.puppetha.ca;

import io.github.puppetha.pki.CertificateIssuer;
import java.time.Duration;

/**
 * What a CA allows: the settings of Puppet Server's {@code ca.conf} and {@code puppet.conf} that
 * bear on signing.
 *
 * @param allowSubjectAltNames sign requests with names beside their own
 * @param allowAuthorizationExtensions sign requests with extensions that give rights; {@code
 *     pp_cli_auth} is refused nevertheless
 * @param allowDuplicateCerts take a request of a name that has a certificate already
 * @param allowAutoRenewal renew certificates, and sign for {@code autoRenewalTtl} who says that it
 *     renews by itself
 * @param caTtl how long certificates are valid
 * @param autoRenewalTtl how long certificates are valid that are renewed automatically
 */
public record CaSettings(
    boolean allowSubjectAltNames,
    boolean allowAuthorizationExtensions,
    boolean allowDuplicateCerts,
    boolean allowAutoRenewal,
    Duration caTtl,
    Duration autoRenewalTtl) {

  /** Puppet Server's defaults: nothing is allowed, five years, ninety days. */
  public static CaSettings defaults() {
    return new CaSettings(
        false, false, false, false, CertificateIssuer.PUPPET_TTL, Duration.ofDays(90));
  }

  /** The same with names beside the own one allowed or not. */
  public CaSettings withSubjectAltNames(boolean allowed) {
    return new CaSettings(
        allowed,
        allowAuthorizationExtensions,
        allowDuplicateCerts,
        allowAutoRenewal,
        caTtl,
        autoRenewalTtl);
  }

  /** The same with extensions that give rights allowed or not. */
  public CaSettings withAuthorizationExtensions(boolean allowed) {
    return new CaSettings(
        allowSubjectAltNames,
        allowed,
        allowDuplicateCerts,
        allowAutoRenewal,
        caTtl,
        autoRenewalTtl);
  }

  /** The same with requests of names that have a certificate allowed or not. */
  public CaSettings withDuplicateCerts(boolean allowed) {
    return new CaSettings(
        allowSubjectAltNames,
        allowAuthorizationExtensions,
        allowed,
        allowAutoRenewal,
        caTtl,
        autoRenewalTtl);
  }

  /** The same with renewal allowed or not. */
  public CaSettings withAutoRenewal(boolean allowed, Duration ttl) {
    return new CaSettings(
        allowSubjectAltNames,
        allowAuthorizationExtensions,
        allowDuplicateCerts,
        allowed,
        caTtl,
        ttl);
  }

  /** The same with another life time of certificates. */
  public CaSettings withTtl(Duration ttl) {
    return new CaSettings(
        allowSubjectAltNames,
        allowAuthorizationExtensions,
        allowDuplicateCerts,
        allowAutoRenewal,
        ttl,
        autoRenewalTtl);
  }
}
