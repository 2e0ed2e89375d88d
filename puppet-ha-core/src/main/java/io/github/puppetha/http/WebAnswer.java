package io.github.puppetha.http;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.Optional;
import java.util.function.Function;

/**
 * An answer of a web server, whose body is still to be read. To be closed by whoever asked; closed
 * before its end, the connection is given up.
 */
public final class WebAnswer implements AutoCloseable {
  private final URI uri;
  private final int status;
  private final Function<String, Optional<String>> headers;
  private final InputStream body;

  WebAnswer(URI uri, int status, Function<String, Optional<String>> headers, InputStream body) {
    this.uri = uri;
    this.status = status;
    this.headers = headers;
    this.body = body;
  }

  /** What answered, after all redirects. */
  public URI uri() {
    return uri;
  }

  /** The status; never one of a redirect that was followed. */
  public int status() {
    return status;
  }

  /** The first header of that name, in any case. */
  public Optional<String> header(String name) {
    return headers.apply(name);
  }

  /** The body, as it came over the wire; reading fails when the connection breaks off. */
  public InputStream body() {
    return body;
  }

  /**
   * The whole body.
   *
   * @param maximum how many bytes it may have
   * @throws IOException also when it has more
   */
  public byte[] bytes(int maximum) throws IOException {
    byte[] bytes = body.readNBytes(maximum + 1);
    if (bytes.length > maximum) {
      throw new IOException(WebClient.shown(uri) + " answers with more than " + maximum + " bytes");
    }
    return bytes;
  }

  @Override
  public void close() throws IOException {
    body.close();
  }
}
