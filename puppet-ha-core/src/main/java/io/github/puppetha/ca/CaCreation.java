package io.github.puppetha.ca;

import io.github.puppetha.PuppetHaException;
import io.github.puppetha.io.AtomicFiles;
import io.github.puppetha.pki.CertificateIssuer;
import io.github.puppetha.pki.Pem;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.time.Clock;
import java.util.UUID;
import java.util.stream.Stream;

/** Makes a new CA directory; it is there whole or not at all. */
final class CaCreation {
  private CaCreation() {}

  static void create(Path cadir, String name, KeyPair keys, Clock clock) {
    if (!keys.getPrivate().getAlgorithm().equals("RSA")) {
      throw new IllegalArgumentException("Puppet's CA signs with RSA keys only");
    }
    if (new CaDirectory(cadir).exists()) {
      throw new PuppetHaException("There is a CA in " + cadir + " already; it was left as it is.");
    }
    Path parent = cadir.toAbsolutePath().getParent();
    Path temporary = parent.resolve("." + cadir.getFileName() + "." + UUID.randomUUID() + ".tmp");
    try {
      if (empty(cadir)) {
        Files.createDirectories(parent);
        Files.createDirectory(temporary);
        populate(new CaDirectory(temporary), name, keys, clock);
        restrict(temporary);
        Files.move(temporary, cadir, StandardCopyOption.ATOMIC_MOVE);
        AtomicFiles.sync(parent);
      } else {
        populate(new CaDirectory(cadir), name, keys, clock);
      }
    } catch (IOException e) {
      throw CaDirectory.failed("creating", cadir, e);
    }
  }

  private static boolean empty(Path directory) throws IOException {
    if (!Files.exists(directory)) {
      return true;
    }
    try (Stream<Path> files = Files.list(directory)) {
      return files.findAny().isEmpty();
    }
  }

  private static void restrict(Path directory) throws IOException {
    if (directory.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-x---"));
    }
  }

  /** As Puppet Server does at its first start: the CA itself has serial 1 and a line of its own. */
  private static void populate(CaDirectory files, String name, KeyPair keys, Clock clock)
      throws IOException {
    CertificateIssuer issuer = CertificateIssuer.selfSignedCa(name, keys, clock);
    files.directories();
    CaDirectory.writeSecret(files.keyFile(), Pem.encode(keys.getPrivate()));
    CaDirectory.write(files.publicKeyFile(), Pem.encode(keys.getPublic()));
    CaDirectory.write(files.serialFile(), SerialFile.format(BigInteger.TWO));
    CaDirectory.write(files.inventoryFile(), Inventory.line(issuer.certificate()) + "\n");
    CaDirectory.write(files.crlFile(), Pem.encode(issuer.emptyCrl()));
    CaDirectory.write(files.certificateFile(), Pem.encode(issuer.certificate()));
  }
}
