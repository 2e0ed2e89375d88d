package io.github.puppetha.code;

import io.github.puppetha.http.WebAnswer;
import io.github.puppetha.http.WebClient;
import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads from the web: small answers whole, archives into the store. What breaks off is gone on with
 * where it broke off; what fails for now is tried again.
 */
final class Downloads {
  private static final Set<Integer> FOR_NOW = Set.of(408, 425, 429, 500, 502, 503, 504);

  private final Supplier<WebClient> client;
  private final ArchiveStore store;
  private final Retries retries;

  Downloads(Supplier<WebClient> client, ArchiveStore store, Retries retries) {
    this.client = client;
    this.store = store;
    this.retries = retries;
  }

  /** An answer that trying again does not change. */
  static final class Refused extends IOException {
    private static final long serialVersionUID = 1L;
    private final int status;

    Refused(int status, String message) {
      super(message);
      this.status = status;
    }

    int status() {
      return status;
    }
  }

  private interface Attempt<T> {
    T run() throws IOException;
  }

  /** Failed for now, and when the server wants to be asked again. */
  private static final class Later extends IOException {
    private static final long serialVersionUID = 1L;
    private final transient Optional<Duration> wanted;

    Later(String message, Optional<Duration> wanted) {
      super(message);
      this.wanted = wanted;
    }
  }

  /** A whole answer, of at most so many bytes. */
  byte[] get(URI uri, Map<String, String> headers, int maximum) throws IOException {
    return tried(
        () -> 0L,
        () -> {
          try (WebAnswer answer = client.get().get(uri, headers)) {
            check(uri, answer);
            return answer.bytes(maximum);
          }
        });
  }

  /**
   * An archive, in the store.
   *
   * @param expected its checksum; null where none is known
   * @throws Refused when what comes has another checksum
   */
  Path archive(URI uri, Map<String, String> headers, @Nullable Checksum expected)
      throws IOException {
    String name =
        "get-" + TreeDigest.text(uri.toString(), String.valueOf(expected)).substring(0, 16);
    try (Part part = Part.open(store, name)) {
      boolean resumed = part.size() > 0;
      fill(uri, headers, part);
      if (expected != null && !expected.fits(part.path()) && resumed) {
        // What was there before may have been of another file.
        part.truncate();
        fill(uri, headers, part);
      }
      if (expected != null && !expected.fits(part.path())) {
        part.truncate();
        throw new Refused(
            200,
            WebClient.shown(uri)
                + " is not what it should be: its "
                + expected.algorithm()
                + " is not "
                + expected.hex()
                + "; nothing of it is used");
      }
      return store.keep(part.path());
    }
  }

  private void fill(URI uri, Map<String, String> headers, Part part) throws IOException {
    tried(
        part::size,
        () -> {
          Map<String, String> asked = new LinkedHashMap<>(headers);
          if (part.size() > 0) {
            asked.put("Range", "bytes=" + part.size() + "-");
          }
          try (WebAnswer answer = client.get().get(uri, asked)) {
            if (answer.status() == 416) {
              part.truncate();
              throw new Later(WebClient.shown(uri) + " has no such range", Optional.empty());
            }
            check(uri, answer);
            if (!continues(answer, part.size())) {
              part.truncate();
            }
            part.append(answer.body());
          }
          return true;
        });
  }

  private static boolean continues(WebAnswer answer, long from) {
    String range = answer.header("Content-Range").orElse("");
    return answer.status() == 206 && range.startsWith("bytes " + from + "-");
  }

  private static void check(URI uri, WebAnswer answer) throws IOException {
    int status = answer.status();
    if (status == 200 || status == 206) {
      return;
    }
    String message = WebClient.shown(uri) + " answers " + status;
    if (FOR_NOW.contains(status)) {
      throw new Later(message, answer.header("Retry-After").flatMap(Downloads::seconds));
    }
    throw new Refused(status, message);
  }

  private static Optional<Duration> seconds(String text) {
    return text.matches("\\d{1,6}")
        ? Optional.of(Duration.ofSeconds(Long.parseLong(text)))
        : Optional.empty();
  }

  private interface Progress {
    long now() throws IOException;
  }

  /** Failures are counted anew where an attempt got further than the one before. */
  private <T> T tried(Progress progress, Attempt<T> attempt) throws IOException {
    int failures = 0;
    long before = progress.now();
    while (true) {
      try {
        return attempt.run();
      } catch (Refused | FileSystemException e) {
        throw e;
      } catch (IOException e) {
        failures = progress.now() > before ? 1 : failures + 1;
        before = progress.now();
        if (!retries.again(failures, e instanceof Later l ? l.wanted : Optional.empty())) {
          throw e;
        }
      }
    }
  }
}
