package io.github.puppetha.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.puppetha.code.GitCredentials.Login;
import java.net.URI;
import java.util.List;
import org.apache.maven.settings.Proxy;
import org.apache.maven.settings.Server;
import org.apache.maven.settings.Settings;
import org.apache.maven.settings.building.SettingsProblem;
import org.apache.maven.settings.crypto.SettingsDecrypter;
import org.apache.maven.settings.crypto.SettingsDecryptionResult;
import org.junit.jupiter.api.Test;

class SettingsCredentialsTest {
  private final Settings settings = new Settings();

  @Test
  void theServerWithTheHostAsItsIdIsDecryptedAndUsed() {
    settings.addServer(server("git.example.test", "deployer", "{encrypted}"));
    settings.addServer(server("git.example.test:8443", "other", "{also}"));
    SettingsCredentials credentials =
        new SettingsCredentials(settings, decrypter("decrypted", List.of()));
    assertThat(credentials.of(URI.create("https://git.example.test/control.git")))
        .contains(new Login("deployer", "decrypted"));
    assertThat(credentials.of(URI.create("https://git.example.test:8443/control.git")))
        .contains(new Login("other", "decrypted"));
    assertThat(credentials.of(URI.create("https://elsewhere.test/control.git"))).isEmpty();
  }

  @Test
  void aPasswordThatCannotBeDecryptedIsToldByItsServer() {
    settings.addServer(server("git.example.test", "deployer", "{broken}"));
    SettingsProblem problem =
        new org.apache.maven.settings.building.DefaultSettingsProblem(
            "no master password", SettingsProblem.Severity.ERROR, "settings.xml", 1, 1, null);
    SettingsCredentials credentials =
        new SettingsCredentials(settings, decrypter("{broken}", List.of(problem)));
    assertThatThrownBy(() -> credentials.of(URI.create("https://git.example.test/x.git")))
        .hasMessageContaining("'git.example.test'")
        .hasMessageContaining("no master password")
        .hasMessageNotContaining("{broken}");
  }

  private static Server server(String id, String user, String password) {
    Server server = new Server();
    server.setId(id);
    server.setUsername(user);
    server.setPassword(password);
    return server;
  }

  private static SettingsDecrypter decrypter(String password, List<SettingsProblem> problems) {
    return request ->
        new SettingsDecryptionResult() {
          @Override
          public Server getServer() {
            Server given = request.getServers().get(0);
            return server(given.getId(), given.getUsername(), password);
          }

          @Override
          public List<Server> getServers() {
            return List.of(getServer());
          }

          @Override
          public Proxy getProxy() {
            return new Proxy();
          }

          @Override
          public List<Proxy> getProxies() {
            return List.of();
          }

          @Override
          public List<SettingsProblem> getProblems() {
            return problems;
          }
        };
  }
}
