package io.github.puppetha.ca;

import io.github.puppetha.PuppetHaException;
import io.github.puppetha.io.AtomicFiles;
import io.github.puppetha.pki.Certname;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The files of a Puppet CA, at Puppet's places and with Puppet's modes. */
record CaDirectory(Path root) {
  private static final String READABLE = "rw-r--r--";
  private static final String SECRET = "rw-r-----";

  Path certificateFile() {
    return root.resolve("ca_crt.pem");
  }

  Path keyFile() {
    return root.resolve("ca_key.pem");
  }

  Path publicKeyFile() {
    return root.resolve("ca_pub.pem");
  }

  Path crlFile() {
    return root.resolve("ca_crl.pem");
  }

  Path inventoryFile() {
    return root.resolve("inventory.txt");
  }

  Path serialFile() {
    return root.resolve("serial");
  }

  Path lockFile() {
    return root.resolve(".puppet-ha.lock");
  }

  Path signed(String certname) {
    return root.resolve("signed").resolve(Certname.check(certname) + ".pem");
  }

  Path requested(String certname) {
    return root.resolve("requests").resolve(Certname.check(certname) + ".pem");
  }

  /** The files without which there is no CA: all or none must be there. */
  List<Path> essential() {
    return List.of(certificateFile(), crlFile(), keyFile(), inventoryFile(), serialFile());
  }

  /** Is there a CA? A part of one is an error. */
  boolean exists() {
    List<Path> missing = essential().stream().filter(file -> !Files.exists(file)).toList();
    if (missing.isEmpty()) {
      return true;
    }
    if (missing.size() == essential().size()) {
      return false;
    }
    throw new PuppetHaException(
        "The CA directory "
            + root
            + " holds only a part of a CA: "
            + missing
            + " is not there. Restore what is missing from a backup; a CA is never made over the"
            + " rest of another one.");
  }

  void directories() throws IOException {
    Files.createDirectories(root.resolve("signed"));
    Files.createDirectories(root.resolve("requests"));
  }

  List<String> certnames(String directory) {
    List<String> names = new ArrayList<>();
    try (Stream<Path> files = Files.list(root.resolve(directory))) {
      files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".pem"))
          .map(name -> name.substring(0, name.length() - 4))
          .filter(name -> Certname.problem(name).isEmpty())
          .sorted()
          .forEach(names::add);
    } catch (NoSuchFileException e) {
      return List.of();
    } catch (IOException e) {
      throw failed("listing", root.resolve(directory), e);
    }
    return names;
  }

  static Optional<String> read(Path file) {
    try {
      return Optional.of(Files.readString(file, StandardCharsets.ISO_8859_1));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw failed("reading", file, e);
    }
  }

  static String need(Path file) {
    return read(file)
        .orElseThrow(
            () -> new PuppetHaException("The CA's file " + file + " is gone; restore it."));
  }

  static void write(Path file, String text) {
    write(file, text, READABLE);
  }

  static void writeSecret(Path file, String text) {
    write(file, text, SECRET);
  }

  private static void write(Path file, String text, String mode) {
    try {
      AtomicFiles.write(file, text.getBytes(StandardCharsets.UTF_8), mode);
    } catch (IOException e) {
      throw failed("writing", file, e);
    }
  }

  static boolean delete(Path file) {
    try {
      boolean there = Files.deleteIfExists(file);
      if (there) {
        AtomicFiles.sync(file.toAbsolutePath().getParent());
      }
      return there;
    } catch (IOException e) {
      throw failed("deleting", file, e);
    }
  }

  static PuppetHaException failed(String doing, Path file, IOException e) {
    return new PuppetHaException(
        "The CA failed at " + doing + " " + file + ": " + e + ". Check disk and permissions.", e);
  }
}
