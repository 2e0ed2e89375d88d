package io.github.puppetha.deploy;

import io.github.puppetha.code.SshConnection;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * A working directory in a server's store, held by a shell there. When that shell's connection ends
 * for whatever reason, the directory is removed; what even so is left is known by its free lock.
 */
final class RemoteSession implements AutoCloseable {
  private static final Duration IDLE = Duration.ofMinutes(10);

  private final RemoteShell shell;
  private final SshConnection.Running holder;
  private final String name;

  private RemoteSession(RemoteShell shell, SshConnection.Running holder, String name) {
    this.shell = shell;
    this.holder = holder;
    this.name = name;
  }

  static RemoteSession open(RemoteShell shell) throws IOException {
    String name = UUID.randomUUID().toString();
    String script = RemoteShell.script("common", "session");
    SshConnection.Running holder = shell.start(script, List.of(name));
    try {
      holder.giveUpAfter(IDLE);
      String line = line(holder.out());
      if (!line.equals("ready")) {
        throw shell.failed(1, holder.complaint());
      }
      holder.waitOn();
      return new RemoteSession(shell, holder, name);
    } catch (IOException e) {
      holder.close();
      throw e;
    }
  }

  private static String line(InputStream stream) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    int next = stream.read();
    while (next >= 0 && next != RemoteShell.BEGIN) {
      next = stream.read();
    }
    next = stream.read();
    while (next >= 0 && next != '\n') {
      line.write(next);
      next = stream.read();
    }
    return line.toString(StandardCharsets.UTF_8);
  }

  /** Its path on the server. */
  String directory() {
    return shell.address().path() + "/" + StoreLayout.STORE + "/tmp/" + name;
  }

  /** Copies entries of the store into it, under new names. */
  void fill(Map<String, String> copies) throws IOException {
    StringBuilder script = new StringBuilder(RemoteShell.script("common"));
    script.append("cd \"$S/tmp/$1\"\n");
    copies.forEach(
        (to, from) ->
            script
                .append("cp -a --reflink=auto -T -- \"$S/\"")
                .append(RemoteShell.quote(from))
                .append(" ./")
                .append(RemoteShell.quote(to))
                .append('\n'));
    shell.run(script.toString(), List.of(name), in -> {}, IDLE);
  }

  /** Sends a tar stream, which is unpacked; gives the digest of all that is there then. */
  String unpack(SshConnection.Input tar) throws IOException {
    String program = shell.compresses() ? "gzip -dc" : "cat";
    return digest(
        shell.run(
            RemoteShell.script("common", "digest", "unpack"), List.of(name, program), tar, IDLE));
  }

  /** The digest of all that is there. */
  String digest() throws IOException {
    String script = RemoteShell.script("common", "digest") + "cd \"$S/tmp/$1\"\ndigest\n";
    return digest(shell.run(script, List.of(name), in -> {}, IDLE));
  }

  private static String digest(SshConnection.Answer answer) {
    return new String(answer.out(), StandardCharsets.UTF_8).replaceFirst("(?s) .*", "");
  }

  /**
   * To the disk, then into the store: modules first, then each tree after its record.
   *
   * @param wrong names of what is there and is to be replaced
   */
  void publish(Collection<String> modules, Collection<String> trees, Set<String> wrong, Instant now)
      throws IOException {
    StringBuilder script = new StringBuilder(RemoteShell.script("common", "seal", "publish"));
    script.append("sync -f .\n");
    modules.forEach(m -> give(script, m, "modules", wrong, now));
    script.append("sync -- \"$S/modules\"\n");
    for (String tree : trees) {
      String record = RemoteShell.quote(tree + ".json");
      script.append("mv -T -- ").append(record).append(" \"$S/environments/\"").append(record);
      script.append('\n');
      give(script, tree, "environments", wrong, now);
    }
    script.append("sync -- \"$S/environments\"\n");
    shell.run(script.toString(), List.of(name), in -> {}, IDLE);
  }

  private static void give(
      StringBuilder script, String entry, String directory, Set<String> wrong, Instant now) {
    String quoted = RemoteShell.quote(entry);
    script.append(wrong.contains(entry) ? "mend " : "give ").append(quoted).append(' ');
    script.append(directory).append(wrong.contains(entry) ? " " + now.toEpochMilli() : "");
    script.append("\nseal ").append(directory).append(' ').append(quoted).append('\n');
  }

  /** Removes the directory, and waits until it is gone. */
  @Override
  public void close() throws IOException {
    try (holder) {
      holder.giveUpAfter(IDLE);
      holder.in().close();
      holder.out().skip(Long.MAX_VALUE);
    }
  }
}
