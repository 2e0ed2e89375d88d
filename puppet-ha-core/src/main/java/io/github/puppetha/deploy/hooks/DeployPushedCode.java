package io.github.puppetha.deploy.hooks;

import io.github.puppetha.PuppetHaException;
import io.github.puppetha.deploy.DeployResult;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.eclipse.jgit.transport.PostReceiveHook;
import org.eclipse.jgit.transport.ReceiveCommand;
import org.eclipse.jgit.transport.ReceivePack;

/**
 * Deploys pushed branches in a git server on the JVM: give it to {@link
 * ReceivePack#setPostReceiveHook}. Whoever pushed waits for the deployment and reads what became of
 * it. Safe for several threads. Repositories must lie in directories.
 */
public final class DeployPushedCode implements PostReceiveHook {
  private final Function<Path, PushedCode> deployment;

  /**
   * With a deployment for each repository.
   *
   * @param deployment gives, for a git directory, what is to be deployed by a push to it
   */
  public DeployPushedCode(Function<Path, PushedCode> deployment) {
    this.deployment = deployment;
  }

  @Override
  public void onPostReceive(ReceivePack receive, Collection<ReceiveCommand> commands) {
    List<RefChange> changes =
        commands.stream()
            .filter(command -> command.getResult() == ReceiveCommand.Result.OK)
            .map(JGitCommands::change)
            .toList();
    try {
      Optional<DeployResult> result =
          deployment
              .apply(JGitCommands.directory(receive))
              .deploy(changes, plan -> PushedText.plan(plan).forEach(receive::sendMessage));
      result.ifPresent(r -> PushedText.result(r).forEach(receive::sendMessage));
    } catch (PuppetHaException e) {
      receive.sendMessage("puppet-ha: not deployed: " + e.getMessage());
    }
  }
}
