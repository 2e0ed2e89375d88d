package io.github.puppetha.testkit;

import java.util.Optional;

/**
 * A request as the API sees it.
 *
 * @param request as it came
 * @param path decoded and normalized
 * @param query its parameters
 * @param caller who asks
 */
record Call(RecordedRequest request, String path, Parameters query, Caller caller) {
  String method() {
    return request.method();
  }

  /** What follows a prefix of the path; empty when the path does not begin with it. */
  Optional<String> after(String prefix) {
    return path.startsWith(prefix)
        ? Optional.of(path.substring(prefix.length()))
        : Optional.empty();
  }
}
