package io.github.puppetha.pki;

import java.io.IOException;
import java.security.KeyPair;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERPrintableString;
import org.bouncycastle.asn1.DERUTF8String;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.ExtensionsGenerator;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.pkcs.PKCS10CertificationRequestBuilder;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequestBuilder;

/** Collects what goes into a certificate request. Not for use by several threads. */
public final class RequestBuilder {
  private final String certname;
  private final KeyPair keys;
  private final List<String> altNames = new ArrayList<>();
  private final Map<String, String> extensions = new LinkedHashMap<>();
  private final Map<String, String> attributes = new LinkedHashMap<>();

  RequestBuilder(String certname, KeyPair keys) {
    this.certname = certname;
    this.keys = keys;
  }

  /**
   * Adds alternative names: {@code DNS:x}, {@code IP:192.0.2.1}, or bare, which means DNS. When
   * there is one, the certname is added too, as the agent does.
   */
  public RequestBuilder altNames(List<String> names) {
    altNames.addAll(names);
    return this;
  }

  /**
   * Adds an extension that the CA copies to the certificate.
   *
   * @param nameOrOid such as {@code pp_role} or {@code 1.3.6.1.4.1.34380.1.2.1}
   * @throws IllegalArgumentException for an unknown name
   */
  public RequestBuilder extension(String nameOrOid, String value) {
    String oid = PuppetOids.oid(nameOrOid);
    if (oid.equals(Extension.subjectAlternativeName.getId())) {
      throw new IllegalArgumentException("alternative names are no extension here: use altNames");
    }
    extensions.put(oid, value);
    return this;
  }

  /**
   * Adds an attribute that only the autosign policy sees, such as {@code challengePassword}.
   *
   * @throws IllegalArgumentException for an unknown name, or the attribute that holds extensions
   */
  public RequestBuilder attribute(String nameOrOid, String value) {
    String oid = PuppetOids.oid(nameOrOid);
    if (oid.equals(PKCSObjectIdentifiers.pkcs_9_at_extensionRequest.getId())
        || oid.equals(ExtensionValues.MICROSOFT_EXTENSION_REQUEST)) {
      throw new IllegalArgumentException("extensions are no attribute here: use extension");
    }
    attributes.put(oid, value);
    return this;
  }

  /** Makes the request and signs it with SHA-256. */
  public CertificateRequest build() {
    try {
      PKCS10CertificationRequestBuilder builder =
          new JcaPKCS10CertificationRequestBuilder(Names.commonName(certname), keys.getPublic());
      attributes.forEach(
          (oid, value) ->
              builder.addAttribute(new ASN1ObjectIdentifier(oid), new DERPrintableString(value)));
      ExtensionsGenerator wanted = wanted();
      if (!wanted.isEmpty()) {
        builder.addAttribute(PKCSObjectIdentifiers.pkcs_9_at_extensionRequest, wanted.generate());
      }
      String algorithm = Keys.signatureAlgorithm(keys.getPrivate());
      return CertificateRequest.ofDer(
          builder
              .build(new JcaContentSignerBuilder(algorithm).build(keys.getPrivate()))
              .getEncoded());
    } catch (OperatorCreationException | IOException e) {
      throw new PemException("the request of " + certname + " was not made: " + e.getMessage(), e);
    }
  }

  private ExtensionsGenerator wanted() throws IOException {
    ExtensionsGenerator generator = new ExtensionsGenerator();
    for (Map.Entry<String, String> extension : extensions.entrySet()) {
      generator.addExtension(
          new ASN1ObjectIdentifier(extension.getKey()),
          false,
          new DERUTF8String(extension.getValue()));
    }
    if (!altNames.isEmpty()) {
      List<String> all = new ArrayList<>(altNames);
      all.add(certname);
      generator.addExtension(
          Extension.subjectAlternativeName,
          false,
          AltNames.toGeneralNames(AltNames.normalize(all)));
    }
    return generator;
  }
}
