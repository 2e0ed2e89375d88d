package io.github.puppetha.maven.goal;

import io.github.puppetha.cli.Hook;
import io.github.puppetha.cli.HookInstaller;
import io.github.puppetha.maven.AbstractPuppetHaMojo;
import io.github.puppetha.maven.FailOn;
import io.github.puppetha.maven.PluginClassPath;
import io.github.puppetha.maven.PropertyNames;
import io.github.puppetha.maven.ResultFile;
import io.github.puppetha.validate.Validator;
import java.io.File;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.maven.artifact.Artifact;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * Puts git hooks into a repository: {@code pre-commit} and {@code pre-receive} validate what a
 * commit or a push changes, {@code post-receive} deploys what was pushed. The hooks need a JDK and
 * no Maven.
 */
@Mojo(name = "install-hooks", requiresProject = false, threadSafe = true)
public final class InstallHooksMojo extends AbstractPuppetHaMojo {
  /**
   * The git repository, bare or with a working tree. By default the one in which the project's base
   * directory lies, or the current directory where there is no project.
   */
  @Parameter(property = PropertyNames.DIRECTORY)
  private @Nullable File directory;

  /**
   * Which hooks, separated by commas: {@code pre-commit, pre-receive, post-receive}. By default
   * {@code pre-commit} in a repository with a working tree; in a bare one {@code pre-receive}, and
   * {@code post-receive} when {@code puppet-ha.config} or {@code puppet-ha.r10kConfig} is given.
   */
  @Parameter(property = PropertyNames.HOOKS)
  private List<String> hooks = List.of();

  /** Moves hooks of others, to {@code NAME.replaced}, when true. By default they are refused. */
  @Parameter(property = PropertyNames.FORCE, defaultValue = "false")
  private boolean force;

  /** From which severity on a problem refuses a commit or push: {@code error, warning, never}. */
  @Parameter(property = PropertyNames.FAIL_ON, defaultValue = "error")
  private String failOn = "error";

  /** The Puppet version that the code must suit: 7, 8, or 9 for OpenVox 9. */
  @Parameter(property = PropertyNames.PUPPET_VERSION, defaultValue = "8")
  private int puppetVersion = Validator.DEFAULT_PUPPET_VERSION;

  /** Directories with installed modules, separated by commas, as the goal validate has them. */
  @Parameter(property = PropertyNames.MODULE_PATH)
  private List<File> modulePath = List.of();

  /** The cache of a deployment, with mirrors of modules in git, as the goal validate has it. */
  @Parameter(property = PropertyNames.CODE_CACHE)
  private @Nullable File codeCache;

  /** The {@code puppet-ha.yaml} by which post-receive deploys. */
  @Parameter(property = PropertyNames.CONFIG)
  private @Nullable File config;

  /** An r10k.yaml by which post-receive deploys. */
  @Parameter(property = PropertyNames.R10K_CONFIG)
  private @Nullable File r10kConfig;

  @Parameter(defaultValue = "${plugin.artifacts}", readonly = true, required = true)
  private List<Artifact> artifacts = List.of();

  /** For Maven. */
  public InstallHooksMojo() {
    super("install-hooks.txt");
  }

  @Override
  protected void run(ResultFile result) {
    HookInstaller installer = HookInstaller.into(directory == null ? base() : directory.toPath());
    installer.hooks(wanted(installer)).force(force).classPath(PluginClassPath.of(artifacts));
    installer.check("--fail-on", FailOn.parse(failOn).name());
    installer.check("--puppet-version", Integer.toString(puppetVersion));
    if (!modulePath.isEmpty()) {
      installer.check(
          "--module-path",
          modulePath.stream().map(this::absolute).collect(Collectors.joining(File.pathSeparator)));
    }
    if (codeCache != null) {
      installer.check("--code-cache", absolute(codeCache));
    }
    if (r10kConfig != null) {
      installer.deploy("--r10k-config", absolute(r10kConfig));
    } else {
      installer.deploy("--config", absolute(fileOr(config, "puppet-ha.yaml").toFile()));
    }
    List<String> told = installer.install();
    told.forEach(getLog()::info);
    result.write(String.join("\n", told) + "\n");
  }

  private List<Hook> wanted(HookInstaller installer) {
    if (!hooks.isEmpty()) {
      return hooks.stream().map(Hook::of).toList();
    } else if (!installer.isBare()) {
      return List.of(Hook.PRE_COMMIT);
    }
    return config == null && r10kConfig == null
        ? List.of(Hook.PRE_RECEIVE)
        : List.of(Hook.PRE_RECEIVE, Hook.POST_RECEIVE);
  }

  private String absolute(File file) {
    return base().resolve(file.toPath()).toAbsolutePath().normalize().toString();
  }
}
