package io.github.puppetha.ca;

import io.github.puppetha.http.Sender;
import java.time.Clock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What a {@link CaClient} is made of. */
public final class CaClientBuilder {
  private final Sender sender;
  private Sender unverified;
  private String server = "the Puppet CA";
  private @Nullable String fingerprint;
  private Clock clock = Clock.systemUTC();
  private CaClient.Sleeper sleeper = CaClientBuilder::sleep;

  CaClientBuilder(Sender sender) {
    this.sender = sender;
    this.unverified = sender;
  }

  private static void sleep(Duration duration) throws InterruptedException {
    Thread.sleep(duration.toMillis());
  }

  /** How messages call the server: its host and port, as a rule. */
  public CaClientBuilder server(String name) {
    this.server = name;
    return this;
  }

  /**
   * By what the CA bundle is fetched when none is there yet: something that does not verify the
   * server. When not called, the ordinary sender is used for this too.
   */
  public CaClientBuilder unverified(Sender firstContact) {
    this.unverified = firstContact;
    return this;
  }

  /**
   * The SHA-256 of the text of the CA bundle, hexadecimal, with or without colons. When given, a
   * bundle that is fetched must have it.
   */
  public CaClientBuilder caFingerprint(String sha256) {
    this.fingerprint = sha256;
    return this;
  }

  /** What time it is. */
  public CaClientBuilder clock(Clock time) {
    this.clock = time;
    return this;
  }

  /** How to wait between two questions. */
  public CaClientBuilder sleeper(CaClient.Sleeper waiting) {
    this.sleeper = waiting;
    return this;
  }

  /** Makes the client, which opens nothing and needs no closing. */
  public CaClient build() {
    return new CaClient(this);
  }

  Sender sender() {
    return sender;
  }

  Sender firstContact() {
    return unverified;
  }

  String server() {
    return server;
  }

  @Nullable String fingerprint() {
    return fingerprint;
  }

  Clock clock() {
    return clock;
  }

  CaClient.Sleeper sleeper() {
    return sleeper;
  }
}
