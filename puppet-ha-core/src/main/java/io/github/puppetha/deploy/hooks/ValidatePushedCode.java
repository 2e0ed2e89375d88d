package io.github.puppetha.deploy.hooks;

import io.github.puppetha.PuppetHaException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.function.Function;
import org.eclipse.jgit.transport.PreReceiveHook;
import org.eclipse.jgit.transport.ReceiveCommand;
import org.eclipse.jgit.transport.ReceivePack;

/**
 * Validates pushed branches in a git server on the JVM: give it to {@link
 * ReceivePack#setPreReceiveHook}. A branch with problems is refused, others of the same push are
 * taken, unless it is {@code --atomic}; whoever pushed reads file, line, column and rule. Safe for
 * several threads. Repositories must lie in directories.
 */
public final class ValidatePushedCode implements PreReceiveHook {
  private final Function<Path, IncomingCode> check;

  /**
   * With a check for each repository.
   *
   * @param check gives, for a git directory, what is to be checked there
   */
  public ValidatePushedCode(Function<Path, IncomingCode> check) {
    this.check = check;
  }

  @Override
  public void onPreReceive(ReceivePack receive, Collection<ReceiveCommand> commands) {
    IncomingCode code = null;
    for (ReceiveCommand command : commands) {
      if (command.getResult() != ReceiveCommand.Result.NOT_ATTEMPTED) {
        continue;
      }
      try {
        code = code == null ? check.apply(JGitCommands.directory(receive)) : code;
        CodeVerdict verdict = code.check(JGitCommands.change(command));
        verdict.lines().forEach(receive::sendMessage);
        if (!verdict.accepted()) {
          command.setResult(ReceiveCommand.Result.REJECTED_OTHER_REASON, "problems in Puppet code");
        }
      } catch (PuppetHaException e) {
        receive.sendMessage(e.getMessage());
        command.setResult(ReceiveCommand.Result.REJECTED_OTHER_REASON, "it cannot be checked");
      }
    }
  }
}
