package io.github.puppetha.code;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Fetching from a git server that asks for a login, in all the ways that one can be given. */
class GitCredentialsTest {
  private static final String SECRET = "s3cr3t-T0ken";

  @TempDir Path root;
  private HttpGit server;
  private Path home;

  @BeforeEach
  void start() throws IOException {
    Path repositories = Files.createDirectory(root.resolve("repositories"));
    home = Files.createDirectory(root.resolve("home"));
    HttpGit.repository(repositories, "control.git", "manifests/site.pp", "include ntp");
    server = new HttpGit(repositories, "deployer", SECRET);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void theEnvironmentGivesALoginForOneHost() throws IOException {
    assertFetched(
        of(
            Map.of(
                "PUPPET_HA_GIT_USERNAME_127_0_0_1",
                "deployer",
                "PUPPET_HA_GIT_PASSWORD_127_0_0_1",
                SECRET)));
  }

  @Test
  void theEnvironmentGivesALoginForTheHostsThatItNames() throws IOException {
    Map<String, String> login =
        Map.of(
            "PUPPET_HA_GIT_USERNAME",
            "deployer",
            "PUPPET_HA_GIT_PASSWORD",
            SECRET,
            "PUPPET_HA_GIT_HOST",
            "git.example.test, 127.0.0.1");
    assertFetched(of(login));
    assertThat(of(login).of(URI.create("https://elsewhere.test/x.git"))).isEmpty();
  }

  @Test
  void netrcAndGitsOwnStoreAreRead() throws IOException {
    Files.writeString(
        home.resolve(".netrc"), "machine 127.0.0.1 login deployer password " + SECRET + "\n");
    assertFetched(of(Map.of()));
    Files.delete(home.resolve(".netrc"));
    Files.writeString(
        home.resolve(".git-credentials"),
        "https://127.0.0.1/\n::\nhttp://deployer:%s@127.0.0.1:%d\n"
            .formatted(SECRET, server.port()));
    assertFetched(of(Map.of()));
    assertThat(of(Map.of()).of(URI.create("http://127.0.0.1:1/control.git"))).isEmpty();
  }

  @Test
  void aLoginInTheAddressIsUsedAndNotKept() throws IOException {
    String address = "http://deployer:" + SECRET + "@127.0.0.1:" + server.port() + "/control.git";
    String commit = assertFetched(address, GitCredentials.NONE);
    Origin origin = new Origin.Git(address, commit, commit);
    assertThat(origin.toString() + origin.where()).doesNotContain(SECRET, "deployer");
    assertThat(((Origin.Git) origin).remote()).isEqualTo(server.url("control.git"));
  }

  @Test
  void aRefusedLoginIsToldWithoutIt() {
    GitCredentials wrong =
        s -> Optional.of(new GitCredentials.Login("deployer", "wr0ng-" + SECRET));
    for (String url :
        List.of(
            server.url("control.git"),
            "http://x:wr0ng-" + SECRET + "@127.0.0.1:" + server.port() + "/control.git",
            "https:// x:wr0ng-" + SECRET + "@127.0.0.1/control.git",
            "nonsense://x:wr0ng-" + SECRET + "@127.0.0.1/control.git")) {
      assertThatThrownBy(() -> assertFetched(url, wrong))
          .satisfies(e -> assertThat(trace(e)).doesNotContain(SECRET));
    }
    assertThat(wrong.of(URI.create(server.url(""))).orElseThrow().toString())
        .doesNotContain(SECRET);
  }

  @Test
  void aPasswordNeverGoesOverPlainHttpToAnotherMachine() {
    HttpLogin login = new HttpLogin(s -> Optional.of(new GitCredentials.Login("x", SECRET)));
    var password = new org.eclipse.jgit.transport.CredentialItem.Password();
    assertThat(login.get(GitUrls.parse("http://git.example.test/x.git"), password)).isFalse();
    assertThat(login.get(GitUrls.parse("https://git.example.test/x.git"), password)).isTrue();
  }

  @Test
  void theMessageOfARefusedLoginSaysWhereOneIsTakenFrom() {
    assertThat(HttpLogin.advice("https://git.example.test/x.git"))
        .contains(
            "PUPPET_HA_GIT_PASSWORD_GIT_EXAMPLE_TEST", ".netrc", "'git.example.test' in settings");
  }

  private GitCredentials of(Map<String, String> environment) {
    return GitCredentials.of(environment, home);
  }

  private void assertFetched(GitCredentials credentials) throws IOException {
    assertFetched(server.url("control.git"), credentials);
  }

  private String assertFetched(String url, GitCredentials credentials) throws IOException {
    Path cache = Files.createTempDirectory(root, "cache");
    try (Contents contents = Contents.open(cache, ContentsOptions.standard().with(credentials))) {
      GitRepository repository = contents.git(url);
      repository.fetchBranches();
      String commit = repository.branches().get("production");
      assertThat(repository.read(commit, "manifests/site.pp")).contains("include ntp");
      assertThat(repository.remote()).doesNotContain(SECRET, "deployer");
      try (Stream<Path> files = Files.walk(cache)) {
        for (Path file : files.filter(Files::isRegularFile).toList()) {
          assertThat(Files.readString(file, StandardCharsets.ISO_8859_1)).doesNotContain(SECRET);
        }
      }
      return commit;
    }
  }

  private static String trace(Throwable e) {
    StringWriter text = new StringWriter();
    e.printStackTrace(new PrintWriter(text));
    return text.toString();
  }
}
