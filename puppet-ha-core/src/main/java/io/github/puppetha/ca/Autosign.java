package io.github.puppetha.ca;

import io.github.puppetha.pki.CertificateRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Which requests are signed when they come in. Called by any thread. Whatever goes wrong means
 * {@code false}: the request then waits to be signed by hand.
 */
@FunctionalInterface
public interface Autosign {
  /**
   * How long a policy executable may take when nothing is said; Puppet Server would wait forever.
   */
  Duration POLICY_TIMEOUT = Duration.ofSeconds(30);

  /** Is this request to be signed now? */
  boolean signs(CertificateRequest request);

  /** Signs all. */
  static Autosign all() {
    return request -> true;
  }

  /** Signs none. */
  static Autosign none() {
    return request -> false;
  }

  /**
   * Reads the {@code autosign} setting: {@code true}, {@code false}, or a path. At each request, a
   * file that is executable is run as a policy, one that is not is read as a list, and one that is
   * absent signs nothing.
   */
  static Autosign of(String setting) {
    return switch (setting) {
      case "true" -> all();
      case "false" -> none();
      default -> file(Path.of(setting), POLICY_TIMEOUT);
    };
  }

  /** A list or a policy executable, as {@link #of} takes a path. */
  static Autosign file(Path file, Duration policyTimeout) {
    Autosign policy = policy(file, policyTimeout);
    Autosign list = list(file);
    return request -> (Files.isExecutable(file) ? policy : list).signs(request);
  }

  /**
   * Signs the names of a list: a name or {@code *.domain} or {@code *} a line, {@code #} begins a
   * comment. Read anew each time.
   */
  static Autosign list(Path file) {
    return new AutosignList(file);
  }

  /**
   * Signs when a program exits with 0. It gets the certname as its argument and the request as PEM
   * on standard input.
   *
   * @param timeout after which it is killed and the request waits
   */
  static Autosign policy(Path program, Duration timeout) {
    return new AutosignPolicy(program, timeout);
  }
}
