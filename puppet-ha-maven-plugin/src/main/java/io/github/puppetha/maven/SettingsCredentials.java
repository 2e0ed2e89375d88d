package io.github.puppetha.maven;

import io.github.puppetha.PuppetHaException;
import io.github.puppetha.code.GitCredentials;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.apache.maven.settings.Server;
import org.apache.maven.settings.Settings;
import org.apache.maven.settings.building.SettingsProblem;
import org.apache.maven.settings.crypto.DefaultSettingsDecryptionRequest;
import org.apache.maven.settings.crypto.SettingsDecrypter;
import org.apache.maven.settings.crypto.SettingsDecryptionResult;

/**
 * Logins from the {@code <servers>} of Maven's settings: the server whose id is the git server's
 * host, or {@code host:port}. Encrypted passwords are decrypted by Maven, when they are asked for.
 */
public final class SettingsCredentials implements GitCredentials {
  private final Settings settings;
  private final SettingsDecrypter decrypter;

  /** Of these settings. */
  public SettingsCredentials(Settings settings, SettingsDecrypter decrypter) {
    this.settings = settings;
    this.decrypter = decrypter;
  }

  @Override
  public Optional<Login> of(URI server) {
    for (String id : List.of(server.getAuthority(), server.getHost())) {
      Server found = settings.getServer(id);
      if (found != null && found.getPassword() != null) {
        String user = found.getUsername() == null ? "git" : found.getUsername();
        return Optional.of(new Login(user, password(found)));
      }
    }
    return Optional.empty();
  }

  /** What Maven cannot decrypt it gives back as it was; that is nobody's password. */
  private String password(Server server) {
    SettingsDecryptionResult result =
        decrypter.decrypt(new DefaultSettingsDecryptionRequest(server));
    for (SettingsProblem problem : result.getProblems()) {
      if (problem.getSeverity() != SettingsProblem.Severity.WARNING) {
        throw new PuppetHaException(
            "The password of server '"
                + server.getId()
                + "' in settings.xml cannot be decrypted: "
                + problem.getMessage()
                + "; see to settings-security.xml");
      }
    }
    return result.getServer().getPassword();
  }
}
