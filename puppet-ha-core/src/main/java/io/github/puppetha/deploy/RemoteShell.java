package io.github.puppetha.deploy;

import io.github.puppetha.code.SshConnection;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/**
 * Runs scripts on a server, in its POSIX shell; nothing of ours is installed there. A script comes
 * first on standard input, its length on the command line; what follows it is the script's input.
 */
final class RemoteShell {
  /** Comes first in what a script says. */
  static final char BEGIN = '\036';

  private static final int MAX_COMPLAINT = 2_000;

  private final SshConnection connection;
  private final SshAddress address;
  private boolean gzip;

  RemoteShell(SshConnection connection, SshAddress address) {
    this.connection = connection;
    this.address = address;
  }

  /** From now on what is sent is compressed: gzip is there. */
  void compress() {
    gzip = true;
  }

  boolean compresses() {
    return gzip;
  }

  SshAddress address() {
    return address;
  }

  long bytesSent() {
    return connection.bytesSent();
  }

  /** A script of ours, without what only people read. */
  static String script(String... names) {
    StringBuilder text = new StringBuilder();
    for (String name : names) {
      try (InputStream stream = RemoteShell.class.getResourceAsStream(name + ".sh")) {
        if (stream == null) {
          throw new IllegalStateException("no script " + name);
        }
        new String(stream.readAllBytes(), StandardCharsets.UTF_8)
            .lines()
            .map(String::strip)
            .filter(line -> !line.isEmpty() && !line.startsWith("#"))
            .forEach(line -> text.append(line).append('\n'));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return text.toString();
  }

  /** A word that the shell takes as it is. */
  static String quote(String word) {
    if (word.indexOf('\0') >= 0) {
      throw new IllegalArgumentException("NUL in a word");
    }
    return "'" + word.replace("'", "'\\''") + "'";
  }

  /** Runs a script to its end; exit status 3 is an answer, other ones are failures. */
  SshConnection.Answer run(
      String script, List<String> arguments, SshConnection.Input input, Duration idle)
      throws IOException {
    SshConnection.Answer answer = answer(script, arguments, input, idle);
    if (!answer.ok() && answer.exit() != 3) {
      throw failed(answer.exit(), answer.err());
    }
    return answer;
  }

  /** Runs a script to its end, whatever that is. */
  SshConnection.Answer answer(
      String script, List<String> arguments, SshConnection.Input input, Duration idle)
      throws IOException {
    byte[] text = text(script);
    SshConnection.Answer answer =
        connection.run(
            command(text.length, arguments),
            stream -> {
              stream.write(text);
              input.writeTo(stream);
            },
            idle);
    return new SshConnection.Answer(answer.exit(), said(answer.out()), answer.err());
  }

  /** What the user's own shell says before (a greeting in its start files) is not ours. */
  private static byte[] said(byte[] out) {
    for (int i = 0; i < out.length; i++) {
      if (out[i] == BEGIN) {
        return Arrays.copyOfRange(out, i + 1, out.length);
      }
    }
    return new byte[0];
  }

  /** Starts a script that goes on until its input ends. */
  SshConnection.Running start(String script, List<String> arguments) throws IOException {
    byte[] text = text(script);
    SshConnection.Running running = connection.start(command(text.length, arguments));
    try {
      OutputStream in = running.in();
      in.write(text);
      in.flush();
      return running;
    } catch (IOException e) {
      running.close();
      throw e;
    }
  }

  IOException failed(int exit, String complaint) {
    String said = complaint.strip();
    String shown = said.length() > MAX_COMPLAINT ? said.substring(0, MAX_COMPLAINT) + "…" : said;
    return new IOException(
        address.host() + ": " + (shown.isEmpty() ? "the shell exited with " + exit : shown));
  }

  private String command(int length, List<String> arguments) {
    StringBuilder line = new StringBuilder("exec sh -c 'eval \"$(head -c ");
    line.append(length).append(gzip ? " | gzip -dc" : "").append(")\"' sh ");
    line.append(quote(address.path()));
    arguments.forEach(argument -> line.append(' ').append(quote(argument)));
    return line.toString();
  }

  private byte[] text(String script) throws IOException {
    byte[] plain = script.getBytes(StandardCharsets.UTF_8);
    if (!gzip) {
      return plain;
    }
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream stream = new GZIPOutputStream(packed)) {
      stream.write(plain);
    }
    return packed.toByteArray();
  }
}
