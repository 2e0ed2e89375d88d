package io.github.puppetha.maven;

import io.github.puppetha.Severity;
import io.github.puppetha.operations.DrainPlan;
import io.github.puppetha.operations.DrainResult;
import io.github.puppetha.operations.Drainer;
import io.github.puppetha.operations.FailoverJson;
import io.github.puppetha.topology.TopologyReader;
import java.io.File;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/** What {@code drain} and {@code undrain} have in common: for what, and whether at all. */
public abstract class AbstractDrainMojo extends AbstractPuppetHaMojo {
  /** The file that describes sites, servers and their zones. By default {@code puppet-ha.yaml}. */
  @Parameter(property = PropertyNames.CONFIG)
  private @Nullable File config;

  /**
   * These servers or gateways, as {@code host} or {@code host:port}, for example {@code
   * puppet1.ams.example.com}.
   */
  @Parameter(property = PropertyNames.SERVERS)
  private List<String> servers = List.of();

  /** Every server and gateway of these sites, for example {@code ams}. */
  @Parameter(property = PropertyNames.SITES)
  private List<String> sites = List.of();

  /** Prints the plan and changes nothing when true. */
  @Parameter(property = PropertyNames.DRY_RUN, defaultValue = "false")
  private boolean dryRun;

  private final String goal;

  /** For a goal of this name. */
  protected AbstractDrainMojo(String goal) {
    super("failover.json");
    this.goal = goal;
  }

  /**
   * Plans, prints the plan, carries it out unless that is not wanted, and prints what became of it.
   */
  protected final void carryOut(Function<Drainer, DrainPlan> planning, ResultFile result)
      throws MojoFailureException {
    Drainer drainer =
        Drainer.builder(TopologyReader.load(fileOr(config, "puppet-ha.yaml")))
            .servers(servers)
            .sites(sites)
            .build();
    DrainPlan plan = planning.apply(drainer);
    plan.text().lines().forEach(getLog()::info);
    plan.warnings().forEach(getLog()::warn);
    boolean forbidden = !plan.objections().isEmpty();
    if (dryRun && !forbidden) {
      getLog().info("Nothing was changed, as " + PropertyNames.DRY_RUN + " is set.");
      return;
    }
    DrainResult done = plan.execute(progress());
    result.write(FailoverJson.write(goal, plan, done));
    if (forbidden) {
      throw new MojoFailureException(
          "Nothing was changed: " + String.join("; ", plan.objections()));
    }
    for (DrainResult.ZoneResult zone : done.zones()) {
      print(zone.settled() ? Severity.INFO : Severity.WARNING, line(zone));
    }
    if (!done.ok()) {
      throw new MojoFailureException(failure(done, result));
    }
  }

  private static String line(DrainResult.ZoneResult zone) {
    String message = zone.message().isEmpty() ? "" : ": " + zone.message();
    return zone.domain() + " " + zone.state().label() + message;
  }

  private String failure(DrainResult done, ResultFile result) {
    return "Not every zone was changed:\n"
        + done.zones().stream().map(AbstractDrainMojo::line).collect(Collectors.joining("\n"))
        + "\nMend that and run "
        + goal
        + " again; what is done already stays ("
        + result.path()
        + ").";
  }
}
