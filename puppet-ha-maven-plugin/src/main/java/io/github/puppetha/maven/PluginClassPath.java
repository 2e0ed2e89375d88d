package io.github.puppetha.maven;

import java.io.File;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.apache.maven.artifact.Artifact;
import org.slf4j.LoggerFactory;

/** What the library needs to run outside Maven. */
public final class PluginClassPath {
  private PluginClassPath() {}

  /**
   * The files of a plugin and of what it depends on, with what Maven itself brings in place of
   * them: SLF4J's interface.
   *
   * @param artifacts the plugin's
   */
  public static List<Path> of(Collection<Artifact> artifacts) {
    List<Path> paths =
        new ArrayList<>(
            artifacts.stream()
                .map(Artifact::getFile)
                .filter(Objects::nonNull)
                .map(File::toPath)
                .toList());
    boolean log = paths.stream().anyMatch(p -> p.getFileName().toString().startsWith("slf4j-api"));
    CodeSource source = LoggerFactory.class.getProtectionDomain().getCodeSource();
    if (!log && source != null) {
      try {
        paths.add(Path.of(source.getLocation().toURI()));
      } catch (URISyntaxException e) {
        throw new IllegalStateException("no file: " + source.getLocation(), e);
      }
    }
    return paths;
  }
}
