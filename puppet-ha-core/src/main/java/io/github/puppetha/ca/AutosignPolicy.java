package io.github.puppetha.ca;

import io.github.puppetha.io.Processes;
import io.github.puppetha.pki.CertificateRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A program that decides. */
final class AutosignPolicy implements Autosign {
  private static final Logger LOG = LoggerFactory.getLogger(AutosignPolicy.class);
  private final Path program;
  private final Duration timeout;

  AutosignPolicy(Path program, Duration timeout) {
    this.program = program.toAbsolutePath();
    this.timeout = timeout;
  }

  @Override
  public boolean signs(CertificateRequest request) {
    try {
      Processes.Result result =
          Processes.run(
              List.of(program.toString(), request.certname()),
              program.getParent(),
              Map.of(),
              request.pem().getBytes(StandardCharsets.US_ASCII),
              timeout);
      LOG.debug("{} {}: {}", program, request.certname(), result.out());
      if (!result.err().isBlank()) {
        LOG.warn("{} {}: {}", program, request.certname(), result.err());
      }
      return result.ok();
    } catch (IOException e) {
      LOG.warn("the autosign policy failed, so {} waits: {}", request.certname(), e.getMessage());
      return false;
    }
  }
}
