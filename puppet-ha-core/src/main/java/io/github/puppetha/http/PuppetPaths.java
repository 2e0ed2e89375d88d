package io.github.puppetha.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Puppet's request paths, today's and Puppet 3's, as one table. Reads raw targets (RFC 3986,
 * undecoded) so strictly that no server behind can read them otherwise: path parameters ({@code
 * ;}), empty and dot segments, encoded slashes and encoded routing segments are refused.
 */
public final class PuppetPaths {
  /** Where a server says that it runs. */
  public static final String STATUS = "/status/v1/simple/server";

  /** Which service a path belongs to. */
  public enum Kind {
    /** The certificate authority. */
    CA,
    /** Compiling a catalog. */
    CATALOG,
    /** A node's own description. */
    NODE,
    /** Files and their metadata, the file bucket. */
    FILE,
    /** A run's report. */
    REPORT,
    /** A node's facts. */
    FACTS,
    /** Whether there is a Puppet Server at all. */
    STATUS,
    /** Everything else that a server may answer. */
    OTHER
  }

  /** What the paths of the certificate authority begin with. */
  public static final String CA_PREFIX = "/puppet-ca/v1/";

  /** What the paths of the other indirections begin with. */
  public static final String PUPPET_PREFIX = "/puppet/v3/";

  private static final Pattern WORD = Pattern.compile("\\w+");
  private static final Pattern CERTNAME =
      Pattern.compile("[a-z0-9_](?:[a-z0-9_-]*[a-z0-9_])?(?:\\.[a-z0-9_-]*[a-z0-9_])*");
  private static final String IN_PATH = "._~!$&'()*+,=:@/-";
  private static final String IN_QUERY = IN_PATH + ";?[]";

  private static final Set<String> RESERVED =
      Set.of("puppet", "puppet-ca", "puppet-admin-api", "status", "metrics", "pdb");
  private static final Set<String> LEGACY_CA =
      Set.of(
          "certificate",
          "certificate_request",
          "certificate_revocation_list",
          "certificate_status",
          "certificate_statuses");
  private static final Map<String, Kind> RESOURCES =
      Map.ofEntries(
          Map.entry("catalog", Kind.CATALOG),
          Map.entry("node", Kind.NODE),
          Map.entry("facts", Kind.FACTS),
          Map.entry("report", Kind.REPORT),
          Map.entry("file_metadata", Kind.FILE),
          Map.entry("file_metadatas", Kind.FILE),
          Map.entry("file_content", Kind.FILE),
          Map.entry("file_bucket_file", Kind.FILE),
          Map.entry("static_file_content", Kind.FILE),
          Map.entry("resource_type", Kind.OTHER),
          Map.entry("resource_types", Kind.OTHER));

  private PuppetPaths() {}

  /** Puppet 3's resources of the certificate authority, {@code /<environment>/<resource>/…}. */
  public static SortedSet<String> legacyCaResources() {
    return new TreeSet<>(LEGACY_CA);
  }

  /** Puppet 3's other resources that today's servers have in another place. */
  public static SortedSet<String> legacyResources() {
    return new TreeSet<>(RESOURCES.keySet());
  }

  /** First segments that are never read as the environment of one of Puppet 3's paths. */
  public static SortedSet<String> reserved() {
    return new TreeSet<>(RESERVED);
  }

  /** May a node be called that (the rule of Puppet Server 7.11 and later)? */
  public static boolean isCertname(String name) {
    return name.length() <= 250 && CERTNAME.matcher(name).matches();
  }

  /**
   * Reads a raw request target.
   *
   * @param target path and query as they came, beginning with {@code /}
   */
  public static PuppetPath classify(String target) {
    int mark = target.indexOf('?');
    String path = mark < 0 ? target : target.substring(0, mark);
    String query = mark < 0 ? null : target.substring(mark + 1);
    String fault = fault(path, query);
    if (fault != null) {
      return new PuppetPath.Refused(400, fault);
    }
    if (path.equals("/v2.0/environments")) {
      return accepted(
          Kind.OTHER, "environments", null, PUPPET_PREFIX + "environments", query, true);
    }
    String[] segments = path.substring(1).split("/", 3);
    boolean legacy =
        segments.length >= 2
            && WORD.matcher(segments[0]).matches()
            && !RESERVED.contains(segments[0]);
    return legacy ? legacy(path, segments, query) : today(path, query);
  }

  private static @Nullable String fault(String path, @Nullable String query) {
    if (!path.startsWith("/") || path.startsWith("//")) {
      return "the path must begin with one '/'";
    }
    if (!plain(path, IN_PATH, true)) {
      return path.indexOf(';') >= 0
          ? "a ';' in a path must be written %3B: servers cut the path there"
          : "the path holds characters that must be encoded, or that no path may hold";
    }
    if (query != null && !plain(query, IN_QUERY, false)) {
      return "the query holds characters that must be encoded";
    }
    for (String segment : path.split("/", -1)) {
      String plain = segment.replace("%2e", ".").replace("%2E", ".");
      if (plain.equals(".") || plain.equals("..")) {
        return "the path holds '.' or '..' as a segment";
      }
    }
    return null;
  }

  /** Only letters, digits, the given characters and whole escapes? */
  private static boolean plain(String text, String others, boolean strict) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '%') {
        int code = i + 2 < text.length() ? escape(text.charAt(i + 1), text.charAt(i + 2)) : -1;
        boolean control = code < ' ' || code == 0x7f || code == '/' || code == '\\';
        if (code < 0 || (strict && control)) {
          return false;
        }
        i += 2;
      } else if (c > '~' || !(Character.isLetterOrDigit(c) || others.indexOf(c) >= 0)) {
        return false;
      }
    }
    return true;
  }

  private static int escape(char high, char low) {
    int first = Character.digit(high, 16);
    int second = Character.digit(low, 16);
    return first < 0 || second < 0 || high > 'f' || low > 'f' ? -1 : first * 16 + second;
  }

  private static PuppetPath today(String path, @Nullable String query) {
    if (path.equals(STATUS) || path.equals("/status/v1/simple/master")) {
      return accepted(Kind.STATUS, "status", null, path, query, false);
    }
    if (path.equals("/status/v1/simple/ca")) {
      return accepted(Kind.CA, "status", null, path, query, false);
    }
    if (path.startsWith(CA_PREFIX)) {
      return resource(Kind.CA, path, path.substring(CA_PREFIX.length()), CA_PREFIX, query);
    }
    if (path.startsWith(PUPPET_PREFIX)) {
      String rest = path.substring(PUPPET_PREFIX.length());
      String first = rest.split("/", 2)[0];
      Kind kind = RESOURCES.getOrDefault(first, Kind.OTHER);
      return resource(kind, path, rest, PUPPET_PREFIX, query);
    }
    return unambiguous(path)
        ? accepted(Kind.OTHER, path, null, path, query, false)
        : ambiguous(path);
  }

  /** Prefix, resource, and the rest; only the rest of a file's path may be encoded. */
  private static PuppetPath resource(
      Kind kind, String path, String rest, String prefix, @Nullable String query) {
    String[] parts = rest.split("/", 2);
    String name = parts.length == 1 || parts[1].isEmpty() ? null : parts[1];
    boolean clear =
        kind == Kind.FILE && name != null
            ? unambiguous(prefix + parts[0]) && !name.startsWith("/")
            : unambiguous(path);
    boolean single = kind == Kind.FILE || kind == Kind.OTHER || name == null || !has(name, '/');
    if (!clear || !single) {
      return ambiguous(path);
    }
    return accepted(kind, parts[0], name, path, query, false);
  }

  private static PuppetPath legacy(String path, String[] segments, @Nullable String query) {
    String environment = segments[0];
    String resource = segments[1];
    String rest = segments.length < 3 ? "" : segments[2];
    if (resource.equals("certificate_requests")) {
      return new PuppetPath.Refused(404, "certificate_requests is not served any more");
    }
    if (resource.equals("status")) {
      return accepted(Kind.STATUS, "status", rest.isEmpty() ? null : rest, path, query, true);
    }
    boolean ca = LEGACY_CA.contains(resource);
    if (rest.isEmpty() || (!ca && !RESOURCES.containsKey(resource))) {
      return today(path, query);
    }
    String target = (ca ? CA_PREFIX : PUPPET_PREFIX) + resource + "/" + rest;
    String moved = ca ? query : move(environment, resource, query);
    PuppetPath read = today(target, moved);
    return read instanceof PuppetPath.Accepted accepted
        ? new PuppetPath.Accepted(
            accepted.kind(), accepted.resource(), accepted.name(), accepted.target(), true)
        : read;
  }

  private static String move(String environment, String resource, @Nullable String query) {
    List<String> parameters = new ArrayList<>();
    boolean permissions = resource.startsWith("file_metadata");
    for (String parameter : query == null ? new String[0] : query.split("&")) {
      String key = parameter.split("=", 2)[0];
      permissions &= !key.equals("source_permissions");
      if (!key.equals("environment") && !parameter.isEmpty()) {
        parameters.add(parameter);
      }
    }
    parameters.add("environment=" + environment);
    if (permissions) {
      parameters.add("source_permissions=use");
    }
    return String.join("&", parameters);
  }

  private static boolean unambiguous(String path) {
    return !has(path, '%') && !path.contains("//");
  }

  private static boolean has(String text, char sought) {
    return text.indexOf(sought) >= 0;
  }

  private static PuppetPath ambiguous(String path) {
    return new PuppetPath.Refused(
        400, "servers could read this path in more than one way: " + path);
  }

  private static PuppetPath accepted(
      Kind kind,
      String resource,
      @Nullable String name,
      String path,
      @Nullable String query,
      boolean legacy) {
    String target = query == null || query.isEmpty() ? path : path + "?" + query;
    return new PuppetPath.Accepted(kind, resource, name, target, legacy);
  }
}
