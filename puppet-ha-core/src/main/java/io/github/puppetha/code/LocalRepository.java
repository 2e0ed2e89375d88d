package io.github.puppetha.code;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.eclipse.jgit.lib.Config;
import org.eclipse.jgit.lib.ConfigConstants;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.util.FS;
import org.jspecify.annotations.Nullable;

/**
 * A git repository of this machine, bare or not, and where git looks for its hooks (githooks(5)).
 *
 * @param directory what belongs to all working trees: objects, branches, configuration; absolute
 * @param workTree the top of the working tree that was asked for; empty for a bare repository
 * @param hooks where git looks for hooks, {@code core.hooksPath} heeded; it need not be there
 * @param hooksAreShared whether {@code core.hooksPath} is set for the user or the machine, so that
 *     hooks there run in other repositories too
 */
public record LocalRepository(
    Path directory, Optional<Path> workTree, Path hooks, boolean hooksAreShared) {
  /**
   * Finds the repository that a directory is or lies in.
   *
   * @throws RepositoryException when there is none, or it cannot be read
   */
  public static LocalRepository find(Path directory) {
    try (Repository repository = GitRevision.repository(directory.toRealPath().toFile())) {
      if (repository == null) {
        throw failure(directory, "no git repository is there", null);
      }
      return of(repository);
    } catch (IOException e) {
      throw failure(directory, e.toString(), e);
    }
  }

  private static LocalRepository of(Repository repository) throws IOException {
    Path common = repository.getCommonDirectory().toPath().toRealPath();
    Optional<Path> workTree =
        repository.isBare()
            ? Optional.empty()
            : Optional.of(repository.getWorkTree().toPath().toRealPath());
    Config config = repository.getConfig();
    String set =
        config.getString(
            ConfigConstants.CONFIG_CORE_SECTION, null, ConfigConstants.CONFIG_KEY_HOOKS_PATH);
    if (set == null || set.isEmpty()) {
      return new LocalRepository(common, workTree, common.resolve("hooks"), false);
    }
    // Relative to where git runs hooks: the top of the working tree, or a bare repository itself.
    Path hooks = workTree.orElse(common).resolve(home(repository.getFS(), set)).normalize();
    boolean shared =
        !config
            .getNames(ConfigConstants.CONFIG_CORE_SECTION, null, false)
            .contains(ConfigConstants.CONFIG_KEY_HOOKS_PATH.toLowerCase(Locale.ROOT));
    return new LocalRepository(common, workTree, hooks, shared);
  }

  private static Path home(FS files, String path) {
    File home = files.userHome();
    return path.startsWith("~/") && home != null
        ? home.toPath().resolve(path.substring(2))
        : Path.of(path);
  }

  private static RepositoryException failure(Path directory, String found, @Nullable Throwable e) {
    return new RepositoryException(
        directory.toString(),
        "Looking for the git repository of " + directory + " failed: " + found + "; name one",
        e);
  }
}
