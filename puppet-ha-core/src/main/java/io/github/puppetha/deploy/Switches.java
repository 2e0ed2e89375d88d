package io.github.puppetha.deploy;

import io.github.puppetha.HostPort;
import java.util.Map;
import java.util.Optional;

/** Hears of each server's switches, so that gateways can hold what would straddle one. */
public interface Switches {
  /** Nobody hears of them. */
  Switches NONE =
      new Switches() {
        @Override
        public Optional<String> begin(HostPort server, Map<String, String> trees) {
          return Optional.empty();
        }

        @Override
        public Optional<String> end(HostPort server, Map<String, String> trees) {
          return Optional.empty();
        }
      };

  /**
   * A server's environments are about to be switched. Never throws for a gateway that cannot be
   * reached.
   *
   * @param trees the environments that change, each with its new {@code <env>_<8 hex>}
   * @return which gateways did not hear of it; empty when all did
   */
  Optional<String> begin(HostPort server, Map<String, String> trees);

  /**
   * The same, where it is known what becomes of the server's JRubies.
   *
   * @param ruby whether they are made anew, because Ruby code changes that all revisions share
   */
  default Optional<String> begin(HostPort server, Map<String, String> trees, boolean ruby) {
    return begin(server, trees);
  }

  /**
   * They were switched, or it failed.
   *
   * @param trees the environments, each with the {@code <env>_<8 hex>} that is live now
   * @return which gateways did not hear of it; empty when all did
   */
  Optional<String> end(HostPort server, Map<String, String> trees);

  /** The same, with what {@link #begin(HostPort, Map, boolean)} was told of JRubies. */
  default Optional<String> end(HostPort server, Map<String, String> trees, boolean ruby) {
    return end(server, trees);
  }
}
