package io.github.puppetha.deploy;

import io.github.puppetha.code.Ssh;
import io.github.puppetha.code.SshConnection;
import io.github.puppetha.io.Processes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An environments directory of another machine, reached by ssh. All is done by scripts that are
 * sent along; what happens to what was seen before is compared there, under the lock.
 */
final class SshDirectory implements TargetDirectory {
  private static final Duration IDLE = Duration.ofMinutes(2);

  private final Ssh ssh;
  private final SshAddress address;
  private final Transfer transfer;
  private @Nullable SshConnection connection;
  private @Nullable RemoteShell shell;
  private @Nullable RemoteState seen;
  private long besides;

  SshDirectory(Ssh ssh, SshAddress address, Transfer transfer) {
    this.ssh = ssh;
    this.address = address;
    this.transfer = transfer;
  }

  private RemoteShell shell() throws IOException {
    RemoteShell opened = shell;
    if (opened == null) {
      connection = ssh.connect(address.user(), address.host(), address.port());
      opened = new RemoteShell(connection, address);
      shell = opened;
    }
    return opened;
  }

  private RemoteState look() throws IOException {
    RemoteShell opened = shell();
    SshConnection.Answer answer =
        opened.run(RemoteShell.script("common", "state"), transfer.programs(), in -> {}, IDLE);
    RemoteState there = RemoteState.parse(address, answer.out());
    if (there.gzip()) {
      opened.compress();
    }
    return there;
  }

  @Override
  public Target.@Nullable Obstacle obstacle() {
    String lacks = transfer.lacks();
    if (lacks != null) {
      return new Target.Obstacle(State.FAILED, lacks);
    }
    try {
      RemoteState there = look();
      if (!there.missing().isEmpty()) {
        String message =
            address.host() + " lacks " + String.join(", ", there.missing()) + "; install it there";
        return new Target.Obstacle(State.FAILED, message);
      }
      if (!there.blocked().isEmpty()) {
        String message = address.host() + ": " + there.blocked().get(0);
        return new Target.Obstacle(State.UNREACHABLE, message);
      }
      seen = there;
      return null;
    } catch (IOException e) {
      return new Target.Obstacle(State.UNREACHABLE, String.valueOf(e.getMessage()));
    }
  }

  @Override
  public TargetState state() throws IOException {
    return justSeen().target();
  }

  /** What {@link #obstacle} has just seen need not be asked for again. */
  private RemoteState justSeen() throws IOException {
    RemoteState there = seen;
    return there == null ? look() : there;
  }

  @Override
  public Map<String, Long> stage(Staging staging) throws IOException {
    RemoteState there = justSeen();
    seen = null;
    StagePlan plan =
        StagePlan.of(staging.environments(), there.modules().keySet(), there.trees().keySet());
    Set<String> wrong = new RemoteCheck(shell(), commands(), staging).wrong(plan.used());
    if (!wrong.isEmpty()) {
      plan = plan.anew(staging.environments(), wrong);
      wrong(staging, wrong);
    }
    touch(plan, there.target());
    Map<String, Long> sent = new HashMap<>();
    if (plan.empty()) {
      return sent;
    }
    staging.begun().accept(plan.modules().size() + plan.trees().size());
    RemoteShell opened = shell();
    try (RemoteSession session = RemoteSession.open(opened)) {
      SessionContent content =
          new SessionContent(plan, staging, new StoreLayout(Path.of(address.path())));
      besides += transfer.send(new Transfer.Sending(opened, session, plan, content, there), sent);
      if (staging.hook() != StageHook.NONE) {
        session.publish(plan.modules().keySet(), List.of(), wrong, staging.now());
        for (EnvironmentRevision tree : plan.trees()) {
          staging.hook().tree(tree, session.directory() + "/" + tree.directory(), commands());
        }
      }
      session.publish(
          staging.hook() == StageHook.NONE ? plan.modules().keySet() : List.of(),
          plan.trees().stream().map(EnvironmentRevision::directory).toList(),
          wrong,
          staging.now());
    }
    return sent;
  }

  private static void wrong(Staging staging, Set<String> names) {
    for (EnvironmentRevision environment : staging.environments()) {
      if (names.contains(environment.directory())
          || environment.modules().stream().anyMatch(m -> names.contains(m.storeName()))) {
        staging.mended().accept(environment.environment());
      }
    }
  }

  /** What is used anew is not old: its time tells the next sweep. What is live is safe anyway. */
  private void touch(StagePlan plan, TargetState there) throws IOException {
    Set<String> safe = new HashSet<>(there.links().values());
    there
        .remembered()
        .decision()
        .environments()
        .forEach(
            (name, e) -> {
              if (e.directory().equals(there.links().get(name))) {
                e.modules().forEach(m -> safe.add(m.storeName()));
              }
            });
    Set<String> used = new HashSet<>(plan.used());
    used.removeAll(safe);
    if (used.isEmpty()) {
      return;
    }
    StringBuilder script = new StringBuilder(RemoteShell.script("common"));
    used.stream()
        .sorted()
        .map(RemoteShell::quote)
        .forEach(
            name ->
                script.append(
                    "touch -c -- \"$S/modules/\"%s \"$S/environments/\"%s\n"
                        .formatted(name, name)));
    shell().run(script.toString(), List.of(), in -> {}, IDLE);
  }

  @Override
  public void activate(Decision decision, Activation how) throws IOException {
    change(
        how.patience(),
        there -> {
          StoreState remembered = there.target().remembered();
          if (remembered.objection(decision) != null) {
            throw Activator.later(remembered, decision);
          }
          RemoteActivation activation = new RemoteActivation(there, decision, how);
          return activation.nothingToDo() ? null : activation.script();
        });
  }

  @Override
  public void flushed(String server, Duration patience) throws IOException {
    change(
        patience,
        there -> {
          StringBuilder script = new StringBuilder(RemoteShell.script("common", "activate"));
          RemoteActivation.set(script, "U", UUID.randomUUID().toString());
          RemoteActivation.call(script, "lock", String.valueOf(Math.max(1, patience.toSeconds())));
          RemoteActivation.call(script, "seen", there.remembered());
          String text = there.target().remembered().flushed(server).json();
          RemoteActivation.call(script, "put", "state.json", text);
          return script.toString();
        });
  }

  /** What is to be done, given what is there; null when nothing. */
  private interface Change {
    @Nullable String script(RemoteState there) throws IOException;
  }

  /** Looks, makes a script, and runs it; again when another deployer was faster. */
  private void change(Duration patience, Change change) throws IOException {
    long end = System.nanoTime() + patience.toNanos();
    String said;
    do {
      String script = change.script(look());
      if (script == null) {
        return;
      }
      SshConnection.Answer answer = shell().run(script, List.of(), in -> {}, IDLE.plus(patience));
      said = new String(answer.out(), StandardCharsets.UTF_8);
      if (answer.ok()) {
        return;
      }
      if (said.startsWith("foreign ")) {
        throw new IOException(
            Activator.foreignMessage(address.path() + "/" + said.substring("foreign ".length())));
      }
    } while (said.equals("changed") && System.nanoTime() < end);
    throw new IOException(
        "another deployment has been at work in "
            + address.path()
            + " on "
            + address.host()
            + " for "
            + patience.toSeconds()
            + " s; wait for it, or end it");
  }

  @Override
  public CommandRunner commands() {
    return (command, limit) -> {
      String script =
          RemoteShell.script("common")
              + "cd \"$R\"\nset +e\ntimeout -k 10 "
              + Math.max(1, limit.toSeconds())
              + " \"$@\" </dev/null\nexit $?\n";
      SshConnection.Answer answer =
          shell().answer(script, command, in -> {}, limit.plus(Duration.ofSeconds(30)));
      if (answer.exit() == 124) {
        throw new IOException(
            command.get(0)
                + " on "
                + address.host()
                + " did not end within "
                + limit.toSeconds()
                + " s");
      }
      String out = new String(answer.out(), StandardCharsets.UTF_8);
      return new Processes.Result(answer.exit(), out, answer.err());
    };
  }

  @Override
  public long bytesSent() {
    return connection == null ? 0 : connection.bytesSent() + besides;
  }

  @Override
  public void close() {
    if (connection != null) {
      connection.close();
      connection = null;
      shell = null;
    }
  }
}
