package io.github.puppetha.code;

import io.github.puppetha.io.Processes;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Runs the real {@code svn}: never asking at the terminal, never keeping credentials, with
 * passwords on its standard input and nowhere else.
 */
final class Subversion {
  private static final Duration TIMEOUT = Duration.ofMinutes(15);
  private static final Set<String> SCHEMES = Set.of("https", "http", "file", "svn", "svn+ssh");
  private static final Pattern URL = Pattern.compile("([a-z+]+)://(?:([^/@]*)@)?([^@]*)");
  private static final Pattern REVISION = Pattern.compile("\\d{1,18}|HEAD|\\{[0-9TZ:+ -]+\\}");

  /** The repository cannot be reached or opened, whatever is asked of it. */
  private static final Pattern LOST = Pattern.compile("E170013|E180001|E175\\d\\d\\d");

  private final Path directory;
  private final Map<String, List<String>> copies = new ConcurrentHashMap<>();
  private final Set<String> notes = ConcurrentHashMap.newKeySet();
  private final GitCredentials credentials;
  private final Map<String, Login> logins = new ConcurrentHashMap<>();

  /** Works below this directory; to https servers it is who the credentials say. */
  Subversion(Path directory, GitCredentials credentials) {
    this.directory = directory;
    this.credentials = credentials;
  }

  private record Login(String user, @Nullable String password) {
    @Override
    public String toString() {
      return user;
    }
  }

  /** Remembers who to be at a URL and all below it. */
  void login(String url, @Nullable String user, @Nullable String password) {
    if (user != null) {
      logins.put(clean(url), new Login(user, password));
    }
  }

  /**
   * The URL as svn takes it: without {@code svn+} before a scheme that svn knows without it, and
   * without user and password, which are remembered.
   *
   * @throws RepositoryException when it is none
   */
  String url(String written) {
    String plain = written.replaceFirst("^svn\\+(?=(https?|file)://)", "");
    Matcher matcher = URL.matcher(plain);
    if (!matcher.matches() || !SCHEMES.contains(matcher.group(1))) {
      String shown = plain.replaceAll("//[^/@]*@", "//");
      throw new RepositoryException(
          shown, "'" + shown + "' is no URL of Subversion; use https, svn+ssh, svn or file", null);
    }
    String user = matcher.group(2);
    boolean ssh = matcher.group(1).equals("svn+ssh");
    String kept = ssh && user != null ? user.replaceFirst(":.*", "") + "@" : "";
    String url = clean(matcher.group(1) + "://" + kept + matcher.group(3));
    if (user != null && !ssh) {
      String[] parts = user.split(":", 2);
      login(url, parts[0], parts.length > 1 ? parts[1] : null);
    }
    return url;
  }

  private static String clean(String url) {
    return url.replaceFirst("(?<=[^/:])/+$", "");
  }

  /** Checks what a Puppetfile calls a revision. */
  static void checkRevision(String url, String revision) {
    if (!REVISION.matcher(revision).matches()) {
      throw new RepositoryException(
          url, "'" + revision + "' is no revision of Subversion; write a number", null);
    }
  }

  /** Other URLs that have what a URL and all below it has, in the order to ask them. */
  void copies(String url, List<String> others) {
    copies.put(url, others);
  }

  /** Which repositories could not be had, so that a mirror was asked; a line for each. */
  List<String> notes() {
    return List.copyOf(notes);
  }

  /** What {@code svn} writes, of the repository or else of a mirror. */
  String run(String url, List<String> arguments) {
    Processes.Result result = ask(url, arguments);
    if (!result.ok()) {
      throw failed(url, result.err());
    }
    return result.out();
  }

  /** The same, however it ends. */
  Processes.Result ask(String url, List<String> arguments) {
    Processes.Result result = run("svn", url, arguments);
    if (result.ok() || !LOST.matcher(result.err()).find()) {
      return result;
    }
    for (Map.Entry<String, List<String>> entry : copies.entrySet()) {
      String source = entry.getKey();
      if (url.equals(source) || url.startsWith(source + "/")) {
        for (String copy : entry.getValue()) {
          List<String> there = arguments.stream().map(a -> moved(a, source, copy)).toList();
          Processes.Result other = run("svn", moved(url, source, copy), there);
          if (other.ok() || !LOST.matcher(other.err()).find()) {
            notes.add(source + " could not be had; its mirror " + copy + " was asked");
            return other;
          }
        }
      }
    }
    return result;
  }

  private static String moved(String text, String from, String to) {
    return text.startsWith(from) ? to + text.substring(from.length()) : text;
  }

  /** What {@code svnadmin} does. */
  Processes.Result admin(List<String> arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of("svnadmin"));
    command.addAll(arguments);
    return Processes.run(command, directory, environment(), TIMEOUT);
  }

  Processes.Result run(String program, String url, List<String> arguments) {
    List<String> command = new ArrayList<>(List.of(program, arguments.get(0)));
    command.addAll(List.of("--non-interactive", "--no-auth-cache"));
    Login login = login(url);
    byte[] input = {};
    if (login != null) {
      command.addAll(List.of("--username", login.user()));
      if (login.password() != null) {
        command.add("--password-from-stdin");
        input = (login.password() + "\n").getBytes(StandardCharsets.UTF_8);
      }
    }
    command.addAll(arguments.subList(1, arguments.size()));
    try {
      Files.createDirectories(directory);
      return Processes.run(command, directory, environment(), input, TIMEOUT);
    } catch (IOException e) {
      String message = program + " could not be run: " + e.getMessage();
      throw new RepositoryException(url, message + "; install Subversion 1.10 or later", e);
    }
  }

  private @Nullable Login login(String url) {
    return logins.entrySet().stream()
        .filter(e -> url.equals(e.getKey()) || url.startsWith(e.getKey() + "/"))
        .max(Map.Entry.comparingByKey(Comparator.comparingInt(String::length)))
        .map(Map.Entry::getValue)
        .or(() -> known(url))
        .orElse(null);
  }

  private Optional<Login> known(String url) {
    try {
      return url.startsWith("https:")
          ? credentials.of(URI.create(url)).map(l -> new Login(l.user(), l.password()))
          : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static Map<String, String> environment() {
    String ssh = System.getenv("SVN_SSH");
    String command = ssh == null ? "ssh -q -o BatchMode=yes -o ConnectTimeout=10" : ssh;
    return Map.of("LC_ALL", "C.UTF-8", "TZ", "UTC", "SVN_SSH", command);
  }

  static RepositoryException failed(String url, String err) {
    String why =
        err.lines()
            .filter(line -> !line.isBlank())
            .map(line -> line.replaceFirst("^svn(sync|admin)?: ", ""))
            .reduce((first, second) -> first + "; " + second)
            .orElse("svn failed");
    return new RepositoryException(
        url, url + ": " + why + "; check the address, the network and the credentials", null);
  }
}
