package io.github.puppetha.code;

import io.github.puppetha.io.Sha256;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.eclipse.jgit.transport.URIish;

/** URLs of git repositories. */
final class GitUrls {
  private static final Set<String> SCHEMES =
      Set.of("file", "http", "https", "ssh", "git", "git+ssh");

  /** What git gives to a program named {@code git-remote-…}, as {@code ext::sh -c …}. */
  private static final Pattern HELPER = Pattern.compile("[A-Za-z0-9+.-]+::");

  /** Most addresses: nothing to parse, and nothing that logs in. */
  private static final Pattern PLAIN =
      Pattern.compile("(?:https?://[a-z0-9][a-z0-9.-]*+|file://)/[A-Za-z0-9._/-]++");

  private GitUrls() {}

  static URIish parse(String remote) {
    try {
      URIish uri = new URIish(remote);
      String scheme = uri.getScheme();
      boolean known = scheme == null || SCHEMES.contains(scheme.toLowerCase(Locale.ROOT));
      boolean option =
          HELPER.matcher(remote).lookingAt()
              || remote.startsWith("-")
              || (uri.getHost() != null && uri.getHost().startsWith("-"));
      if (known && !option) {
        return uri;
      }
    } catch (URISyntaxException | IllegalArgumentException e) {
      // What does not parse may still hold a password; the parser's own message repeats it.
      throw refused(remote, "is no address of a git repository; use https, ssh or file");
    }
    throw refused(remote, "is no address that git reads; use https, ssh or file");
  }

  private static RepositoryException refused(String remote, String why) {
    String shown = remote.replaceAll("//[^/@]*@", "//");
    return new RepositoryException(shown, "'" + shown + "' " + why, null);
  }

  /**
   * Without what logs in over http, user names too, as they may be tokens; and without passwords.
   */
  static String withoutLogin(String remote) {
    if (PLAIN.matcher(remote).matches()) {
      return remote;
    }
    URIish uri = parse(remote);
    boolean http =
        uri.getScheme() != null && uri.getScheme().toLowerCase(Locale.ROOT).startsWith("http");
    if (uri.getPass() == null && (uri.getUser() == null || !http)) {
      return remote;
    }
    URIish bare = uri.setPass(null);
    return (http ? bare.setUser(null) : bare).toPrivateString();
  }

  /** Without its login, for messages and logs. */
  static String shown(String remote) {
    try {
      return withoutLogin(remote);
    } catch (RepositoryException e) {
      return remote.replaceAll("//[^/@]*@", "//");
    }
  }

  /** A directory's name: readable, and another one for each URL. */
  static String directory(String remote) {
    String trimmed = remote.replaceAll("/+$", "").replaceAll("\\.git$", "");
    String last =
        trimmed.substring(Math.max(trimmed.lastIndexOf('/'), trimmed.lastIndexOf(':')) + 1);
    String name = last.replaceAll("[^A-Za-z0-9_-]", "_");
    return name.substring(0, Math.min(40, name.length()))
        + "-"
        + Sha256.hex(remote).substring(0, 16)
        + ".git";
  }
}
