package io.github.puppetha.code;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.puppetha.sshd.RealSshd;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Security;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Connections to the real sshd. */
class SshInteropTest {
  private static final Duration IDLE = Duration.ofSeconds(20);

  @TempDir Path root;
  private RealSshd sshd;

  @BeforeAll
  static void need() {
    RealSshd.need();
  }

  @BeforeEach
  void start() throws IOException {
    sshd = RealSshd.start(root.resolve("sshd"));
  }

  @AfterEach
  void stop() {
    sshd.close();
  }

  private SshConnection connect(Ssh ssh) throws IOException {
    return ssh.connect(sshd.user(), "127.0.0.1", sshd.port());
  }

  @Test
  void commandsReadAndAnswer() throws IOException {
    List<String> providers =
        List.of(Security.getProviders()).stream().map(Object::toString).toList();
    byte[] data = new byte[3_000_000];
    for (int i = 0; i < data.length; i++) {
      data[i] = (byte) (i * 31);
    }
    try (Ssh ssh = Ssh.of(sshd.config());
        SshConnection connection = connect(ssh)) {
      SshConnection.Answer echo =
          connection.run("cat; echo hm >&2; exit 3", s -> s.write(data), IDLE);
      assertThat(echo.out()).isEqualTo(data);
      assertThat(echo.err()).isEqualTo("hm\n");
      assertThat(echo.exit()).isEqualTo(3);
      assertThat(connection.run("echo two", s -> {}, IDLE).out())
          .isEqualTo("two\n".getBytes(StandardCharsets.UTF_8));
      assertThat(connection.bytesSent()).isBetween(3_000_000L, 3_000_100L);
    }
    assertThat(Security.getProviders())
        .extracting(Object::toString)
        .containsExactlyElementsOf(providers);
  }

  @Test
  void aCommandThatDoesNotReadIsToldByItsExit() throws IOException {
    try (Ssh ssh = Ssh.of(sshd.config());
        SshConnection connection = connect(ssh)) {
      SshConnection.Answer answer =
          connection.run("echo no >&2; exit 4", s -> s.write(new byte[20_000_000]), IDLE);
      assertThat(answer.exit()).isEqualTo(4);
      assertThat(answer.err()).isEqualTo("no\n");
    }
  }

  @Test
  void aCutConnectionIsAnError() throws IOException {
    try (Ssh ssh = Ssh.of(sshd.config());
        SshConnection connection = connect(ssh)) {
      assertThatThrownBy(
              () ->
                  connection.run(
                      "sleep 100",
                      s -> {
                        s.write(1);
                        s.flush();
                        sshd.cut();
                      },
                      IDLE))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("the connection to 127.0.0.1 was cut");
    }
  }

  @Test
  void silenceHasAnEnd() throws IOException {
    try (Ssh ssh = Ssh.of(sshd.config());
        SshConnection connection = connect(ssh)) {
      assertThatThrownBy(() -> connection.run("sleep 100", s -> {}, Duration.ofMillis(300)))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("127.0.0.1 did not answer any more");
    }
  }

  @Test
  void aRefusedKeyIsNamedWithTheNextStep() throws IOException {
    RealSshd.key(sshd.directory().resolve("other"));
    sshd.clientConfig("other", "known_hosts");
    try (Ssh ssh = Ssh.of(sshd.config())) {
      assertThatThrownBy(() -> connect(ssh))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("ssh to " + sshd.user() + "@127.0.0.1:" + sshd.port())
          .hasMessageContaining(sshd.directory().resolve("other").toString())
          .hasMessageContaining("authorized_keys");
    }
  }

  @Test
  void anUnknownHostIsRefusedThoughTheConfigurationWouldTakeIt() throws IOException {
    Files.writeString(sshd.directory().resolve("nobody"), "");
    Path config = sshd.clientConfig("client_key", "nobody");
    Files.writeString(config, Files.readString(config) + "  StrictHostKeyChecking no\n");
    try (Ssh ssh = Ssh.of(config)) {
      assertThatThrownBy(() -> connect(ssh))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("not in known_hosts")
          .hasMessageContaining("ssh-keyscan -p " + sshd.port() + " 127.0.0.1");
    }
    assertThat(sshd.directory().resolve("nobody")).isEmptyFile();
  }

  @Test
  void aChangedHostKeyIsRefused() throws IOException {
    RealSshd.key(sshd.directory().resolve("other"));
    String known =
        "[127.0.0.1]:"
            + sshd.port()
            + " "
            + Files.readString(sshd.directory().resolve("other.pub"));
    Files.writeString(sshd.directory().resolve("known_hosts"), known);
    try (Ssh ssh = Ssh.of(sshd.config())) {
      assertThatThrownBy(() -> connect(ssh))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("not the one in known_hosts")
          .hasMessageContaining("ssh-keygen -R '[127.0.0.1]:" + sshd.port() + "'");
    }
  }

  @Test
  void theAgentsKeysAreTried() throws Exception {
    Path socket = sshd.directory().resolve("agent");
    Process agent = new ProcessBuilder("ssh-agent", "-D", "-a", socket.toString()).start();
    try {
      while (agent.isAlive() && !Files.exists(socket)) {
        Thread.onSpinWait();
      }
      ProcessBuilder add =
          new ProcessBuilder("ssh-add", "-q", sshd.directory().resolve("client_key").toString());
      add.environment().put("SSH_AUTH_SOCK", socket.toString());
      assertThat(add.inheritIO().start().waitFor()).isZero();
      Path config = sshd.clientConfig("missing", "known_hosts");
      String text = Files.readString(config).replace("IdentitiesOnly yes", "IdentitiesOnly no");
      Files.writeString(config, text + "  IdentityAgent " + socket + "\n");
      try (Ssh ssh = Ssh.of(config);
          SshConnection connection = connect(ssh)) {
        assertThat(connection.run("true", s -> {}, IDLE).ok()).isTrue();
      }
    } finally {
      agent.destroy();
    }
  }

  @Test
  void aKeyWithAPassphraseIsRefusedWithTheNextStep() throws Exception {
    Path key = sshd.directory().resolve("client_key");
    ProcessBuilder protect =
        new ProcessBuilder("ssh-keygen", "-q", "-p", "-N", "secret phrase", "-f", key.toString());
    assertThat(protect.start().waitFor()).isZero();
    try (Ssh ssh = Ssh.of(sshd.config())) {
      assertThatThrownBy(() -> connect(ssh))
          .isInstanceOf(IOException.class)
          .hasMessageContaining(key.toString())
          .hasMessageContaining("passphrase");
    }
  }

  @Test
  void nobodyThereIsToldAtOnce() throws IOException {
    sshd.close();
    try (Ssh ssh = Ssh.of(sshd.config())) {
      assertThatThrownBy(() -> connect(ssh))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("refused")
          .hasMessageContaining("is sshd running there");
    }
  }

  @Test
  void theSystemsSshGoesByTheSameSettings() throws Exception {
    try (Ssh ssh = Ssh.of(sshd.config())) {
      List<String> command = new java.util.ArrayList<>(ssh.command());
      command.addAll(List.of("-p", "" + sshd.port(), "--", sshd.user() + "@127.0.0.1", "echo yes"));
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      assertThat(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
          .isEqualTo("yes\n");
    }
  }

  @Test
  void gitGoesOverIt() throws IOException {
    try (Ssh ssh = Ssh.ofUser()) {
      assertThat(ssh.command()).doesNotContain("-F");
    }
    for (String remote :
        List.of("ssh://-oProxyCommand=touch%20x@127.0.0.1/x", "ssh://a%20b@127.0.0.1/x")) {
      try (GitRepository repository = GitRepository.open(root.resolve("cache"), remote)) {
        assertThatThrownBy(repository::fetchBranches).hasMessageContaining("is no user's name");
      }
    }
  }

  @Test
  void hostileNamesAreRefused() {
    try (Ssh ssh = Ssh.of(sshd.config())) {
      for (String name :
          List.of("-oProxyCommand=id", "a b", "a;b", "$(id)", "a\nb", "", "-", "a'b")) {
        assertThatThrownBy(() -> ssh.connect("root", name, 22))
            .hasMessageContaining("no name of a host");
        assertThatThrownBy(() -> ssh.connect(name, "127.0.0.1", 22))
            .hasMessageContaining("no user's name");
      }
    }
  }
}
