package io.github.puppetha.gateway;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A request's part in its run: what servers are asked in place of what the client asked, and
 * whether an answer will do. Calls come one after another, by several threads.
 */
interface Part {
  /** What is to become of an answer. */
  enum Verdict {
    /** The client gets it. */
    PASS,
    /** It is thrown away, and the same server is asked again. */
    AGAIN
  }

  /** Sends the request now or later, or answers the call in place of any server. */
  void ask(Target target, Consumer<Outgoing> send);

  /** Judges an answer by its head. */
  default Verdict head(Target target, int status, Map<String, List<String>> headers) {
    return Verdict.PASS;
  }

  /** Judges a small answer that is whole, before the client has any of it. */
  default Verdict whole(int status, Map<String, List<String>> headers, byte[] body) {
    return Verdict.PASS;
  }

  /** Changes the beginning of the answer that was passed; null when nothing is to be changed. */
  default @Nullable EnvironmentBack change() {
    return null;
  }

  /**
   * The answer that was to be changed is of another environment: the same server is asked again.
   */
  default void otherEnvironment() {}

  /** Headers of ours for the answer. */
  default Map<String, String> answerHeaders() {
    return Map.of();
  }

  /** No part in any run: the request goes out as it came. */
  static Part none(Outgoing outgoing) {
    return (target, send) -> send.accept(outgoing);
  }
}
