package io.github.puppetha.deploy;

import io.github.puppetha.code.DirectorySink;
import io.github.puppetha.code.Ssh;
import io.github.puppetha.io.DeleteTree;
import io.github.puppetha.io.Processes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The real rsync, over the system's ssh. What is missing begins, on the server, as a copy of what
 * is nearest to it in the store (a copy, not hard links: no edit changes two revisions); rsync then
 * sends what differs.
 */
final class RsyncTransfer implements Transfer {
  private static final Duration LIMIT = Duration.ofHours(6);
  private static final Pattern SENT = Pattern.compile("(?m)^Total bytes sent: ([0-9,.]+)$");

  private final Ssh ssh;

  RsyncTransfer(Ssh ssh) {
    this.ssh = ssh;
  }

  @Override
  public List<String> programs() {
    return List.of("rsync");
  }

  @Override
  public @Nullable String lacks() {
    try {
      Path here = Path.of("").toAbsolutePath();
      Processes.run(List.of("rsync", "--version"), here, Map.of(), Duration.ofSeconds(20));
      return null;
    } catch (IOException e) {
      return "rsync is not installed on this machine; install it, or use ssh: in place of rsync:";
    }
  }

  @Override
  public long send(Sending sending, Map<String, Long> sent) throws IOException {
    Path here = Files.createTempDirectory("puppet-ha-rsync");
    try {
      String expected = sending.content().writeTo(new DirectorySink(here), environment -> {});
      Map<String, String> copies = nearest(sending);
      if (!copies.isEmpty()) {
        sending.session().fill(copies);
      }
      long bytes = rsync(here, sending);
      sending.check(sending.session().digest(), expected);
      sent.merge(first(sending.plan()), bytes, Long::sum);
      return bytes;
    } finally {
      DeleteTree.delete(here);
    }
  }

  private static String first(StagePlan plan) {
    return plan.trees().isEmpty()
        ? plan.firstUse().values().iterator().next()
        : plan.trees().get(0).environment();
  }

  /** For what is missing, by its name, the path in the store of what is likely most like it. */
  private static Map<String, String> nearest(Sending sending) {
    Map<String, String> copies = new HashMap<>();
    sending
        .plan()
        .modules()
        .forEach(
            (name, module) ->
                latest(module.name(), sending.there().modules())
                    .ifPresent(old -> copies.put(name, "modules/" + old)));
    for (EnvironmentRevision tree : sending.plan().trees()) {
      String live = sending.there().target().links().get(tree.environment());
      if (live != null && sending.there().trees().containsKey(live)) {
        copies.put(tree.directory(), "environments/" + live);
      }
    }
    return copies;
  }

  private static Optional<String> latest(String module, Map<String, Instant> modules) {
    Pattern revision = Pattern.compile(Pattern.quote(module) + "-[0-9A-Za-z]+(-nospec)?");
    return modules.entrySet().stream()
        .filter(e -> revision.matcher(e.getKey()).matches())
        .max(Map.Entry.comparingByValue())
        .map(Map.Entry::getKey);
  }

  private long rsync(Path here, Sending sending) throws IOException {
    SshAddress address = sending.shell().address();
    List<String> command = new ArrayList<>(List.of("rsync", "-rlpcz", "-s", "--delete", "--stats"));
    command.addAll(List.of("--timeout=600", "-e", remoteShell(address), "--", here + "/"));
    command.add(address.rsync(sending.session().directory() + "/"));
    Processes.Result result =
        Processes.run(command, here, Map.of("LC_ALL", "C", "RSYNC_RSH", ""), LIMIT);
    if (!result.ok()) {
      throw new IOException("rsync to " + address.host() + " failed: " + result.err().strip());
    }
    Matcher told = SENT.matcher(result.out());
    return told.find() ? Long.parseLong(told.group(1).replaceAll("[,.]", "")) : 0;
  }

  private String remoteShell(SshAddress address) {
    List<String> words = new ArrayList<>(ssh.command());
    if (address.port() > 0) {
      words.addAll(List.of("-p", String.valueOf(address.port())));
    }
    return String.join(" ", words.stream().map(RsyncTransfer::word).toList());
  }

  /** As rsync takes words apart. */
  private static String word(String word) {
    return word.matches("[A-Za-z0-9_./=-]+") ? word : "'" + word.replace("'", "''") + "'";
  }
}
