package io.github.puppetha.code;

import io.github.puppetha.io.Threads;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jgit.transport.URIish;
import org.eclipse.jgit.transport.sshd.SshdSession;
import org.eclipse.jgit.util.FS;
import org.jspecify.annotations.Nullable;

/**
 * How this machine reaches others by ssh: with the user's key files, ssh-agent, known hosts and
 * {@code ~/.ssh/config} (see ssh_config(5)), or another such file in its place. No password is ever
 * asked for. A host whose key is not among the known ones is refused, whatever {@code
 * StrictHostKeyChecking} says. Safe for several threads.
 */
public final class Ssh implements AutoCloseable {
  private static final Duration CONNECT = Duration.ofSeconds(20);

  private static final Duration KEEP = Duration.ofSeconds(10);

  private final Optional<Path> config;
  private final Map<Login, Deque<SshdSession>> idle = new HashMap<>();

  private record Login(@Nullable String user, String host, int port) {}

  private @Nullable SshSessions sessions;

  private Ssh(Optional<Path> config) {
    this.config = config;
  }

  /** With {@code ~/.ssh/config}. */
  public static Ssh ofUser() {
    return new Ssh(Optional.empty());
  }

  /** With a configuration file in place of the user's, where one is named. */
  public static Ssh of(Optional<Path> config) {
    return new Ssh(config.map(Path::toAbsolutePath));
  }

  /** With a configuration file in the format of ssh_config(5) in place of the user's. */
  public static Ssh of(Path config) {
    return new Ssh(Optional.of(config.toAbsolutePath()));
  }

  /**
   * Connects and logs in.
   *
   * @param user null for the one in the configuration, or this process's own
   * @param port 0 or less for the one in the configuration, or 22
   * @throws IOException when that fails; the message names host, keys tried and the next step
   */
  public SshConnection connect(@Nullable String user, String host, int port) throws IOException {
    String refused = SshSessions.refusal(user, host);
    if (refused != null) {
      throw new IOException(refused);
    }
    Login login = new Login(user, host, Math.max(0, port));
    SshdSession kept = kept(login);
    SshdSession session = kept == null ? connect(login) : kept;
    return new SshConnection(host, session, c -> release(login, session, c));
  }

  private synchronized @Nullable SshdSession kept(Login login) {
    Deque<SshdSession> waiting = idle.get(login);
    return waiting == null ? null : waiting.pollLast();
  }

  private void release(Login login, SshdSession session, SshConnection used) {
    if (used.broken()) {
      used.disconnect();
      return;
    }
    synchronized (this) {
      idle.computeIfAbsent(login, l -> new ArrayDeque<>()).addLast(session);
    }
    session.addCloseListener(s -> forget(login, session));
    CompletableFuture.delayedExecutor(KEEP.toMillis(), TimeUnit.MILLISECONDS)
        .execute(
            () -> {
              if (forget(login, session)) {
                session.disconnect();
              }
            });
  }

  private synchronized boolean forget(Login login, SshdSession session) {
    Deque<SshdSession> waiting = idle.get(login);
    return waiting != null && waiting.remove(session);
  }

  private SshdSession connect(Login login) throws IOException {
    URIish uri = new URIish().setScheme("ssh").setHost(login.host()).setUser(login.user());
    uri = uri.setPort(login.port() > 0 ? login.port() : -1);
    URIish to = uri;
    CompletableFuture<SshdSession> session = new CompletableFuture<>();
    Threads.daemons("puppet-ha-ssh-connect").newThread(() -> open(to, session)).start();
    try {
      return session.get(CONNECT.toMillis() + 2_000, TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw new IOException(e.getCause().getMessage(), e.getCause());
    } catch (TimeoutException e) {
      throw new IOException(new SshFailure(sessions(), to).told(e), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("connecting to " + login.host() + " was interrupted", e);
    } finally {
      session.cancel(false);
    }
  }

  private void open(URIish uri, CompletableFuture<SshdSession> result) {
    try {
      SshdSession session = sessions().getSession(uri, null, FS.DETECTED, (int) CONNECT.toMillis());
      if (!result.complete(session)) {
        session.disconnect();
      }
    } catch (IOException | RuntimeException e) {
      result.completeExceptionally(e);
    }
  }

  /**
   * The command line of the system's own ssh that goes by the same settings, for programs that
   * bring no ssh of their own, such as rsync.
   */
  public List<String> command() {
    List<String> command = new ArrayList<>(List.of("ssh"));
    config.ifPresent(file -> command.addAll(List.of("-F", file.toString())));
    command.addAll(
        List.of(
            "-oBatchMode=yes",
            "-oStrictHostKeyChecking=yes",
            "-oConnectTimeout=" + CONNECT.toSeconds(),
            "-oServerAliveInterval=15",
            "-oServerAliveCountMax=4"));
    return List.copyOf(command);
  }

  /** Made when it is first needed: who deploys to files needs no ssh. */
  synchronized SshSessions sessions() {
    SshSessions made = sessions;
    if (made == null) {
      made = new SshSessions(config);
      sessions = made;
    }
    return made;
  }

  /** Closes connections that nobody uses now. */
  @Override
  public void close() {
    List<SshdSession> waiting = new ArrayList<>();
    synchronized (this) {
      idle.values().forEach(waiting::addAll);
      idle.clear();
    }
    waiting.forEach(SshdSession::disconnect);
    SshSessions made;
    synchronized (this) {
      made = sessions;
    }
    if (made != null) {
      made.close();
    }
  }
}
