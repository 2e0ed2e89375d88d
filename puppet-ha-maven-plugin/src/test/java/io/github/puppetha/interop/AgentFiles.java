package io.github.puppetha.interop;

import io.github.puppetha.pki.Identity;
import io.github.puppetha.pki.Pem;
import io.github.puppetha.pki.SslDirectory;
import io.github.puppetha.pki.TrustBundle;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.KeyPair;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** An agent's ssldir. */
final class AgentFiles {
  private AgentFiles() {}

  static void write(Path ssldir, String certname, Identity identity, TrustBundle trust) {
    SslDirectory files = SslDirectory.of(ssldir, certname);
    files.saveCaBundle(
        Pem.encodeCertificates(trust.authorities()).getBytes(StandardCharsets.UTF_8));
    files.saveCrls(Pem.encodeCrls(trust.crls()).getBytes(StandardCharsets.UTF_8));
    files.saveKeys(new KeyPair(identity.certificate().getPublicKey(), identity.key()));
    files.saveCertificate(identity.certificate());
  }

  /** Makes what came from the CA so old: after a day, agents from Puppet 8 on want it anew. */
  static void age(Path ssldir, String certname, int days) throws IOException {
    FileTime old = FileTime.from(Instant.now().minus(days, ChronoUnit.DAYS));
    SslDirectory files = SslDirectory.of(ssldir, certname);
    Files.setLastModifiedTime(files.caBundleFile(), old);
    Files.setLastModifiedTime(files.crlFile(), old);
  }
}
