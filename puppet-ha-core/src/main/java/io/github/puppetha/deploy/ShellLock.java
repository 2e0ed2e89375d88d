package io.github.puppetha.deploy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The lock that deployers who come by ssh take: flock(2), held by the program of that name for as
 * long as this process lives. On a machine that has no such program none of them can be at work.
 */
final class ShellLock implements AutoCloseable {
  private static final String HOLD = "echo; exec cat";

  private final @Nullable Process holder;
  private final String complaint;

  private ShellLock(@Nullable Process holder, String complaint) {
    this.holder = holder;
    this.complaint = complaint;
  }

  /** Waits for it; see {@link #held}. */
  static ShellLock acquire(Path file, long patienceNanos) throws IOException {
    String seconds = String.format(Locale.ROOT, "%.3f", Math.max(0.001, patienceNanos / 1e9));
    Process process;
    try {
      process =
          new ProcessBuilder(
                  List.of("flock", "-x", "-w", seconds, file.toString(), "sh", "-c", HOLD))
              .start();
    } catch (IOException e) {
      return new ShellLock(null, "");
    }
    if (process.getInputStream().read() == '\n') {
      return new ShellLock(process, "");
    }
    String said =
        new String(process.getErrorStream().readNBytes(1000), StandardCharsets.UTF_8).strip();
    process.destroy();
    String why =
        said.isEmpty()
            ? "another deployment, by ssh, has been at work in "
                + file.getParent().getParent()
                + " for "
                + Duration.ofNanos(patienceNanos).toSeconds()
                + " s; wait for it, or end it"
            : said;
    return new ShellLock(null, why);
  }

  /** Is it held, as far as it is needed? */
  boolean held() {
    return complaint.isEmpty();
  }

  /** Why it is not held. */
  String complaint() {
    return complaint;
  }

  /** Frees it, and waits until it is free. */
  @Override
  public void close() throws IOException {
    if (holder != null) {
      holder.getOutputStream().close();
      holder.getInputStream().transferTo(java.io.OutputStream.nullOutputStream());
    }
  }
}
