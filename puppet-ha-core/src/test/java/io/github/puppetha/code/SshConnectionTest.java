package io.github.puppetha.code;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jgit.transport.RemoteSession;
import org.junit.jupiter.api.Test;

class SshConnectionTest {
  /** JGit's own fails when it is ended twice. */
  private static final class Session implements RemoteSession {
    private final AtomicInteger ends = new AtomicInteger();
    private final Silent process = new Silent();

    @Override
    public Process exec(String command, int timeout) {
      return process;
    }

    @Override
    public void disconnect() {
      ends.incrementAndGet();
      process.destroy();
    }
  }

  /** A command that says nothing until the connection ends. */
  private static final class Silent extends Process {
    private final PipedOutputStream writes = new PipedOutputStream();
    private final PipedInputStream reads = new PipedInputStream();
    private final CountDownLatch ended = new CountDownLatch(1);

    @Override
    public OutputStream getOutputStream() {
      return OutputStream.nullOutputStream();
    }

    @Override
    public InputStream getInputStream() {
      try {
        writes.connect(reads);
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
      return reads;
    }

    @Override
    public InputStream getErrorStream() {
      return InputStream.nullInputStream();
    }

    @Override
    public int waitFor() throws InterruptedException {
      ended.await();
      return exitValue();
    }

    @Override
    public int exitValue() {
      throw new IllegalThreadStateException("cut");
    }

    @Override
    public void destroy() {
      try {
        writes.close();
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
      ended.countDown();
    }
  }

  @Test
  void whatWasGivenUpIsNotEndedOnceMore() throws IOException {
    Session session = new Session();
    try (SshConnection connection =
        new SshConnection("there", session, SshConnection::disconnect)) {
      assertThatThrownBy(() -> connection.run("sleep", in -> {}, Duration.ofMillis(20)))
          .isInstanceOf(IOException.class)
          .hasMessage("the connection to there did not answer any more");
      assertThat(connection.broken()).isTrue();
    }
    assertThat(session.ends).hasValue(1);
  }
}
