package io.github.puppetha.testkit;

import io.github.puppetha.http.PuppetResponse;
import java.util.Optional;

/** {@code /puppet-admin-api/v1}: flushing of the environment cache and of the JRuby pool. */
final class AdminApi {
  private static final String PREFIX = "/puppet-admin-api/v1/";

  private final Environments environments;
  private final Received received;

  AdminApi(Environments environments, Received received) {
    this.environments = environments;
    this.received = received;
  }

  /** Empty for a path that is none of these. */
  Optional<PuppetResponse> answer(Call call) {
    return call.after(PREFIX)
        .filter(rest -> call.method().equals("DELETE"))
        .flatMap(what -> flush(call, what));
  }

  private Optional<PuppetResponse> flush(Call call, String what) {
    switch (what) {
      case "environment-cache" -> {
        String environment = call.query().get("environment", "");
        environments.forget(environment);
        received.flush(environment);
      }
      case "jruby-pool" -> {
        environments.forget("");
        received.poolFlush();
      }
      default -> {
        return Optional.empty();
      }
    }
    return Optional.of(Answers.empty(204));
  }
}
