package io.github.puppetha.ca;

import io.github.puppetha.ca.CaRefusedException.Reason;
import io.github.puppetha.pki.CertificateRequest;
import io.github.puppetha.pki.PuppetOids;
import java.util.List;

/** What is looked at before a request is signed, in Puppet Server's order. */
final class SigningPolicy {
  private static final String SUBJECT_ALT_NAME = "2.5.29.17";

  private SigningPolicy() {}

  static void check(CertificateRequest request, CaSettings settings) {
    names(request, settings);
    authorization(request, settings);
    others(request);
    if (!request.signatureValid()) {
      throw refused(
          "The request of '"
              + request.certname()
              + "' is not signed with its own key: its public key does not correspond to the"
              + " signing key. Make a new key and request.");
    }
  }

  private static void names(CertificateRequest request, CaSettings settings) {
    List<String> names = request.subjectAltNames();
    if (names.stream().anyMatch(name -> name.startsWith("other:"))) {
      throw refused(
          "The request of '"
              + request.certname()
              + "' contains subject alternative names ("
              + String.join(", ", names)
              + ") of which some are neither DNS names nor addresses; such are never signed.");
    }
    boolean own = names.stream().allMatch(name -> name.equals("DNS:" + request.certname()));
    if (!own && !settings.allowSubjectAltNames()) {
      throw refused(
          "The request of '"
              + request.certname()
              + "' contains subject alternative names ("
              + String.join(", ", names)
              + ") which are disallowed. Set allow-subject-alt-names to true in ca.conf, or make"
              + " the request without them.");
    }
  }

  private static void authorization(CertificateRequest request, CaSettings settings) {
    List<String> oids =
        request.extensionOids().stream()
            .filter(oid -> PuppetOids.under(PuppetOids.AUTHORIZATION, oid))
            .toList();
    if (!oids.isEmpty() && !settings.allowAuthorizationExtensions()) {
      throw refused(
          "The request of '"
              + request.certname()
              + "' contains an authorization extension ("
              + String.join(", ", oids)
              + ") which is disallowed. Set allow-authorization-extensions to true in ca.conf, or"
              + " make the request without it.");
    }
  }

  private static void others(CertificateRequest request) {
    List<String> forbidden =
        request.extensionOids().stream().filter(oid -> !permitted(oid)).toList();
    if (!forbidden.isEmpty()) {
      throw refused("Found extensions that are not permitted: " + String.join(", ", forbidden));
    }
  }

  private static boolean permitted(String oid) {
    return oid.equals(SUBJECT_ALT_NAME)
        || PuppetOids.under(PuppetOids.REGISTERED, oid)
        || PuppetOids.under(PuppetOids.PRIVATE, oid)
        || (PuppetOids.under(PuppetOids.AUTHORIZATION, oid) && !oid.equals(PuppetOids.CLI_AUTH));
  }

  private static CaRefusedException refused(String message) {
    return new CaRefusedException(Reason.POLICY, message);
  }
}
