package io.github.puppetha.code;

import java.io.IOException;
import java.util.Optional;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.transport.SshTransport;
import org.eclipse.jgit.transport.Transport;
import org.eclipse.jgit.transport.URIish;

/**
 * A git remote and who we are to it.
 *
 * @param url its address, without a login
 */
record GitRemote(String url, GitCredentials credentials, Ssh ssh) {
  private static final int TIMEOUT_SECONDS = 60;

  /**
   * A login in the address itself comes first, and is kept in memory only. A name without a
   * password may be a token; it comes last.
   */
  static GitRemote of(String address, GitCredentials credentials, Ssh ssh) {
    URIish uri = GitUrls.parse(address);
    String url = GitUrls.withoutLogin(address);
    if (url.equals(address) || uri.getUser() == null) {
      return new GitRemote(url, credentials, ssh);
    }
    String password = uri.getPass() == null ? "" : uri.getPass();
    GitCredentials.Login login = new GitCredentials.Login(uri.getUser(), password);
    GitCredentials own =
        server ->
            uri.getHost().equalsIgnoreCase(server.getHost()) && uri.getPort() == server.getPort()
                ? Optional.of(login)
                : Optional.empty();
    return new GitRemote(
        url, uri.getPass() == null ? credentials.or(own) : own.or(credentials), ssh);
  }

  /** For messages. */
  String shown() {
    return GitUrls.shown(url);
  }

  Transport transport(Repository mirror) throws IOException {
    Transport transport = Transport.open(mirror, GitUrls.parse(url));
    transport.setTimeout(TIMEOUT_SECONDS);
    transport.setCredentialsProvider(new HttpLogin(credentials));
    if (transport instanceof SshTransport over) {
      over.setSshSessionFactory(ssh.sessions());
    }
    return transport;
  }
}
