package io.github.puppetha.ca;

import io.github.puppetha.pki.CertificateRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code autosign.conf} as a list of names. */
final class AutosignList implements Autosign {
  private static final Logger LOG = LoggerFactory.getLogger(AutosignList.class);
  private final Path file;

  AutosignList(Path file) {
    this.file = file;
  }

  @Override
  public boolean signs(CertificateRequest request) {
    try {
      return Files.readAllLines(file).stream().anyMatch(line -> allows(line, request.certname()));
    } catch (NoSuchFileException e) {
      return false;
    } catch (IOException e) {
      LOG.warn("cannot read the autosign list {}, so nothing is signed: {}", file, e.toString());
      return false;
    }
  }

  private boolean allows(String line, String certname) {
    if (line.startsWith("#") || line.isBlank()) {
      return false;
    }
    String entry = line.strip();
    if (entry.contains("#") || entry.contains(" ")) {
      LOG.warn("{}: '{}' is not a name, so it is passed over", file, entry);
      return false;
    }
    if (entry.equals("*")) {
      return true;
    }
    if (!entry.startsWith("*.")) {
      return entry.equals(certname);
    }
    return endsWith(labels(certname), labels(entry.substring(2)));
  }

  private static List<String> labels(String name) {
    return List.of(name.toLowerCase(Locale.ROOT).split("\\."));
  }

  /** Compared label by label, at any depth, and the domain itself too, as Puppet does. */
  private static boolean endsWith(List<String> name, List<String> domain) {
    int from = name.size() - domain.size();
    return from >= 0 && name.subList(from, name.size()).equals(domain);
  }
}
