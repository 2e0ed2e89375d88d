package io.github.puppetha.deploy;

import io.github.puppetha.code.TarSink;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/** One tar stream over ssh, compressed where gzip is there: what is missing, whole. */
final class TarTransfer implements Transfer {
  private static final int BUFFER = 64 * 1024;

  @Override
  public List<String> programs() {
    return List.of();
  }

  @Override
  public @Nullable String lacks() {
    return null;
  }

  @Override
  public long send(Sending sending, Map<String, Long> sent) throws IOException {
    AtomicReference<String> expected = new AtomicReference<>("");
    String arrived = sending.session().unpack(stream -> expected.set(write(sending, sent, stream)));
    sending.check(arrived, expected.get());
    return 0;
  }

  private static String write(Sending sending, Map<String, Long> sent, OutputStream stream)
      throws IOException {
    OutputStream buffered = new BufferedOutputStream(stream, BUFFER);
    OutputStream packed =
        sending.shell().compresses() ? new GZIPOutputStream(buffered, BUFFER) : buffered;
    TarSink tar = new TarSink(new BufferedOutputStream(packed, BUFFER));
    Meter meter = new Meter(sending.shell(), sent);
    String digest = sending.content().writeTo(tar, meter::told);
    tar.finish();
    if (packed instanceof GZIPOutputStream gzip) {
      gzip.finish();
    }
    buffered.flush();
    meter.rest();
    return digest;
  }

  /** Tells what was sent since the last time, to the part that it was sent for. */
  private static final class Meter {
    private final RemoteShell shell;
    private final Map<String, Long> sent;
    private long last;
    private String environment = "";

    Meter(RemoteShell shell, Map<String, Long> sent) {
      this.shell = shell;
      this.sent = sent;
      this.last = shell.bytesSent();
    }

    void told(String part) {
      environment = part;
      rest();
    }

    void rest() {
      long now = shell.bytesSent();
      sent.merge(environment, now - last, Long::sum);
      last = now;
    }
  }
}
