package io.github.puppetha.deploy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * An environments directory on another machine: {@code ssh://[user@]host[:port]/path}, or the same
 * with {@code rsync:}.
 *
 * @param user null for the one in the ssh configuration, or this process's own
 * @param port 0 for the one in the ssh configuration, or 22
 * @param path absolute, without a slash at the end
 */
record SshAddress(@Nullable String user, String host, int port, String path) {
  static SshAddress of(URI code) throws IOException {
    String host = code.getHost();
    if (host == null) {
      throw refused(code, "it names no host");
    }
    String user = code.getUserInfo();
    if (user != null && user.indexOf(':') >= 0) {
      throw refused(code, "a password has no place there; use a key");
    }
    String written = code.getPath();
    if (written.chars().anyMatch(Character::isISOControl) || !written.startsWith("/")) {
      throw refused(code, "its path is none");
    }
    Path path = Path.of(written).normalize();
    if (path.getNameCount() < 1) {
      throw refused(code, "its path is the root directory");
    }
    String bare = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    return new SshAddress(user, bare, Math.max(0, code.getPort()), path.toString());
  }

  private static IOException refused(URI code, String why) {
    String shown =
        code.getScheme().toLowerCase(Locale.ROOT)
            + "://"
            + (code.getHost() == null ? "" : code.getHost())
            + code.getPath();
    return new IOException("nothing can be deployed to " + shown + ": " + why);
  }

  /** As rsync and scp name it. */
  String rsync(String directory) {
    String bracketed = host.indexOf(':') >= 0 ? "[" + host + "]" : host;
    return (user == null ? "" : user + "@") + bracketed + ":" + directory;
  }
}
