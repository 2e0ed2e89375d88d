package io.github.puppetha.code;

import io.github.puppetha.io.Threads;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.eclipse.jgit.transport.RemoteSession;

/**
 * A connection to one host; several commands may run over it, also at the same time. Closing it
 * gives it back to its {@link Ssh}, which keeps it for a few seconds for the next who asks.
 */
public final class SshConnection implements AutoCloseable {
  private static final int MAX_OUTPUT = 64 * 1024 * 1024;
  private static final int CHANNEL_SECONDS = 30;

  private final String host;
  private final RemoteSession session;
  private final Consumer<SshConnection> release;
  private final AtomicLong sent = new AtomicLong();
  private final AtomicBoolean broken = new AtomicBoolean();
  private final AtomicBoolean closed = new AtomicBoolean();
  private final AtomicBoolean disconnected = new AtomicBoolean();

  /** What is done with it in the end is up to whoever made it. */
  SshConnection(String host, RemoteSession session, Consumer<SshConnection> release) {
    this.host = host;
    this.session = session;
    this.release = release;
  }

  RemoteSession session() {
    return session;
  }

  /** Is it of no more use? */
  boolean broken() {
    return broken.get();
  }

  /**
   * What a command did.
   *
   * @param exit its exit status
   * @param out what it wrote to standard output, 64 MiB at most
   * @param err what it wrote to standard error, as UTF-8
   */
  public record Answer(int exit, byte[] out, String err) {
    /** Did it exit with 0? */
    public boolean ok() {
      return exit == 0;
    }
  }

  /** Writes what a command is to read; the stream need not be closed. */
  @FunctionalInterface
  public interface Input {
    /** Writes all of it. */
    void writeTo(OutputStream stream) throws IOException;
  }

  /**
   * Runs a command, in the login shell of the user there, to its end.
   *
   * @param idle how long neither side may say anything; the connection is then given up
   * @throws IOException when the connection is cut or given up; what the command's input throws
   */
  public Answer run(String command, Input input, Duration idle) throws IOException {
    try (Running running = start(command)) {
      running.giveUpAfter(idle);
      CompletableFuture<byte[]> out = running.drain(running.out());
      CompletableFuture<byte[]> err = running.drain(running.err());
      try (OutputStream to = running.in()) {
        input.writeTo(to);
      } catch (IOException | RuntimeException e) {
        if (!running.refused.get()) {
          throw e;
        }
        // It does not read on; its exit status and what it says tell why.
        running.last.set(System.nanoTime());
      }
      byte[] said = out.join();
      String complaint = new String(err.join(), StandardCharsets.UTF_8);
      return new Answer(running.exit(), said, complaint);
    } catch (CompletionException e) {
      throw cut(e.getCause());
    }
  }

  /**
   * Starts a command; the caller speaks with it, and closes it.
   *
   * @throws IOException when the connection is cut
   */
  public Running start(String command) throws IOException {
    sent.addAndGet(command.length());
    try {
      return new Running(session.exec(command, CHANNEL_SECONDS));
    } catch (IOException | RuntimeException e) {
      throw cut(e);
    }
  }

  private IOException cut(Throwable why) {
    broken.set(true);
    return new IOException("the connection to " + host + " was cut: " + why.getMessage(), why);
  }

  /** How many bytes of commands and their input were sent, before encryption. */
  public long bytesSent() {
    return sent.get();
  }

  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      release.accept(this);
    }
  }

  private void giveUp() {
    broken.set(true);
    disconnect();
  }

  /** Whoever gives it up and whoever closes it may be two threads; JGit's session ends but once. */
  void disconnect() {
    if (disconnected.compareAndSet(false, true)) {
      session.disconnect();
    }
  }

  /** A command that runs. */
  public final class Running implements AutoCloseable {
    private final Process process;
    private final AtomicLong last = new AtomicLong(System.nanoTime());
    private final AtomicInteger watches = new AtomicInteger();
    private final AtomicBoolean refused = new AtomicBoolean();
    private final AtomicBoolean givenUp = new AtomicBoolean();

    private Running(Process process) {
      this.process = process;
    }

    /** What it writes to standard output. */
    public InputStream out() {
      return new Noticing(process.getInputStream());
    }

    private InputStream err() {
      return new Noticing(process.getErrorStream());
    }

    /** What it reads. */
    public OutputStream in() {
      return new Counting(process.getOutputStream());
    }

    /** What it wrote to standard error, when it has ended. */
    public String complaint() {
      byte[] said = drain(err()).completeOnTimeout(new byte[0], 5, TimeUnit.SECONDS).join();
      return new String(said, StandardCharsets.UTF_8);
    }

    /** From now on the connection is given up when neither side says anything for so long. */
    public void giveUpAfter(Duration idle) {
      last.set(System.nanoTime());
      look(idle, watches.incrementAndGet());
    }

    /** From now on it may be silent for as long as it likes. */
    public void waitOn() {
      watches.incrementAndGet();
    }

    private void look(Duration idle, int watch) {
      if (watches.get() != watch) {
        return;
      }
      long left = idle.toNanos() - (System.nanoTime() - last.get());
      if (left <= 0) {
        givenUp.set(true);
        giveUp();
        return;
      }
      CompletableFuture.delayedExecutor(left, TimeUnit.NANOSECONDS)
          .execute(() -> look(idle, watch));
    }

    private CompletableFuture<byte[]> drain(InputStream from) {
      return Threads.start("puppet-ha-ssh-read", () -> drained(from));
    }

    private static byte[] drained(InputStream from) {
      try (from) {
        ByteArrayOutputStream kept = new ByteArrayOutputStream();
        byte[] buffer = new byte[8192];
        int count;
        while ((count = from.read(buffer)) >= 0) {
          kept.write(buffer, 0, Math.min(count, MAX_OUTPUT - kept.size()));
        }
        return kept.toByteArray();
      } catch (IOException e) {
        throw new CompletionException(e);
      }
    }

    private int exit() throws IOException {
      try {
        process.waitFor();
        return process.exitValue();
      } catch (IllegalThreadStateException e) {
        broken.set(true);
        String why = givenUp.get() ? "did not answer any more" : "was cut";
        throw new IOException("the connection to " + host + " " + why, e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException("waiting for " + host + " was interrupted", e);
      }
    }

    @Override
    public void close() {
      waitOn();
      process.destroy();
    }

    private final class Noticing extends FilterInputStream {
      Noticing(InputStream in) {
        super(in);
      }

      @Override
      public int read() throws IOException {
        int value = super.read();
        last.set(System.nanoTime());
        return value;
      }

      @Override
      public int read(byte[] buffer, int offset, int length) throws IOException {
        int count = super.read(buffer, offset, length);
        last.set(System.nanoTime());
        return count;
      }
    }

    private final class Counting extends FilterOutputStream {
      Counting(OutputStream out) {
        super(out);
      }

      /** The other side takes no more input. */
      private IOException refused(IOException e) {
        refused.set(true);
        return e;
      }

      @Override
      public void write(int value) throws IOException {
        write(new byte[] {(byte) value}, 0, 1);
      }

      @Override
      public void write(byte[] bytes, int offset, int length) throws IOException {
        try {
          out.write(bytes, offset, length);
        } catch (IOException e) {
          throw refused(e);
        }
        sent.addAndGet(length);
        last.set(System.nanoTime());
      }

      @Override
      public void flush() throws IOException {
        try {
          out.flush();
        } catch (IOException e) {
          throw refused(e);
        }
      }

      @Override
      public void close() throws IOException {
        try {
          out.flush();
          out.close();
        } catch (IOException e) {
          throw refused(e);
        }
      }
    }
  }
}
