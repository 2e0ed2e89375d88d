package io.github.puppetha.deploy;

import io.github.puppetha.Problem;
import io.github.puppetha.code.R10kConfig;

/** What an r10k.yaml says, as a deployment is told it. */
final class R10kSettings {
  private R10kSettings() {}

  static Rules.R10kRules rules(R10kConfig config) {
    return new Rules.R10kRules(
        config.poolSize().orElse(Rules.R10kRules.NONE.threads()),
        config.purgeEnvironments(),
        config.purgeAllowlist(),
        config.postrun(),
        config.warnings().stream().map(Problem::toString).toList());
  }
}
