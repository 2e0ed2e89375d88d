package io.github.puppetha.deploy;

import io.github.puppetha.http.PuppetRequest;
import io.github.puppetha.http.PuppetResponse;
import io.github.puppetha.http.Sender;
import java.util.Map;
import java.util.Optional;

/** Flushes a server's environment cache after a switch. */
record CacheFlush(Sender sender) implements ServerControl {
  private static final String PATH = "/puppet-admin-api/v1/environment-cache";

  @Override
  public Optional<String> rehearse(Map<String, EnvironmentRevision> environments) {
    return Optional.empty();
  }

  @Override
  public Optional<String> switched(Map<String, EnvironmentRevision> environments) {
    try {
      PuppetResponse response =
          sender.send(new PuppetRequest("DELETE", PATH, Map.of(), new byte[0]));
      if (response.status() == 204) {
        return Optional.empty();
      }
      String rule =
          response.status() == 403
              ? "; add a rule for " + PATH + " to its auth.conf that allows this certificate"
              : "";
      return Optional.of(
          "its environment cache was not flushed: it answered " + response.status() + rule);
    } catch (RuntimeException e) {
      return Optional.of("its environment cache was not flushed: " + e.getMessage());
    }
  }
}
