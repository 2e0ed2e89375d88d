package io.github.puppetha.pki;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;

/**
 * Does a server's certificate cover the name under which it was asked (RFC 6125)? The CN counts
 * only when there is no DNS name at all, as in certificates that older Puppet CAs made.
 */
public final class HostNames {
  private static final int DNS = 2;
  private static final int IP = 7;

  private HostNames() {}

  /**
   * Compares.
   *
   * @param host name or address literal, in any case, with or without final dot
   */
  public static boolean covers(X509Certificate certificate, String host) {
    String wanted = host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
    wanted = wanted.toLowerCase(Locale.ROOT);
    if (isAddress(wanted)) {
      return names(certificate, IP).contains(wanted);
    }
    for (String name : dnsNames(certificate)) {
      if (matches(name.toLowerCase(Locale.ROOT), wanted)) {
        return true;
      }
    }
    return false;
  }

  /** The names that a certificate covers, for messages. */
  public static List<String> of(X509Certificate certificate) {
    List<String> all = new ArrayList<>(dnsNames(certificate));
    all.addAll(names(certificate, IP));
    return all;
  }

  /** The alternative names with their kind, as Puppet writes them; empty when there are none. */
  public static List<String> altNames(X509Certificate certificate) {
    List<String> all = new ArrayList<>();
    names(certificate, DNS).forEach(name -> all.add("DNS:" + name));
    names(certificate, IP).forEach(name -> all.add("IP:" + name));
    return all;
  }

  private static List<String> dnsNames(X509Certificate certificate) {
    List<String> names = names(certificate, DNS);
    if (names.isEmpty()) {
      try {
        return List.of(Identity.certname(certificate));
      } catch (IllegalArgumentException e) {
        return List.of();
      }
    }
    return names;
  }

  private static List<String> names(X509Certificate certificate, int kind) {
    try {
      Collection<List<?>> all = certificate.getSubjectAlternativeNames();
      if (all == null) {
        return List.of();
      }
      return all.stream()
          .filter(name -> name.get(0).equals(kind))
          .map(name -> String.valueOf(name.get(1)))
          .toList();
    } catch (CertificateParsingException e) {
      return List.of();
    }
  }

  /** A star stands for exactly one whole label, the first, and at least two must follow. */
  private static boolean matches(String pattern, String host) {
    if (!pattern.startsWith("*.")) {
      return pattern.equals(host);
    }
    String rest = pattern.substring(1);
    int dot = host.indexOf('.');
    return dot > 0 && rest.indexOf('.', 1) > 0 && host.substring(dot).equals(rest);
  }

  private static boolean isAddress(String host) {
    return host.indexOf(':') >= 0 || host.matches("[0-9]+(\\.[0-9]+){3}");
  }
}
