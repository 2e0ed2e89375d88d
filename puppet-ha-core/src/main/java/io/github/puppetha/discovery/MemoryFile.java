package io.github.puppetha.discovery;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import io.github.puppetha.HostPort;
import io.github.puppetha.discovery.ServerHealth.Kept;
import io.github.puppetha.io.AtomicFiles;
import io.github.puppetha.io.Failures;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.zip.CRC32C;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is remembered of servers' failures, in a file that several processes may share. Whatever is
 * odd about it, its version, its check sum, a time from the future, makes it count as not there. So
 * the worst that a wrong file can do is to postpone servers for five minutes.
 */
record MemoryFile(Path file) {
  private static final Logger LOG = LoggerFactory.getLogger(MemoryFile.class);
  private static final String HEAD = "puppet-ha failures 1";
  private static final long MOST_BYTES = 1024 * 1024;
  private static final int TRIES = 200;
  private static final Duration BETWEEN_TRIES = Duration.ofMillis(5);
  private static final int FIELDS = 5;
  private static final int LONGEST_REASON = 300;
  private static final int MOST_FAILURES = 1000;

  /** Clocks of machines that share a disk differ. */
  private static final long SKEW = Duration.ofMinutes(1).toMillis();

  /** After so long an entry tells nothing any more. */
  private static final long STALE = Duration.ofHours(1).toMillis();

  /** Nothing when the file is not there, or not as it should be. */
  Map<HostPort, Kept> read(long now) {
    try {
      if (Files.size(file) > MOST_BYTES) {
        LOG.warn("{} is too large for a memory of failures; it is not read", file);
        return Map.of();
      }
      return parse(Files.readString(file), now);
    } catch (NoSuchFileException e) {
      return Map.of();
    } catch (IOException | IllegalArgumentException e) {
      LOG.debug("the memory of failures in {} is not used: {}", file, Failures.text(e));
      return Map.of();
    }
  }

  private static Map<HostPort, Kept> parse(String text, long now) {
    int last = text.lastIndexOf('\n', text.length() - 2) + 1;
    String body = text.substring(0, last);
    if (!text.substring(last).equals(sum(body))) {
      throw new IllegalArgumentException("its check sum does not fit");
    }
    List<String> lines = body.lines().toList();
    if (lines.isEmpty() || !lines.get(0).equals(HEAD)) {
      throw new IllegalArgumentException("it is of another version than: " + HEAD);
    }
    Map<HostPort, Kept> all = new TreeMap<>();
    for (String line : lines.subList(1, lines.size())) {
      String[] fields = line.split(" ", FIELDS);
      if (fields.length < FIELDS) {
        throw new IllegalArgumentException("not an entry: " + line);
      }
      Kept kept =
          new Kept(
              Long.parseLong(fields[1]),
              Long.parseLong(fields[2]),
              Integer.parseInt(fields[3]),
              fields[4]);
      if (plausible(kept, now)) {
        all.put(HostPort.parse(fields[0], HostPort.PUPPET_PORT), kept);
      }
    }
    return all;
  }

  private static boolean plausible(Kept kept, long now) {
    return kept.changedAt() > now - STALE
        && kept.changedAt() <= now + SKEW
        && kept.postponedUntil() <= kept.changedAt() + ServerHealth.LONGEST.toMillis()
        && kept.failures() >= 0
        && kept.failures() <= MOST_FAILURES;
  }

  /**
   * Writes what is known here and what others wrote meanwhile, the newer of each server.
   *
   * @return what stands in the file now
   */
  Map<HostPort, Kept> merge(Map<HostPort, Kept> own, long now) {
    Map<HostPort, Kept> all = new TreeMap<>(own);
    try {
      Path directory = file.toAbsolutePath().getParent();
      Files.createDirectories(directory);
      Path turn = directory.resolve(file.getFileName() + ".lock");
      try (FileChannel lock = FileChannel.open(turn, CREATE, WRITE)) {
        takeTurn(lock);
        read(now).forEach((server, kept) -> all.merge(server, kept, MemoryFile::newer));
        all.values().removeIf(kept -> !plausible(kept, now));
        AtomicFiles.write(file, text(all).getBytes(StandardCharsets.UTF_8));
      }
    } catch (IOException e) {
      LOG.warn("the memory of failures could not be written to {}: {}", file, Failures.text(e));
    }
    return all;
  }

  /**
   * Waits while another process, or another selector of this one, writes; for a second only, since
   * at worst a failure is forgotten.
   */
  private static void takeTurn(FileChannel lock) throws IOException {
    for (int tries = 0; tries < TRIES; tries++) {
      try {
        if (lock.tryLock() != null) {
          return;
        }
      } catch (OverlappingFileLockException e) {
        LOG.trace("another selector writes", e);
      }
      LockSupport.parkNanos(BETWEEN_TRIES.toNanos());
    }
  }

  private static Kept newer(Kept one, Kept other) {
    return one.changedAt() >= other.changedAt() ? one : other;
  }

  private static String text(Map<HostPort, Kept> all) {
    List<String> lines = new ArrayList<>(List.of(HEAD));
    all.forEach((server, kept) -> lines.add(line(server, kept)));
    String body = String.join("\n", lines) + "\n";
    return body + sum(body);
  }

  private static String line(HostPort server, Kept kept) {
    String reason = kept.reason().replaceAll("\\p{Cntrl}+", " ");
    if (reason.length() > LONGEST_REASON) {
      reason = reason.substring(0, LONGEST_REASON);
    }
    return "%s %d %d %d %s"
        .formatted(server, kept.changedAt(), kept.postponedUntil(), kept.failures(), reason);
  }

  private static String sum(String body) {
    CRC32C sum = new CRC32C();
    sum.update(body.getBytes(StandardCharsets.UTF_8));
    return "sum %08x%n".formatted(sum.getValue()).replace("\r", "");
  }
}
