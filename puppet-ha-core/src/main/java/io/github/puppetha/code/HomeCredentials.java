package io.github.puppetha.code;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.eclipse.jgit.transport.NetRC;
import org.eclipse.jgit.transport.URIish;

/** Logins in a home directory: {@code .netrc}, and the file of git's credential store. */
final class HomeCredentials implements GitCredentials {
  private final Path home;

  HomeCredentials(Path home) {
    this.home = home;
  }

  @Override
  public Optional<Login> of(URI server) {
    return netrc(server).or(() -> store(server));
  }

  private Optional<Login> netrc(URI server) {
    Path file = home.resolve(".netrc");
    if (!Files.isReadable(file)) {
      return Optional.empty();
    }
    NetRC.NetRCEntry entry = new NetRC(file.toFile()).getEntry(server.getHost());
    return entry == null || entry.login == null || entry.password == null
        ? Optional.empty()
        : Optional.of(new Login(entry.login, new String(entry.password)));
  }

  private Optional<Login> store(URI server) {
    Path file = home.resolve(".git-credentials");
    if (!Files.isReadable(file)) {
      return Optional.empty();
    }
    try {
      for (String line : Files.readAllLines(file)) {
        Optional<Login> login = entry(line.strip(), server);
        if (login.isPresent()) {
          return login;
        }
      }
      return Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static Optional<Login> entry(String line, URI server) {
    try {
      URIish entry = new URIish(line);
      boolean same =
          server.getScheme().equals(entry.getScheme())
              && server.getHost().equalsIgnoreCase(entry.getHost())
              && server.getPort() == entry.getPort()
              && below(server.getPath(), entry.getPath());
      return same && entry.getUser() != null && entry.getPass() != null
          ? Optional.of(new Login(entry.getUser(), entry.getPass()))
          : Optional.empty();
    } catch (URISyntaxException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static boolean below(String path, String top) {
    String wanted = top == null ? "" : top.replaceAll("/+$", "");
    return wanted.isEmpty() || path.equals(wanted) || path.startsWith(wanted + "/");
  }
}
