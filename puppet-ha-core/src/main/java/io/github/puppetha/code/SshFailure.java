package io.github.puppetha.code;

import java.net.ConnectException;
import java.net.UnknownHostException;
import java.nio.channels.UnresolvedAddressException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.sshd.common.SshConstants;
import org.apache.sshd.common.SshException;
import org.eclipse.jgit.transport.SshConfigStore;
import org.eclipse.jgit.transport.URIish;

/** Says why an ssh connection was not made, and what to do. */
final class SshFailure {
  private final SshSessions sessions;
  private final String host;
  private final int port;
  private final String user;
  private final SshConfigStore.HostConfig settings;

  SshFailure(SshSessions sessions, URIish uri) {
    this.sessions = sessions;
    this.settings = sessions.settings(uri.getHost(), uri.getPort(), uri.getUser());
    this.host = Optional.ofNullable(settings.getValue("HostName")).orElse(uri.getHost());
    String configured = Optional.ofNullable(settings.getValue("Port")).orElse("22");
    this.port =
        uri.getPort() > 0
            ? uri.getPort()
            : configured.matches("[0-9]{1,5}") ? Integer.parseInt(configured) : 22;
    this.user =
        Optional.ofNullable(uri.getUser())
            .or(() -> Optional.ofNullable(settings.getValue("User")))
            .orElse(System.getProperty("user.name", "?"));
  }

  String told(Throwable failure) {
    return "ssh to " + user + "@" + host + ":" + port + ": " + why(chain(failure), failure);
  }

  private String why(List<Throwable> causes, Throwable failure) {
    for (Throwable cause : causes) {
      if (cause instanceof SshSessions.UnknownHostKeyException key) {
        return hostKey(key.changed());
      }
      if (cause instanceof UnknownHostException || cause instanceof UnresolvedAddressException) {
        return "there is no such host in DNS; see to its name in the topology or in HostName";
      }
      if (cause instanceof ConnectException) {
        return cause.getMessage() + "; is sshd running there, and is that its port?";
      }
      if (cause instanceof SshException ssh
          && ssh.getDisconnectCode()
              == SshConstants.SSH2_DISCONNECT_NO_MORE_AUTH_METHODS_AVAILABLE) {
        return denied();
      }
    }
    return causes.get(causes.size() - 1) instanceof java.util.concurrent.TimeoutException
        ? "it did not answer in time; is the host up, and does a firewall drop port " + port + "?"
        : String.valueOf(failure.getMessage());
  }

  private String hostKey(boolean changed) {
    String found = port == 22 ? host : "[" + host + "]:" + port;
    return changed
        ? "its host key is not the one in known_hosts. Find out whether the host was set up anew; if"
            + " so, remove the old key (ssh-keygen -R '"
            + found
            + "') and add the new one"
        : "its host key is not in known_hosts. Compare it with the host's own"
            + " (/etc/ssh/ssh_host_*_key.pub) and add it: ssh-keyscan -p "
            + port
            + " "
            + host
            + " >> ~/.ssh/known_hosts";
  }

  private String denied() {
    List<String> files = sessions.keyFiles(settings);
    String tried =
        files.isEmpty()
            ? "no key file is there to try"
            : "it takes none of the keys " + String.join(", ", files);
    boolean agent = System.getenv("SSH_AUTH_SOCK") != null;
    return tried
        + (agent ? ", nor the agent's" : ", and no ssh-agent runs (SSH_AUTH_SOCK)")
        + "; add the public key to "
        + user
        + "'s ~/.ssh/authorized_keys there, or name the key with IdentityFile in the ssh"
        + " configuration (a key with a passphrase must be in the agent)";
  }

  private static List<Throwable> chain(Throwable failure) {
    List<Throwable> causes = new ArrayList<>();
    for (Throwable t = failure; t != null && causes.size() < 20; t = t.getCause()) {
      causes.add(t);
      causes.addAll(List.of(t.getSuppressed()));
    }
    return causes;
  }
}
