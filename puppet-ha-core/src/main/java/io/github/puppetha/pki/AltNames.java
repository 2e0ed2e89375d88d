package io.github.puppetha.pki;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;

/** Alternative names between Puppet's text form and X.509. */
final class AltNames {
  private AltNames() {}

  static List<String> toText(GeneralNames names) {
    List<String> texts = new ArrayList<>();
    for (GeneralName name : names.getNames()) {
      texts.add(
          switch (name.getTagNo()) {
            case GeneralName.dNSName -> "DNS:" + name.getName();
            case GeneralName.iPAddress -> "IP:" + address(name);
            default -> "other:" + name.getName();
          });
    }
    return texts;
  }

  private static String address(GeneralName name) {
    try {
      byte[] bytes = ASN1OctetString.getInstance(name.getName()).getOctets();
      return InetAddress.getByAddress(bytes).getHostAddress();
    } catch (UnknownHostException e) {
      throw new PemException("an alternative name is not an address: " + name, e);
    }
  }

  /** Bare names and {@code DNS:} are DNS names, {@code IP:} addresses; each once, in order. */
  static List<String> normalize(List<String> names) {
    return names.stream()
        .map(name -> name.startsWith("DNS:") || name.startsWith("IP:") ? name : "DNS:" + name)
        .distinct()
        .toList();
  }

  static GeneralNames toGeneralNames(List<String> texts) {
    return new GeneralNames(
        texts.stream().map(AltNames::toGeneralName).toArray(GeneralName[]::new));
  }

  private static GeneralName toGeneralName(String text) {
    if (text.startsWith("DNS:")) {
      return new GeneralName(GeneralName.dNSName, text.substring(4));
    }
    if (text.startsWith("IP:")) {
      return new GeneralName(GeneralName.iPAddress, text.substring(3));
    }
    throw new IllegalArgumentException("neither DNS: nor IP: '" + text + "'");
  }
}
