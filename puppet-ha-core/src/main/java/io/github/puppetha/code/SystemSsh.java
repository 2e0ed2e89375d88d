package io.github.puppetha.code;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jgit.transport.CredentialsProvider;
import org.eclipse.jgit.transport.RemoteSession;
import org.eclipse.jgit.transport.SshSessionFactory;
import org.eclipse.jgit.transport.URIish;
import org.eclipse.jgit.util.FS;

/** Reaches git over the system's own ssh: its keys, agent, configuration and known hosts. */
final class SystemSsh extends SshSessionFactory {
  @Override
  public RemoteSession getSession(
      URIish uri, CredentialsProvider credentials, FS fs, int timeoutMillis) {
    return new Session(uri);
  }

  @Override
  public String getType() {
    return "system";
  }

  private static final class Session implements RemoteSession {
    private final URIish uri;
    private final List<Process> started = new ArrayList<>();

    Session(URIish uri) {
      this.uri = uri;
    }

    @Override
    public synchronized Process exec(String command, int timeoutSeconds) throws IOException {
      List<String> line = new ArrayList<>(List.of("ssh", "-o", "BatchMode=yes"));
      if (timeoutSeconds > 0) {
        line.addAll(List.of("-o", "ConnectTimeout=" + timeoutSeconds));
      }
      if (uri.getPort() > 0) {
        line.addAll(List.of("-p", String.valueOf(uri.getPort())));
      }
      if (uri.getUser() != null) {
        line.addAll(List.of("-l", uri.getUser()));
      }
      line.addAll(List.of("--", uri.getHost(), command));
      Process process = new ProcessBuilder(line).start();
      started.add(process);
      return process;
    }

    @Override
    public synchronized void disconnect() {
      started.forEach(Process::destroy);
    }
  }
}
