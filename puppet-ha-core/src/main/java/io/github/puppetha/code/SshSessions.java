package io.github.puppetha.code;

import java.io.File;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.sshd.common.util.security.SecurityUtils;
import org.apache.sshd.common.util.security.bouncycastle.BouncyCastleSecurityProviderRegistrar;
import org.eclipse.jgit.errors.TransportException;
import org.eclipse.jgit.transport.CredentialsProvider;
import org.eclipse.jgit.transport.SshConfigStore;
import org.eclipse.jgit.transport.SshConstants;
import org.eclipse.jgit.transport.URIish;
import org.eclipse.jgit.transport.sshd.ServerKeyDatabase;
import org.eclipse.jgit.transport.sshd.SshdSession;
import org.eclipse.jgit.transport.sshd.SshdSessionFactory;
import org.eclipse.jgit.transport.sshd.agent.ConnectorFactory;
import org.eclipse.jgit.util.FS;
import org.jspecify.annotations.Nullable;

/** Sessions with the user's keys and settings; a server whose key is not known is refused. */
final class SshSessions extends SshdSessionFactory {
  private static final Pattern USER = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.@+-]*");
  private static final Pattern HOST =
      Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]*|\\[?[0-9A-Fa-f:.]+(%[A-Za-z0-9]+)?]?");
  private static final Path GLOBAL_KNOWN_HOSTS = Path.of("/etc/ssh/ssh_known_hosts");

  private final Optional<Path> config;

  SshSessions(Optional<Path> config) {
    super(null, null);
    this.config = config;
    SecurityUtils.registerSecurityProvider(new Unregistered());
  }

  /** Lets MINA use the provider as an object: the JVM's own list of providers stays as it is. */
  private static final class Unregistered extends BouncyCastleSecurityProviderRegistrar {
    @Override
    public boolean isNamedProviderUsed() {
      return false;
    }
  }

  /** Why such a user or host is refused; null when it is fine. */
  static @Nullable String refusal(@Nullable String user, @Nullable String host) {
    if (host == null || !HOST.matcher(host).matches()) {
      return "'" + host + "' is no name of a host";
    }
    return user == null || USER.matcher(user).matches() ? null : "'" + user + "' is no user's name";
  }

  @Override
  public SshdSession getSession(
      URIish uri, @Nullable CredentialsProvider credentials, FS fs, int timeoutMillis)
      throws TransportException {
    String refused = refusal(uri.getUser(), uri.getHost());
    if (refused != null) {
      throw new TransportException(refused);
    }
    SshFailure failure = new SshFailure(this, uri);
    try {
      return super.getSession(uri, null, fs, timeoutMillis);
    } catch (TransportException e) {
      throw new TransportException(failure.told(e), e);
    }
  }

  File directory() {
    return new File(home(), SshConstants.SSH_DIR);
  }

  private static File home() {
    return FS.DETECTED.userHome();
  }

  @Override
  protected File getSshConfig(File sshDirectory) {
    return config.map(Path::toFile).orElseGet(() -> super.getSshConfig(sshDirectory));
  }

  /** What the configuration says of a host. */
  SshConfigStore.HostConfig settings(String host, int port, @Nullable String user) {
    String local = System.getProperty("user.name", "");
    return createSshConfigStore(home(), getSshConfig(directory()), local)
        .lookup(host, port, user == null ? "" : user);
  }

  /** The key files that are tried at a host. */
  List<String> keyFiles(SshConfigStore.HostConfig settings) {
    List<String> named = settings.getValues(SshConstants.IDENTITY_FILE);
    return named == null || named.isEmpty()
        ? getDefaultIdentities(directory()).stream().map(Path::toString).toList()
        : List.copyOf(named);
  }

  @Override
  protected List<Path> getDefaultKnownHostsFiles(File sshDirectory) {
    List<Path> files = new ArrayList<>(super.getDefaultKnownHostsFiles(sshDirectory));
    files.add(GLOBAL_KNOWN_HOSTS);
    return files;
  }

  @Override
  protected ConnectorFactory getConnectorFactory() {
    return new SshAgent.Factory();
  }

  @Override
  protected String getDefaultPreferredAuthentications() {
    return "publickey";
  }

  @Override
  protected ServerKeyDatabase getServerKeyDatabase(File home, File sshDirectory) {
    return new Strict(super.getServerKeyDatabase(home, sshDirectory));
  }

  /** Is a key of this host known? Then another one that it shows now is a changed one. */
  private record Strict(ServerKeyDatabase keys) implements ServerKeyDatabase {
    @Override
    public List<PublicKey> lookup(String address, InetSocketAddress remote, Configuration user) {
      return keys.lookup(address, remote, new StrictSettings(user));
    }

    @Override
    public boolean accept(
        String address,
        InetSocketAddress remote,
        PublicKey key,
        Configuration user,
        @Nullable CredentialsProvider credentials) {
      StrictSettings settings = new StrictSettings(user);
      if (keys.accept(address, remote, key, settings, null)) {
        return true;
      }
      throw new UnknownHostKeyException(!keys.lookup(address, remote, settings).isEmpty());
    }
  }

  /** Whatever the configuration says, keys are never taken on trust. */
  private record StrictSettings(ServerKeyDatabase.Configuration user)
      implements ServerKeyDatabase.Configuration {
    @Override
    public List<String> getUserKnownHostsFiles() {
      return user.getUserKnownHostsFiles();
    }

    @Override
    public List<String> getGlobalKnownHostsFiles() {
      return user.getGlobalKnownHostsFiles();
    }

    @Override
    public StrictHostKeyChecking getStrictHostKeyChecking() {
      return StrictHostKeyChecking.REQUIRE_MATCH;
    }

    @Override
    public boolean getHashKnownHosts() {
      return user.getHashKnownHosts();
    }

    @Override
    public String getUsername() {
      return user.getUsername();
    }
  }

  /** The host shows a key that is not among the known ones. */
  static final class UnknownHostKeyException extends RuntimeException {
    private final boolean changed;

    UnknownHostKeyException(boolean changed) {
      super(String.format(Locale.ROOT, "host key not known, changed: %s", changed));
      this.changed = changed;
    }

    boolean changed() {
      return changed;
    }
  }
}
