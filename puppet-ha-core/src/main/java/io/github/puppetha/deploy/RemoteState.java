package io.github.puppetha.deploy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a server says of its environments directory.
 *
 * @param missing programs that are needed there and are not there
 * @param blocked why nothing can be written there; empty when it can
 * @param gzip whether gzip is there
 * @param target links, foreign names, what is remembered
 * @param remembered the digest of what is remembered; {@code none} when there is nothing
 * @param modules what is in the store, with the time of its last use
 * @param trees likewise
 */
record RemoteState(
    List<String> missing,
    List<String> blocked,
    boolean gzip,
    TargetState target,
    String remembered,
    Map<String, Instant> modules,
    Map<String, Instant> trees) {

  static RemoteState parse(SshAddress address, byte[] said) throws IOException {
    String[] words = new String(said, StandardCharsets.UTF_8).split("\0", -1);
    Builder builder = new Builder(address);
    int i = 0;
    while (i + 1 < words.length && !words[i].equals("end")) {
      builder.add(words[i], words[i + 1]);
      i += 2;
    }
    if (i + 1 >= words.length) {
      throw new IOException(
          address.host() + " does not say what is in " + address.path() + "; is its shell POSIX?");
    }
    return builder.build();
  }

  private static final class Builder {
    private final SshAddress address;
    private final List<String> missing = new ArrayList<>();
    private final List<String> blocked = new ArrayList<>();
    private final Map<String, String> links = new TreeMap<>();
    private final Set<String> foreign = new TreeSet<>();
    private final Map<String, Instant> modules = new TreeMap<>();
    private final Map<String, Instant> trees = new TreeMap<>();
    private boolean gzip;
    private StoreState state = StoreState.NOTHING;
    private String remembered = "none";

    Builder(SshAddress address) {
      this.address = address;
    }

    void add(String kind, String value) throws IOException {
      switch (kind) {
        case "missing" -> missing.add(value);
        case "blocked" -> blocked.add(value);
        case "gzip" -> gzip = true;
        case "link" -> links.put(before(value), after(value));
        case "foreign" -> foreign.add(value);
        case "modules" -> modules.put(before(value), time(value));
        case "environments" -> trees.put(before(value), time(value));
        case "state" -> {
          String where = address.host() + ":" + address.path() + "/.puppet-ha/state.json";
          state = StoreState.parse(where, value);
        }
        case "seen" -> remembered = value.replaceFirst(" .*", "");
        default -> throw new IOException(address.host() + " says what is not known: " + kind);
      }
    }

    private static String before(String pair) {
      return pair.substring(0, Math.max(0, pair.lastIndexOf('=')));
    }

    private static String after(String pair) {
      return pair.substring(pair.lastIndexOf('=') + 1);
    }

    private static Instant time(String pair) throws IOException {
      try {
        return Instant.ofEpochSecond(Long.parseLong(after(pair)));
      } catch (NumberFormatException e) {
        throw new IOException("no time: " + pair, e);
      }
    }

    RemoteState build() {
      TargetState target = new TargetState(state, links, foreign);
      return new RemoteState(missing, blocked, gzip, target, remembered, modules, trees);
    }
  }
}
