package io.github.puppetha.pki;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.ASN1String;

/**
 * How values stand in Puppet's extensions: a DER string, or the raw bytes of Puppet 3 and older.
 */
final class ExtensionValues {
  static final String MICROSOFT_EXTENSION_REQUEST = "1.3.6.1.4.1.311.2.1.14";

  private ExtensionValues() {}

  static boolean isPuppet(String oid) {
    return PuppetOids.under(PuppetOids.REGISTERED, oid)
        || PuppetOids.under(PuppetOids.PRIVATE, oid)
        || PuppetOids.under(PuppetOids.AUTHORIZATION, oid);
  }

  /** The text in an extension's octets. */
  static String text(byte[] octets) {
    try {
      return text(ASN1Primitive.fromByteArray(octets));
    } catch (IOException e) {
      return new String(octets, StandardCharsets.UTF_8);
    }
  }

  static String text(ASN1Primitive value) {
    return value instanceof ASN1String string ? string.getString() : String.valueOf(value);
  }

  /** Puppet's extensions of a certificate: OID to value, sorted. */
  static Map<String, String> of(X509Certificate certificate) {
    Set<String> oids = certificate.getNonCriticalExtensionOIDs();
    if (oids == null) {
      return Map.of();
    }
    Map<String, String> values = new TreeMap<>();
    for (String oid : oids) {
      byte[] wrapped = isPuppet(oid) ? certificate.getExtensionValue(oid) : null;
      if (wrapped != null) {
        values.put(oid, text(ASN1OctetString.getInstance(wrapped).getOctets()));
      }
    }
    return Collections.unmodifiableMap(values);
  }
}
