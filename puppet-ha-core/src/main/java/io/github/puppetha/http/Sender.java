package io.github.puppetha.http;

/** Sends requests to one server, or to one of several. Safe for use by several threads. */
@FunctionalInterface
public interface Sender {
  /**
   * Sends a request and waits for the whole answer, whatever its status.
   *
   * @throws ServerUnreachableException when no server answered
   */
  PuppetResponse send(PuppetRequest request);
}
