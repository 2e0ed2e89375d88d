package io.github.puppetha.deploy.hooks;

import io.github.puppetha.ProgressListener;
import io.github.puppetha.code.EnvironmentName;
import io.github.puppetha.code.LocalRepository;
import io.github.puppetha.code.R10kConfig;
import io.github.puppetha.deploy.DeployPlan;
import io.github.puppetha.deploy.DeployResult;
import io.github.puppetha.deploy.Deployer;
import io.github.puppetha.topology.CodeSource;
import io.github.puppetha.topology.Topology;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Deploys what was pushed: the environments of the branches that changed, where the repository is a
 * control repo of the topology; all environments where it is not, as with a module's, where a
 * branch went, and with an r10k.yaml. Immutable; safe for several threads.
 */
public final class PushedCode {
  private final Supplier<Deployer.Builder> deployer;
  private final Function<String, Optional<String>> environment;

  private PushedCode(
      Supplier<Deployer.Builder> deployer, Function<String, Optional<String>> environment) {
    this.deployer = deployer;
    this.environment = environment;
  }

  /**
   * By a topology.
   *
   * @param repository the repository that is pushed to; it is known among the topology's sources by
   *     its name, as {@code control} in {@code ssh://git@host/puppet/control.git}
   * @throws io.github.puppetha.PuppetHaException when there is no repository
   */
  public static PushedCode of(Path repository, Topology topology) {
    LocalRepository local = LocalRepository.find(repository);
    String name = name(local.workTree().orElse(local.directory()).toString());
    List<CodeSource> named =
        topology.code().sources().stream().filter(s -> name(s.remote()).equals(name)).toList();
    return new PushedCode(
        () -> Deployer.builder(topology),
        branch ->
            named.size() == 1
                ? Optional.of(EnvironmentName.of(named.get(0).prefix(), branch))
                : Optional.empty());
  }

  /** By an r10k.yaml. */
  public static PushedCode of(R10kConfig config) {
    return new PushedCode(() -> Deployer.builder(config), branch -> Optional.empty());
  }

  /** The last part of a path or URL, without {@code .git}. */
  private static String name(String remote) {
    String path = remote.replaceFirst("/+$", "").replaceFirst("\\.git$", "");
    return path.substring(Math.max(path.lastIndexOf('/'), path.lastIndexOf(':')) + 1);
  }

  /**
   * Deploys.
   *
   * @param planned hears of the plan before it is executed
   * @return empty when no branch has changed
   * @throws io.github.puppetha.PuppetHaException as of {@link Deployer#plan()}
   */
  public Optional<DeployResult> deploy(List<RefChange> changes, Consumer<DeployPlan> planned) {
    List<RefChange> branches = changes.stream().filter(c -> c.branch().isPresent()).toList();
    if (branches.isEmpty()) {
      return Optional.empty();
    }
    DeployPlan plan = deployer.get().environments(environments(branches)).build().plan();
    planned.accept(plan);
    return Optional.of(plan.execute(ProgressListener.NONE));
  }

  /** Empty for all. */
  private Set<String> environments(List<RefChange> branches) {
    Set<String> environments = new TreeSet<>();
    for (RefChange change : branches) {
      Optional<String> name = change.branch().flatMap(environment);
      if (name.isEmpty() || change.after().isEmpty()) {
        return Set.of();
      }
      environments.add(name.get());
    }
    return environments;
  }
}
