package io.github.puppetha.deploy.hooks;

import io.github.puppetha.PuppetHaException;
import java.io.File;
import java.nio.file.Path;
import org.eclipse.jgit.transport.ReceiveCommand;
import org.eclipse.jgit.transport.ReceivePack;

/** What JGit's hooks are given, in our words. */
final class JGitCommands {
  private JGitCommands() {}

  static RefChange change(ReceiveCommand command) {
    return RefChange.of(command.getOldId().name(), command.getNewId().name(), command.getRefName());
  }

  static Path directory(ReceivePack receive) {
    File directory = receive.getRepository().getDirectory();
    if (directory == null) {
      throw new PuppetHaException(
          "Pushed code cannot be looked at: the repository does not lie in a directory;"
              + " use the hooks with file repositories only");
    }
    return directory.toPath();
  }
}
