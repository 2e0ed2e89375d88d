package io.github.puppetha.deploy;

import io.github.puppetha.io.JsonReader;
import io.github.puppetha.io.JsonWriter;
import io.github.puppetha.io.Tree;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;

/**
 * Who deploys.
 *
 * @param by user and host
 * @param host the machine
 * @param pid the process there
 * @param started when that process was started, in milliseconds since 1970; 0 when not known
 * @param since when it began to deploy
 * @param until when it is taken for dead, unless it says that it is not
 */
record LeaseHolder(String by, String host, long pid, long started, Instant since, Instant until) {
  /** What stands in place of a holder when nobody deploys. */
  static final String FREE = JsonWriter.write(Map.of("free", true));

  static LeaseHolder self(String by, Instant since, Instant until) {
    ProcessHandle process = ProcessHandle.current();
    return new LeaseHolder(by, Self.host(), process.pid(), started(process), since, until);
  }

  private static long started(ProcessHandle process) {
    return process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
  }

  LeaseHolder until(Instant later) {
    return new LeaseHolder(by, host, pid, started, since, later);
  }

  /** Is it a process of this machine that has ended? */
  boolean ended() {
    return host.equals(Self.host())
        && ProcessHandle.of(pid).filter(p -> started(p) == started).isEmpty();
  }

  String json() {
    Map<String, Object> root = new LinkedHashMap<>();
    root.put("by", by);
    root.put("host", host);
    root.put("pid", pid);
    root.put("started", started);
    root.put("since", since.toString());
    root.put("until", until.toString());
    return JsonWriter.write(root);
  }

  /** Empty for what is free, and for what cannot be read: it only avoids waste. */
  static Optional<LeaseHolder> read(String text) {
    try {
      Tree root = JsonReader.read("lease", text).root().orElseThrow();
      return Optional.of(
          new LeaseHolder(
              DecisionJson.text(root, "by"),
              DecisionJson.text(root, "host"),
              Long.parseLong(DecisionJson.text(root, "pid")),
              Long.parseLong(DecisionJson.text(root, "started")),
              Instant.parse(DecisionJson.text(root, "since")),
              Instant.parse(DecisionJson.text(root, "until"))));
    } catch (IllegalArgumentException
        | ClassCastException
        | DateTimeException
        | NoSuchElementException e) {
      return Optional.empty();
    }
  }
}
