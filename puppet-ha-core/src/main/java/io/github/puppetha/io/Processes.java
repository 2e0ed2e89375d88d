package io.github.puppetha.io;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Runs other programs; never through a shell. */
public final class Processes {
  private static final int MAX_OUTPUT = 10 * 1024 * 1024;

  private Processes() {}

  /**
   * What a program did.
   *
   * @param exit its exit status
   * @param out what it wrote to standard output, as UTF-8, the first 10 MiB
   * @param err what it wrote to standard error, likewise
   */
  public record Result(int exit, String out, String err) {
    /** Did it exit with 0? */
    public boolean ok() {
      return exit == 0;
    }
  }

  /** Runs a program with nothing on its standard input. */
  public static Result run(
      List<String> command, Path directory, Map<String, String> environment, Duration timeout)
      throws IOException {
    return run(command, directory, environment, new byte[0], timeout);
  }

  /**
   * Runs a program to its end.
   *
   * @param environment added to this process's own
   * @throws IOException when it cannot be started, or does not end in time (it is then killed)
   */
  public static Result run(
      List<String> command,
      Path directory,
      Map<String, String> environment,
      byte[] input,
      Duration timeout)
      throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
    builder.environment().putAll(environment);
    Process process = builder.start();
    CompletableFuture<String> out =
        Threads.start("puppet-ha-process", () -> drain(process.getInputStream()));
    CompletableFuture<String> err =
        Threads.start("puppet-ha-process", () -> drain(process.getErrorStream()));
    try {
      feed(process, input);
      if (!process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new IOException(command.get(0) + " did not end within " + timeout.toSeconds() + " s");
      }
      return new Result(process.exitValue(), out.join(), err.join());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(command.get(0) + " was interrupted", e);
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }

  private static void feed(Process process, byte[] input) {
    try (var stdin = process.getOutputStream()) {
      stdin.write(input);
    } catch (IOException e) {
      // A program that does not read its input is none of our business: its exit status tells.
      return;
    }
  }

  private static String drain(InputStream stream) {
    try (stream) {
      byte[] kept = stream.readNBytes(MAX_OUTPUT);
      stream.skip(Long.MAX_VALUE);
      return new String(kept, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
