package io.github.puppetha.maven;

import io.github.puppetha.ProgressListener;
import io.github.puppetha.Severity;
import io.github.puppetha.code.GitCredentials;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import javax.inject.Inject;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProject;
import org.apache.maven.settings.crypto.SettingsDecrypter;
import org.jspecify.annotations.Nullable;

/**
 * How every goal runs: not at all if skipped; else the result of an earlier run is removed, the
 * work is done, and its outcome becomes Maven's. Problems that were found are a {@link
 * MojoFailureException}, and the result file is there; work that could not be done is a {@link
 * MojoExecutionException}, and there is no result file.
 */
public abstract class AbstractPuppetHaMojo extends AbstractMojo {
  /** Does nothing when true, for example {@code -Dpuppet-ha.skip}. */
  @Parameter(property = PropertyNames.SKIP, defaultValue = "false")
  private boolean skip;

  /**
   * Where result files go. By default {@code puppet-ha} in the project's build directory, and
   * {@code target/puppet-ha} below the current directory where there is no project.
   */
  @Parameter(property = PropertyNames.OUTPUT_DIRECTORY)
  private @Nullable File outputDirectory;

  @Inject private MavenSession session;

  @Parameter(defaultValue = "${mojoExecution}", readonly = true)
  private @Nullable MojoExecution execution;

  @Inject private SettingsDecrypter decrypter;

  private final String resultName;

  /**
   * For a goal.
   *
   * @param resultName the result file's name in the output directory
   */
  protected AbstractPuppetHaMojo(String resultName) {
    this.resultName = resultName;
  }

  /**
   * Does the goal's work.
   *
   * @param result where to write the result
   * @throws MojoFailureException when problems were found; the result is written then
   */
  protected abstract void run(ResultFile result) throws MojoFailureException, IOException;

  @Override
  public final void execute() throws MojoExecutionException, MojoFailureException {
    if (skip) {
      getLog().info("Skipped, as " + PropertyNames.SKIP + " is set.");
      return;
    }
    ResultFile result = new ResultFile(output(), resultName);
    try {
      result.remove();
      checkProperties();
      run(result);
    } catch (IOException | RuntimeException e) {
      throw MojoErrors.couldNotRun(e);
    }
  }

  private void checkProperties() {
    if (execution != null) {
      UserProperties.check(
          session.getUserProperties().stringPropertyNames(),
          execution.getGoal(),
          execution.getMojoDescriptor().getParameterMap().containsKey("dryRun"));
    }
  }

  /** Logins for git: this user's, then those of Maven's settings. */
  protected final GitCredentials gitCredentials() {
    return GitCredentials.ofUser().or(new SettingsCredentials(session.getSettings(), decrypter));
  }

  /** A listener that draws bars on a terminal, and elsewhere tells Maven's log. */
  protected final ProgressListener progress() {
    boolean interactive = session.getRequest().isInteractiveMode();
    return Terminal.canDraw(interactive, System.getenv())
        ? new ProgressBars(AbstractPuppetHaMojo::draw, getLog()::info, System::nanoTime)
        : new MavenProgress(getLog());
  }

  private static void draw(String text) {
    System.out.print(text);
    System.out.flush();
  }

  /** Prints a line as grave as it is. */
  protected final void print(Severity severity, String line) {
    switch (severity) {
      case ERROR -> getLog().error(line);
      case WARNING -> getLog().warn(line);
      case INFO -> getLog().info(line);
    }
  }

  /** The project's base directory, or the current directory where there is no project. */
  protected final Path base() {
    MavenProject project = session.getCurrentProject();
    return hasFile(project)
        ? project.getBasedir().toPath()
        : Path.of(session.getExecutionRootDirectory());
  }

  /** What a parameter gives, or a file of this name in {@link #base()}. */
  protected final Path fileOr(@Nullable File given, String name) {
    return given == null ? base().resolve(name) : given.toPath();
  }

  private Path output() {
    if (outputDirectory != null) {
      return outputDirectory.toPath();
    }
    // Without a project Maven 3 hands out a build directory with ${…} left in it.
    MavenProject project = session.getCurrentProject();
    return hasFile(project)
        ? Path.of(project.getBuild().getDirectory()).resolve("puppet-ha")
        : base().resolve("target").resolve("puppet-ha");
  }

  private static boolean hasFile(@Nullable MavenProject project) {
    return project != null && project.getFile() != null;
  }
}
