package io.github.puppetha.code;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import org.eclipse.jgit.transport.CredentialItem;
import org.eclipse.jgit.transport.CredentialsProvider;
import org.eclipse.jgit.transport.URIish;
import org.jspecify.annotations.Nullable;

/** Hands our credentials to JGit, each to the server that it is for. */
final class HttpLogin extends CredentialsProvider {
  private final GitCredentials credentials;

  HttpLogin(GitCredentials credentials) {
    this.credentials = credentials;
  }

  @Override
  public boolean isInteractive() {
    return false;
  }

  @Override
  public boolean supports(CredentialItem... items) {
    for (CredentialItem item : items) {
      boolean known =
          item instanceof CredentialItem.Username || item instanceof CredentialItem.Password;
      if (!known) {
        return false;
      }
    }
    return true;
  }

  @Override
  public boolean get(URIish uri, CredentialItem... items) {
    Optional<GitCredentials.Login> login = supports(items) ? login(uri) : Optional.empty();
    for (CredentialItem item : items) {
      if (login.isPresent() && item instanceof CredentialItem.Username user) {
        user.setValue(login.get().user());
      } else if (login.isPresent() && item instanceof CredentialItem.Password password) {
        password.setValue(login.get().password().toCharArray());
      }
    }
    return login.isPresent();
  }

  private Optional<GitCredentials.Login> login(URIish uri) {
    String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
    String host = uri.getHost();
    if (host == null || !(scheme.equals("https") || (scheme.equals("http") && loopback(host)))) {
      return Optional.empty();
    }
    try {
      URI server = new URI(scheme, null, host, uri.getPort(), uri.getPath(), null, null);
      return credentials.of(server);
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }

  /** Where a login can be put for an address; null for one that takes none. */
  static @Nullable String advice(String url) {
    URIish uri = GitUrls.parse(url);
    if (!"https".equalsIgnoreCase(uri.getScheme()) || uri.getHost() == null) {
      return null;
    }
    return "; check the address and the network; a login is taken from "
        + EnvironmentCredentials.PASSWORD
        + EnvironmentCredentials.suffix(uri.getHost())
        + ", ~/.netrc, ~/.git-credentials, and by Maven from the server '"
        + uri.getHost()
        + "' in settings.xml";
  }

  /** A password over plain http is anyone's; only on this machine may it go so. */
  private static boolean loopback(String host) {
    return host.equals("localhost") || host.equals("[::1]") || host.matches("127(\\.\\d{1,3}){3}");
  }
}
