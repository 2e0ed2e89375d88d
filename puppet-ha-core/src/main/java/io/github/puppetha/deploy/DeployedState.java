package io.github.puppetha.deploy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/**
 * What is live in a server's environments directory.
 *
 * @param number the deployment that was activated last; 0 when none was
 * @param complete whether that activation came to its end
 * @param environments the live revision (8 hex digits) of each environment that this project put
 *     there
 */
public record DeployedState(long number, boolean complete, Map<String, String> environments) {
  /** Nothing was ever deployed. */
  public static final DeployedState NOTHING = new DeployedState(0, true, Map.of());

  /** Copies the environments. */
  public DeployedState {
    environments = Map.copyOf(environments);
  }

  /**
   * Reads a directory; what is not there is {@link #NOTHING}.
   *
   * @throws IOException when it is there and cannot be read
   */
  public static DeployedState read(Path environmentsDirectory) throws IOException {
    StoreLayout layout = new StoreLayout(environmentsDirectory);
    return of(layout, StoreState.read(layout));
  }

  /** With what is remembered there, which was read already. */
  static DeployedState of(StoreLayout layout, StoreState state) throws IOException {
    Map<String, String> live = new TreeMap<>();
    layout.liveTrees().forEach((name, tree) -> live.put(name, StoreLayout.revisionOf(tree)));
    return new DeployedState(state.decision().number(), state.complete(), live);
  }

  /** Is exactly this decision live here, whole? */
  public boolean isAt(Decision decision) {
    Map<String, String> wanted = new TreeMap<>();
    decision.environments().forEach((name, e) -> wanted.put(name, e.revision()));
    return complete && number == decision.number() && environments.equals(wanted);
  }
}
