package io.github.puppetha.topology;

import io.github.puppetha.HostPort;
import io.github.puppetha.io.Tree;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The forms that a text in the file may have. */
enum Form {
  /** A DNS name. */
  DOMAIN("a domain name", "^[A-Za-z0-9_]([A-Za-z0-9_.-]*[A-Za-z0-9_.])?$") {
    @Override
    @Nullable String complaint(String text) {
      return portless(text);
    }
  },
  /** A name in a certificate. */
  CERTNAME("a certname", "^[a-z0-9]([a-z0-9._-]*[a-z0-9])?$") {
    @Override
    @Nullable String complaint(String text) {
      return text.matches("[a-z0-9]([a-z0-9._-]*[a-z0-9])?")
          ? null
          : "a certname has lower-case letters, digits, '.', '_' and '-' only";
    }
  },
  /** A host, maybe with a port. */
  HOST("a host or host:port", "^[A-Za-z0-9_]([A-Za-z0-9_.-]*[A-Za-z0-9_.])?(:[0-9]{1,5})?$") {
    @Override
    @Nullable String complaint(String text) {
      try {
        HostPort.parse(text, HostPort.PUPPET_PORT);
        return null;
      } catch (IllegalArgumentException e) {
        return String.valueOf(e.getMessage());
      }
    }
  },
  /** A file or directory; relative ones are beside the topology. */
  PATH("a path", null) {
    @Override
    @Nullable String complaint(String text) {
      return badPath(text);
    }
  },
  /** A web address. */
  HTTP("an http or https URL", "^https?://.+$") {
    @Override
    @Nullable String complaint(String text) {
      return badUri(text, Set.of("http", "https"));
    }
  },
  /** A PuppetDB, as {@code server_urls} takes it; with http or a path there every run fails. */
  PUPPETDB("an https URL without a path", "^https://[^/?#@]+/?$") {
    @Override
    @Nullable String complaint(String text) {
      String bad = badUri(text, Set.of("https"));
      return bad != null || text.matches("https://[^/?#@]+/?") ? bad : "not " + expected();
    }
  },
  /** Where reports go. */
  SINK("'server' or an http or https URL", "^(server|https?://.+)$") {
    @Override
    @Nullable String complaint(String text) {
      return text.equals("server") ? null : badUri(text, Set.of("http", "https"));
    }
  },
  /** A directory on this machine or another. */
  CODE("a path or a file, ssh or rsync URL", null) {
    @Override
    @Nullable String complaint(String text) {
      return hasScheme(text) ? badPlace(text) : badDirectory(text);
    }
  },
  /** A repository. */
  REMOTE("a repository's URL or path", null) {
    @Override
    @Nullable String complaint(String text) {
      return hasScheme(text) ? badUri(text, REPOSITORIES) : badPath(text);
    }
  },
  /** A length of time as Puppet's own settings have it. */
  DURATION("a length of time such as 90s, 30m, 24h or 7d", "^[0-9]{1,6}[smhd]$") {
    @Override
    @Nullable String complaint(String text) {
      return text.matches("[0-9]{1,6}[smhd]") ? null : "not " + expected();
    }
  },
  /** What names of environments begin with; true stands for the source's own name. */
  PREFIX("a prefix of letters, digits and '_', or true or false", "^[A-Za-z0-9_]+$") {
    @Override
    @Nullable String complaint(String text) {
      return text.matches("\\w+") ? null : "only letters, digits and '_' can begin an environment";
    }

    @Override
    boolean accepts(Tree.Type type) {
      return type == Tree.Type.STRING || type == Tree.Type.BOOLEAN;
    }
  };

  private static final Set<String> REPOSITORIES =
      Set.of(
          "https",
          "http",
          "ssh",
          "git",
          "file",
          "svn",
          "svn+https",
          "svn+http",
          "svn+ssh",
          "svn+file",
          "archive+https",
          "archive+http",
          "archive+file");

  private final String expected;
  private final @Nullable String pattern;

  Form(String expected, @Nullable String pattern) {
    this.expected = expected;
    this.pattern = pattern;
  }

  /** What is wrong with a text; null when nothing is. */
  abstract @Nullable String complaint(String text);

  /** How messages name it. */
  String expected() {
    return expected;
  }

  /** For editors: a regular expression (ECMA 262), when one can say it. */
  @Nullable String pattern() {
    return pattern;
  }

  boolean accepts(Tree.Type type) {
    return type == Tree.Type.STRING;
  }

  static boolean hasScheme(String text) {
    return text.matches("(?s)[A-Za-z][A-Za-z0-9+.-]*://.*");
  }

  /** The length of time that a {@link #DURATION} says. */
  static Duration duration(String text) {
    long count = Long.parseLong(text.substring(0, text.length() - 1));
    return switch (text.charAt(text.length() - 1)) {
      case 's' -> Duration.ofSeconds(count);
      case 'm' -> Duration.ofMinutes(count);
      case 'h' -> Duration.ofHours(count);
      default -> Duration.ofDays(count);
    };
  }

  /** {@code user@host:path}, as git and ssh take it. */
  static boolean isScpLike(String text) {
    return text.matches("([\\w.-]+@)?[\\w.-]{2,}:(?!//).+");
  }

  private static @Nullable String portless(String text) {
    try {
      new HostPort(text, HostPort.PUPPET_PORT);
      return null;
    } catch (IllegalArgumentException e) {
      return String.valueOf(e.getMessage());
    }
  }

  private static @Nullable String badPath(String text) {
    try {
      Path.of(text);
      return text.isBlank() ? "it is empty" : null;
    } catch (InvalidPathException e) {
      return e.getReason();
    }
  }

  private static @Nullable String badDirectory(String text) {
    if (text.matches("(?s)(file|ssh|rsync):.*")) {
      String scheme = text.substring(0, text.indexOf(':'));
      return "write " + scheme + (scheme.equals("file") ? ":///path" : "://user@host/path");
    }
    // A directory of that name is unlikely, and would be filled on this machine.
    return isScpLike(text)
        ? "for another machine write ssh://user@host/path; for a directory here begin it with ./"
        : badPath(text);
  }

  private static @Nullable String badPlace(String text) {
    String bad = badUri(text, Set.of("file", "ssh", "rsync"));
    if (bad != null) {
      return bad;
    }
    URI uri = URI.create(text);
    String path = uri.getPath();
    if (uri.getUserInfo() != null && uri.getUserInfo().indexOf(':') >= 0) {
      return "a password has no place there; use a key";
    }
    if (uri.getScheme().equals("file") && uri.getHost() != null) {
      return "'"
          + uri.getHost()
          + "' is taken for a host; write file:///"
          + uri.getHost()
          + path
          + " for a directory here, or ssh:// for one of another machine";
    }
    return path.replace("/", "").isEmpty()
        ? "it names no directory; add the path of the environments"
        : null;
  }

  private static @Nullable String badUri(String text, Set<String> schemes) {
    try {
      URI uri = new URI(text);
      String scheme = uri.getScheme();
      if (scheme == null || !schemes.contains(scheme)) {
        return "the scheme is not one of " + String.join(", ", schemes.stream().sorted().toList());
      }
      if (scheme.endsWith("file")) {
        return uri.getPath() == null || uri.getPath().isEmpty() ? "it names no path" : null;
      }
      if (uri.getHost() == null) {
        return "it names no host";
      }
      return uri.getPort() == 0 || uri.getPort() > 65535
          ? "not a port (1 to 65535): " + uri.getPort()
          : null;
    } catch (URISyntaxException e) {
      return e.getReason() + (e.getIndex() < 0 ? "" : " at character " + (e.getIndex() + 1));
    }
  }
}
