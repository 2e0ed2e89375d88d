package io.github.puppetha.ca;

import io.github.puppetha.http.PuppetResponse;
import io.github.puppetha.pki.Certname;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What everyone may fetch: certificates, the bundle, the CRLs; byte for byte as on disk. */
final class CaFiles {
  private final CaEngine engine;

  CaFiles(CaEngine engine) {
    this.engine = engine;
  }

  PuppetResponse certificate(CaCall call) {
    String name = call.name();
    if (name == null) {
      return CaApi.notFound();
    }
    if (name.equals("ca")) {
      return serve(engine.served().get("ca"), call).orElseGet(CaApi::notFound);
    }
    Optional<PuppetResponse> found =
        Certname.problem(name).isPresent()
            ? Optional.empty()
            : serve(engine.signedFile(name), call);
    return found.orElseGet(() -> PuppetResponse.text(404, "Could not find certificate " + name));
  }

  PuppetResponse crl(CaCall call) {
    if (call.name() == null || !call.method().equals("GET")) {
      return CaApi.notFound();
    }
    return serve(engine.served().get("crl"), call).orElseGet(CaApi::notFound);
  }

  private static Optional<PuppetResponse> serve(Path file, CaCall call) {
    try {
      Instant changed = Files.getLastModifiedTime(file).toInstant().truncatedTo(ChronoUnit.SECONDS);
      Optional<Instant> known = call.header("if-modified-since").flatMap(CaFiles::date);
      if (known.isPresent() && !changed.isAfter(known.get())) {
        return Optional.of(new PuppetResponse(304, Map.of(), new byte[0]));
      }
      Map<String, List<String>> headers = Map.of("content-type", List.of("text/plain"));
      return Optional.of(new PuppetResponse(200, headers, Files.readAllBytes(file)));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw CaDirectory.failed("reading", file, e);
    }
  }

  private static Optional<Instant> date(String header) {
    try {
      return Optional.of(
          ZonedDateTime.parse(header, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant());
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }
}
