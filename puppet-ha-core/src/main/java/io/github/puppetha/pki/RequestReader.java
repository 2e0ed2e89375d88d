package io.github.puppetha.pki;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.pkcs.Attribute;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x500.RDN;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x500.style.IETFUtils;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.pkcs.PKCS10CertificationRequest;

/** Takes a request apart. */
final class RequestReader {
  private final PKCS10CertificationRequest request;
  private final List<Extension> wanted = new ArrayList<>();

  RequestReader(PKCS10CertificationRequest request) {
    this.request = request;
    for (Attribute attribute : request.getAttributes()) {
      if (isExtensionRequest(attribute.getAttrType())) {
        for (ASN1Encodable value : attribute.getAttrValues()) {
          Extensions extensions = Extensions.getInstance(value);
          for (ASN1ObjectIdentifier oid : extensions.getExtensionOIDs()) {
            wanted.add(extensions.getExtension(oid));
          }
        }
      }
    }
  }

  private static boolean isExtensionRequest(ASN1ObjectIdentifier oid) {
    return oid.equals(PKCSObjectIdentifiers.pkcs_9_at_extensionRequest)
        || oid.getId().equals(ExtensionValues.MICROSOFT_EXTENSION_REQUEST);
  }

  String commonName() {
    RDN[] names = request.getSubject().getRDNs(BCStyle.CN);
    if (names.length == 0) {
      throw new PemException("the certificate request has no CN in its subject");
    }
    for (var part : names[0].getTypesAndValues()) {
      if (part.getType().equals(BCStyle.CN)) {
        return IETFUtils.valueToString(part.getValue());
      }
    }
    throw new PemException("the certificate request has no CN in its subject");
  }

  List<String> extensionOids() {
    return wanted.stream().map(extension -> extension.getExtnId().getId()).toList();
  }

  List<String> subjectAltNames() {
    List<String> names = new ArrayList<>();
    for (Extension extension : wanted) {
      if (extension.getExtnId().equals(Extension.subjectAlternativeName)) {
        names.addAll(AltNames.toText(GeneralNames.getInstance(extension.getParsedValue())));
      }
    }
    return List.copyOf(names);
  }

  Map<String, String> puppetExtensions() {
    Map<String, String> values = new LinkedHashMap<>();
    for (Extension extension : wanted) {
      String oid = extension.getExtnId().getId();
      if (ExtensionValues.isPuppet(oid)) {
        values.put(oid, ExtensionValues.text(extension.getExtnValue().getOctets()));
      }
    }
    return Collections.unmodifiableMap(values);
  }

  Map<String, String> attributes() {
    Map<String, String> values = new LinkedHashMap<>();
    for (Attribute attribute : request.getAttributes()) {
      if (!isExtensionRequest(attribute.getAttrType()) && attribute.getAttrValues().size() > 0) {
        values.put(
            attribute.getAttrType().getId(),
            ExtensionValues.text(attribute.getAttrValues().getObjectAt(0).toASN1Primitive()));
      }
    }
    return Collections.unmodifiableMap(values);
  }
}
