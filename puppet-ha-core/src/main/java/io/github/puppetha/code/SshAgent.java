package io.github.puppetha.code;

import java.io.EOFException;
import java.io.File;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import org.eclipse.jgit.transport.sshd.agent.AbstractConnector;
import org.eclipse.jgit.transport.sshd.agent.Connector;
import org.eclipse.jgit.transport.sshd.agent.ConnectorFactory;
import org.jspecify.annotations.Nullable;

/**
 * The user's running ssh-agent: the socket of {@code SSH_AUTH_SOCK}, or of {@code IdentityAgent} in
 * the ssh configuration. Its protocol is JGit's work; this is the socket.
 */
final class SshAgent extends AbstractConnector {
  private static final String VARIABLE = "SSH_AUTH_SOCK";

  private final @Nullable Path socket;
  private @Nullable SocketChannel channel;

  private SshAgent(@Nullable Path socket) {
    this.socket = socket;
  }

  /** Makes one for each connection. */
  static final class Factory implements ConnectorFactory {
    @Override
    public Connector create(@Nullable String identityAgent, File home) {
      String name =
          identityAgent == null || identityAgent.isEmpty() || identityAgent.equals(VARIABLE)
              ? System.getenv(VARIABLE)
              : identityAgent;
      return new SshAgent(name == null || name.isEmpty() ? null : Path.of(name));
    }

    @Override
    public boolean isSupported() {
      return true;
    }

    @Override
    public String getName() {
      return "unix";
    }

    @Override
    public Collection<ConnectorDescriptor> getSupportedConnectors() {
      return List.of(getDefaultConnector());
    }

    @Override
    public ConnectorDescriptor getDefaultConnector() {
      return new ConnectorDescriptor() {
        @Override
        public String getIdentityAgent() {
          return VARIABLE;
        }

        @Override
        public String getDisplayName() {
          return "ssh-agent";
        }
      };
    }
  }

  /** No agent, or one that does not answer, is the same: keys in files are left. */
  @Override
  public synchronized boolean connect() {
    if (channel != null) {
      return true;
    }
    if (socket == null || !Files.exists(socket)) {
      return false;
    }
    try {
      channel = SocketChannel.open(UnixDomainSocketAddress.of(socket));
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  @Override
  public synchronized byte[] rpc(byte command, byte[] message) throws IOException {
    prepareMessage(command, message);
    if (channel == null) {
      throw new IOException("not connected to ssh-agent");
    }
    ByteBuffer out = ByteBuffer.wrap(message);
    while (out.hasRemaining()) {
      channel.write(out);
    }
    byte[] length = read(channel, Integer.BYTES);
    return read(channel, toLength(command, length));
  }

  private static byte[] read(SocketChannel from, int count) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(count);
    while (buffer.hasRemaining()) {
      if (from.read(buffer) < 0) {
        throw new EOFException("ssh-agent ended the connection");
      }
    }
    return buffer.array();
  }

  @Override
  public synchronized void close() throws IOException {
    if (channel != null) {
      channel.close();
      channel = null;
    }
  }
}
