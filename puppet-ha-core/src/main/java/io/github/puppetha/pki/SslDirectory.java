package io.github.puppetha.pki;

import io.github.puppetha.PuppetHaException;
import io.github.puppetha.io.AtomicFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * An agent's {@code ssldir} for one certname: the files that Puppet keeps there, at Puppet's
 * places. Files are written whole or not at all; private keys with mode 0600, new directories with
 * 0750 or 0700. Nothing is cached: each call reads the disk.
 */
public final class SslDirectory {
  private final Path directory;
  private final String certname;

  private SslDirectory(Path directory, String certname) {
    this.directory = directory;
    this.certname = certname;
  }

  /**
   * Names a directory, which need not exist yet.
   *
   * @throws IllegalArgumentException when the certname is not one
   */
  public static SslDirectory of(Path ssldir, String certname) {
    return new SslDirectory(ssldir, Certname.check(certname));
  }

  /** The directory itself. */
  public Path directory() {
    return directory;
  }

  /** Whose files these are. */
  public String certname() {
    return certname;
  }

  /** {@code certs/ca.pem}. */
  public Path caBundleFile() {
    return directory.resolve("certs").resolve("ca.pem");
  }

  /** {@code crl.pem}. */
  public Path crlFile() {
    return directory.resolve("crl.pem");
  }

  /** {@code certs/NAME.pem}. */
  public Path certificateFile() {
    return directory.resolve("certs").resolve(certname + ".pem");
  }

  /** {@code private_keys/NAME.pem}. */
  public Path privateKeyFile() {
    return directory.resolve("private_keys").resolve(certname + ".pem");
  }

  /** {@code public_keys/NAME.pem}. */
  public Path publicKeyFile() {
    return directory.resolve("public_keys").resolve(certname + ".pem");
  }

  /** {@code certificate_requests/NAME.pem}. */
  public Path requestFile() {
    return directory.resolve("certificate_requests").resolve(certname + ".pem");
  }

  /** The CA bundle, if it is there; signing CA first. */
  public Optional<List<X509Certificate>> caBundle() {
    return read(caBundleFile(), Pem::certificates);
  }

  /** The CRLs, if they are there. */
  public Optional<List<X509CRL>> crls() {
    return read(crlFile(), Pem::crls);
  }

  /** The key pair, if there is one; its public half is computed, not read. */
  public Optional<KeyPair> keyPair() {
    return read(privateKeyFile(), pem -> Keys.pair(Pem.privateKey(pem)));
  }

  /** The certificate, if there is one. */
  public Optional<X509Certificate> certificate() {
    return read(certificateFile(), Pem::certificate);
  }

  /** The request that waits for an answer, if there is one. */
  public Optional<CertificateRequest> request() {
    return read(requestFile(), CertificateRequest::parse);
  }

  /**
   * Key and certificate together.
   *
   * @throws PuppetHaException when one is missing or they do not belong together
   */
  public Identity identity() {
    KeyPair keys = keyPair().orElseThrow(() -> missing(privateKeyFile(), "private key"));
    List<X509Certificate> chain =
        read(certificateFile(), Pem::certificates)
            .orElseThrow(() -> missing(certificateFile(), "certificate"));
    if (!chain.get(0).getPublicKey().equals(keys.getPublic())) {
      throw new PuppetHaException(
          "The certificate "
              + certificateFile()
              + " does not match its private key "
              + privateKeyFile()
              + ". Clean '"
              + certname
              + "' on the CA, delete both files, and request a certificate again.");
    }
    return new Identity(keys.getPrivate(), chain);
  }

  /**
   * Bundle and CRLs together; without a CRL file revocation is not checked.
   *
   * @throws PuppetHaException when the CA bundle is missing
   */
  public TrustBundle trustBundle() {
    return new TrustBundle(
        caBundle().orElseThrow(() -> missing(caBundleFile(), "CA bundle")),
        crls().orElse(List.of()));
  }

  /** Keeps the CA bundle, byte for byte as it came. */
  public void saveCaBundle(byte[] pem) {
    write(caBundleFile(), pem, "rw-r--r--");
  }

  /** Keeps the CRLs, byte for byte as they came. */
  public void saveCrls(byte[] pem) {
    write(crlFile(), pem, "rw-r--r--");
  }

  /** Keeps a key pair: the private half with mode 0600. */
  public void saveKeys(KeyPair keys) {
    write(privateKeyFile(), bytes(Pem.encode(keys.getPrivate())), "rw-------");
    write(publicKeyFile(), bytes(Pem.encode(keys.getPublic())), "rw-r--r--");
  }

  /** Keeps the request until the certificate is there. */
  public void saveRequest(CertificateRequest request) {
    write(requestFile(), bytes(request.pem()), "rw-r--r--");
  }

  /** Keeps the certificate. */
  public void saveCertificate(X509Certificate certificate) {
    write(certificateFile(), bytes(Pem.encode(certificate)), "rw-r--r--");
  }

  /** Removes the request, if it is there. */
  public void deleteRequest() {
    try {
      Files.deleteIfExists(requestFile());
    } catch (IOException e) {
      throw new PuppetHaException("Cannot delete " + requestFile() + ": " + e.getMessage(), e);
    }
  }

  private <T> Optional<T> read(Path file, Function<String, T> parser) {
    try {
      return Optional.of(parser.apply(Files.readString(file, StandardCharsets.ISO_8859_1)));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new PuppetHaException(
          "Cannot read " + file + ": " + e + ". Check that this user may read it.", e);
    } catch (PemException e) {
      throw new PemException("Cannot use " + file + ": " + e.getMessage(), e);
    }
  }

  private PuppetHaException missing(Path file, String what) {
    return new PuppetHaException(
        "There is no "
            + what
            + " of '"
            + certname
            + "' at "
            + file
            + ". Get one from the Puppet CA first, or set ssldir and certname to those of an agent.");
  }

  private void write(Path file, byte[] content, String mode) {
    try {
      directories(directory, "rwxr-x---");
      Path parent = file.getParent();
      String name = parent.getFileName().toString();
      directories(parent, name.equals("private_keys") ? "rwx------" : "rwxr-x---");
      AtomicFiles.write(file, content, mode);
    } catch (IOException e) {
      throw new PuppetHaException(
          "Cannot write " + file + ": " + e + ". Check that this user may write there.", e);
    }
  }

  private static void directories(Path path, String mode) throws IOException {
    if (Files.isDirectory(path)) {
      return;
    }
    if (!path.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      Files.createDirectories(path);
      return;
    }
    Files.createDirectories(
        path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(mode)));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
